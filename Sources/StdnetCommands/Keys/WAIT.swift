internal import StdnetBackend

/// Waits until replicas have all that this connection wrote.
///
/// It is of use where the writes surely went by the same connection: as the last command of their
/// batch.
///
/// Complexity: O(1).
public struct WAIT: NamedCommand {
    static var name: StaticString { "WAIT" }
    @usableFromInline let replicas: Int
    @usableFromInline let timeout: Duration?

    /// How many replicas have it, when there are enough or the time is over.
    public typealias Response = Int

    /// Says for how many replicas to wait, and how long: nil is for ever.
    @inlinable
    public init(forReplicas replicas: Int, timeout: Duration?) {
        self.replicas = replicas
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(replicas)
        arguments.append(timeout.waitMilliseconds)
    }
}
