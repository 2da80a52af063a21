public import StdnetBackend

extension Command where Response: ReplyDecodable {
    /// Reads the reply as the response reads it.
    @inlinable
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try reply.decode() }
}

extension Command where Response == Void {
    /// Checks that the server said `OK`.
    @inlinable
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try reply.expect() }
}
