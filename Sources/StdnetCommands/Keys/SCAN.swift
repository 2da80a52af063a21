public import StdnetBackend

/// One step through all keys; ``StdnetBackend/Backend/scan(matching:count:type:as:)`` takes them all.
///
/// Complexity: O(count).
public struct SCAN<Key: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "SCAN" }
    private let options: ScanOptions
    private let type: KeyType?

    /// Some keys, and where to go on.
    public typealias Response = ScanStep<Key>

    /// Says where to go on and what to look for.
    ///
    /// - Parameters:
    ///   - cursor: What the step before answered; 0 to start.
    ///   - pattern: Which keys are wanted.
    ///   - count: How much is searched in this step; nil is the server's usual 10.
    ///   - type: What the keys hold.
    ///   - keyType: What keys are read as.
    public init(
        _ cursor: UInt64,
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        type: KeyType? = nil,
        as keyType: Key.Type = String.self
    ) {
        options = ScanOptions(cursor: cursor, pattern: pattern?.commandArgument, count: count)
        self.type = type
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(options)
        arguments.append("TYPE", type.map { .text($0.rawValue) })
    }

    /// Reads a cursor and keys.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try ScanStep(reply: reply) { keys throws(BackendError) in try keys.decode() }
    }
}

/// One step through the fields of a hash.
///
/// Complexity: O(count).
public struct HSCAN<Field: ReplyDecodable, Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "HSCAN" }
    private let key: CommandArgument
    private let options: ScanOptions

    /// Some fields with their values, and where to go on.
    public typealias Response = ScanStep<HashEntry<Field, Value>>

    /// Names the hash and says where to go on and what to look for; see ``SCAN``.
    public init(
        _ key: some CommandArgumentConvertible,
        _ cursor: UInt64,
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        as _: Value.Type = String.self,
        fields _: Field.Type = String.self
    ) {
        self.key = key.commandArgument
        options = ScanOptions(cursor: cursor, pattern: pattern?.commandArgument, count: count)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(options)
    }

    /// Reads a cursor, fields and values.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try ScanStep(reply: reply) { entries throws(BackendError) in
            try HashEntry.all(in: entries)
        }
    }
}

/// One step through the members of a set.
///
/// Complexity: O(count).
public struct SSCAN<Member: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "SSCAN" }
    private let key: CommandArgument
    private let options: ScanOptions

    /// Some members, and where to go on.
    public typealias Response = ScanStep<Member>

    /// Names the set and says where to go on and what to look for; see ``SCAN``.
    public init(
        _ key: some CommandArgumentConvertible,
        _ cursor: UInt64,
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        as _: Member.Type = String.self
    ) {
        self.key = key.commandArgument
        options = ScanOptions(cursor: cursor, pattern: pattern?.commandArgument, count: count)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(options)
    }

    /// Reads a cursor and members.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try ScanStep(reply: reply) { members throws(BackendError) in try members.decode() }
    }
}

/// One step through the members of a sorted set.
///
/// Complexity: O(count).
public struct ZSCAN<Member: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "ZSCAN" }
    private let key: CommandArgument
    private let options: ScanOptions

    /// Some members with their scores, and where to go on.
    public typealias Response = ScanStep<ScoredMember<Member>>

    /// Names the sorted set and says where to go on and what to look for; see ``SCAN``.
    public init(
        _ key: some CommandArgumentConvertible,
        _ cursor: UInt64,
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        as _: Member.Type = String.self
    ) {
        self.key = key.commandArgument
        options = ScanOptions(cursor: cursor, pattern: pattern?.commandArgument, count: count)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(options)
    }

    /// Reads a cursor, members and scores.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try ScanStep(reply: reply) { members throws(BackendError) in
            try ScoredMember.all(in: members)
        }
    }
}
