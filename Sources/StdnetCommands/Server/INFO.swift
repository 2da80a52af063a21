public import StdnetBackend

/// Describes the server, by section.
///
/// Complexity: O(1).
public struct INFO: NamedCommand {
    static var name: StaticString { "INFO" }
    @usableFromInline let sections: [String]

    /// The sections.
    public typealias Response = ServerInfo

    /// Names sections such as `memory` and `keyspace`; none is the usual ones, `everything` is all.
    @inlinable
    public init(_ sections: String...) {
        self.sections = sections
    }

    func writeOperands(to arguments: inout Arguments) {
        for section in sections { arguments.append(section) }
    }
}

/// Asks what time it is on the server.
///
/// Complexity: O(1).
public struct TIME: BareCommand {
    static var name: StaticString { "TIME" }

    /// The time since 1970, in microseconds.
    public typealias Response = Duration

    /// Makes the question.
    @inlinable
    public init() {}

    /// Reads seconds and microseconds.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        let parts = try reply.parts(2, of: "seconds and microseconds")
        let (seconds, microseconds): (Int, Int) = (try parts[0].decode(), try parts[1].decode())
        return .seconds(seconds) + .microseconds(microseconds)
    }
}

/// Counts the keys of the database.
///
/// Complexity: O(1).
public struct DBSIZE: BareCommand {
    static var name: StaticString { "DBSIZE" }

    /// How many there are.
    public typealias Response = Int

    /// Makes the question.
    @inlinable
    public init() {}
}

/// Asks what part the server plays in replication.
///
/// Complexity: O(1).
public struct ROLE: BareCommand {
    static var name: StaticString { "ROLE" }

    /// The part.
    public typealias Response = ReplicationRole

    /// Makes the question.
    @inlinable
    public init() {}
}
