public import StdnetBackend

/// What a server knows of a command's form.
public struct CommandDescription: Sendable, Hashable, ReplyDecodable {
    /// The name in lower case.
    public let name: String
    /// How many words a call has, the name included; negative: at least that many.
    public let arity: Int
    /// Words such as `readonly` and `fast`.
    public let flags: Set<String>
    /// The position of the first key; 0 when there is none or none that can be told so.
    public let firstKey: Int
    /// The position of the last key; a negative one counts from the end.
    public let lastKey: Int
    /// How far keys are from each other.
    public let keyStep: Int
    /// The categories of access control, such as `@read`.
    public let categories: Set<String>

    /// Reads one element of COMMAND INFO.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 7)
        name = try parts[0].decode()
        arity = try parts[1].decode()
        flags = try parts[2].decode()
        firstKey = try parts[3].decode()
        lastKey = try parts[4].decode()
        keyStep = try parts[5].decode()
        categories = try parts[6].decode()
    }
}

/// What a server tells people of a command.
public struct CommandDocumentation: Sendable, Hashable, ReplyDecodable {
    /// What the command does.
    public let summary: String
    /// The version of Redis that had it first.
    public let since: String
    /// The group that it belongs to, such as `sorted-set`.
    public let group: String
    /// How its time grows.
    public let complexity: String?

    /// Reads the fields of one command of COMMAND DOCS.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        summary = try fields.decode("summary")
        since = try fields.decode("since")
        group = try fields.decode("group")
        complexity = try fields.decodeIfPresent("complexity")
    }
}
