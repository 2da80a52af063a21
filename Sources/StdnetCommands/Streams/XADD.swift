public import StdnetBackend

/// The name of a new entry.
public enum NewStreamID: Sendable, Hashable {
    /// The server's time and the next free number.
    case automatic
    /// This time, in milliseconds since 1970, and the next free number.
    case milliseconds(UInt64)
    /// Exactly this name, which must be greater than all before.
    case exactly(StreamID)
}

/// Adds an entry to a stream, and makes the stream when there is none.
///
/// ```swift
/// XADD("events", ["kind": "login", "user": "42"], trimming: .length(1000, .approximate()))
/// XADD(ifExists: "events", ["kind": "logout"])
/// ```
///
/// Complexity: O(1), and O(n) for n entries that are trimmed.
public struct XADD<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "XADD" }
    private let key: CommandArgument
    private let id: NewStreamID
    private let trimming: StreamTrimming?
    private let makesStream: Bool
    /// Fields and values in turn.
    private let words: [CommandArgument]

    /// Adds an entry; answers its name.
    ///
    /// - Parameters:
    ///   - key: The stream.
    ///   - fields: Names and values in order.
    ///   - id: The name of the entry.
    ///   - trimming: Which entries are kept.
    public init(
        _ key: some CommandArgumentConvertible,
        _ fields: KeyValuePairs<
            some CommandArgumentConvertible, some CommandArgumentConvertible
        >,
        id: NewStreamID = .automatic,
        trimming: StreamTrimming? = nil
    ) where Response == StreamID {
        self.init(key.commandArgument, fields.flattenedArguments(), id, trimming, makesStream: true)
    }

    /// Adds an entry when there is a stream already; answers its name, or nil when there is none.
    ///
    /// - Parameters:
    ///   - key: The stream.
    ///   - fields: Names and values in order.
    ///   - id: The name of the entry.
    ///   - trimming: Which entries are kept.
    public init(
        ifExists key: some CommandArgumentConvertible,
        _ fields: KeyValuePairs<
            some CommandArgumentConvertible, some CommandArgumentConvertible
        >,
        id: NewStreamID = .automatic,
        trimming: StreamTrimming? = nil
    ) where Response == StreamID? {
        self.init(
            key.commandArgument,
            fields.flattenedArguments(),
            id,
            trimming,
            makesStream: false
        )
    }

    /// Adds an entry of fields from a sequence; answers its name.
    public init<Name: CommandArgumentConvertible, Value: CommandArgumentConvertible>(
        _ key: some CommandArgumentConvertible,
        fields: some Sequence<(key: Name, value: Value)>,
        id: NewStreamID = .automatic,
        trimming: StreamTrimming? = nil
    ) where Response == StreamID {
        self.init(
            key.commandArgument,
            fields.flattenedArguments(),
            id,
            trimming,
            makesStream: true
        )
    }

    /// Adds an entry of fields from a sequence when there is a stream already; answers its name, or
    /// nil when there is none.
    public init<Name: CommandArgumentConvertible, Value: CommandArgumentConvertible>(
        ifExists key: some CommandArgumentConvertible,
        fields: some Sequence<(key: Name, value: Value)>,
        id: NewStreamID = .automatic,
        trimming: StreamTrimming? = nil
    ) where Response == StreamID? {
        self.init(
            key.commandArgument,
            fields.flattenedArguments(),
            id,
            trimming,
            makesStream: false
        )
    }

    private init(
        _ key: CommandArgument,
        _ words: [CommandArgument],
        _ id: NewStreamID,
        _ trimming: StreamTrimming?,
        makesStream: Bool
    ) {
        self.key = key
        self.words = words
        self.id = id
        self.trimming = trimming
        self.makesStream = makesStream
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append("NOMKSTREAM", if: !makesStream)
        if let trimming { arguments.append(trimming) }
        switch id {
        case .automatic: arguments.append("*" as StaticString)
        case .milliseconds(let time): arguments.append(joining: time.description, "-*")
        case .exactly(let id): arguments.append(id)
        }
        arguments.append(contentsOf: words)
    }
}
