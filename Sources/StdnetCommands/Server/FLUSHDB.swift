internal import StdnetBackend

/// Removes all keys of the database.
///
/// Complexity: O(n) for n keys.
public struct FLUSHDB: NamedCommand {
    static var name: StaticString { "FLUSHDB" }
    @usableFromInline let pace: FlushPace?

    /// Nothing but that it worked.
    public typealias Response = Void

    /// Says whether to wait; nil is as the server is configured.
    @inlinable
    public init(_ pace: FlushPace? = nil) {
        self.pace = pace
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(pace)
    }
}

/// Removes all keys of all databases.
///
/// Complexity: O(n) for n keys.
public struct FLUSHALL: NamedCommand {
    static var name: StaticString { "FLUSHALL" }
    @usableFromInline let pace: FlushPace?

    /// Nothing but that it worked.
    public typealias Response = Void

    /// Says whether to wait; nil is as the server is configured.
    @inlinable
    public init(_ pace: FlushPace? = nil) {
        self.pace = pace
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(pace)
    }
}

/// Exchanges two databases, for everybody at once.
///
/// Complexity: O(n) for n clients that watch or wait.
public struct SWAPDB: NamedCommand {
    static var name: StaticString { "SWAPDB" }
    @usableFromInline let first: Int
    @usableFromInline let second: Int

    /// Nothing but that it worked.
    public typealias Response = Void

    /// Names the databases by their numbers.
    @inlinable
    public init(_ first: Int, _ second: Int) {
        self.first = first
        self.second = second
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(first)
        arguments.append(second)
    }
}
