public import StdnetBackend

/// Writes a snapshot; the server does nothing else meanwhile.
///
/// Complexity: O(n) for n keys.
public struct SAVE: BareCommand {
    static var name: StaticString { "SAVE" }

    /// Nothing but that it worked.
    public typealias Response = Void

    /// Makes the command.
    @inlinable
    public init() {}
}

/// Writes a snapshot in the background.
///
/// Complexity: O(n) for n keys.
public struct BGSAVE: NamedCommand {
    static var name: StaticString { "BGSAVE" }
    @usableFromInline let schedules: Bool

    /// Nothing but that it worked.
    public typealias Response = Void

    /// Says whether to wait for the rewriting of a log that is under way, where else it fails.
    @inlinable
    public init(schedules: Bool = false) {
        self.schedules = schedules
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append("SCHEDULE", if: schedules)
    }

    /// Checks that the server said that it began, or that it will.
    public func decode(_ reply: Reply) throws(BackendError) {
        guard reply.kind == .status else { throw reply.mismatch("a status") }
    }
}

/// Rewrites the append-only log in the background.
///
/// Complexity: O(n) for n keys.
public struct BGREWRITEAOF: BareCommand {
    static var name: StaticString { "BGREWRITEAOF" }

    /// Nothing but that it worked.
    public typealias Response = Void

    /// Makes the command.
    @inlinable
    public init() {}

    /// Checks that the server said that it began, or that it will.
    public func decode(_ reply: Reply) throws(BackendError) {
        guard reply.kind == .status else { throw reply.mismatch("a status") }
    }
}

/// Asks when the last snapshot was finished.
///
/// Complexity: O(1).
public struct LASTSAVE: BareCommand {
    static var name: StaticString { "LASTSAVE" }

    /// Seconds since 1970.
    public typealias Response = Int

    /// Makes the question.
    @inlinable
    public init() {}
}
