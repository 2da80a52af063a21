internal import StdnetBackend

/// A command that answers one element of a key or, with a count, several.
protocol CountedKeyCommand: NamedCommand where Response: ReplyDecodable {
    var key: CommandArgument { get }
    var count: Int? { get }
}

extension CountedKeyCommand {
    @inline(__always)
    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        if let count { arguments.append(count) }
    }

    /// Reads an element or, with a count, several: none where there is no key.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try (count == nil ? reply : reply.orEmptyArray).decode()
    }
}
