/// One Redis command as a value: it writes its argument vector and reads its reply.
///
/// Every backend interprets the same vectors, so a command means the same on all of them.
public protocol Command<Response>: Sendable {
    /// What a successful reply is decoded to.
    associatedtype Response: Sendable

    /// Appends the name of the command and its arguments.
    func write(to arguments: inout Arguments)

    /// Reads a reply that is not an error.
    func decode(_ reply: Reply) throws(BackendError) -> Response
}
