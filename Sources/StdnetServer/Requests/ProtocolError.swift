/// A request that can't be understood: the connection ends with it.
struct ProtocolError: Error, Equatable {
    /// What the client is told after `ERR Protocol error: `; nil when it is told nothing.
    let reason: [UInt8]?

    init(_ reason: StaticString) { self.reason = Array(reason.description.utf8) }

    private init(reason: [UInt8]?) { self.reason = reason }

    /// The client has sent more than may be held for it.
    static let queryTooLong = ProtocolError(reason: nil)

    /// Something else stands where the length of a word should be.
    static func unexpected(_ byte: UInt8) -> ProtocolError {
        let text = Array("expected '$', got '".utf8)
        // In C a NUL ends the text.
        return ProtocolError(reason: byte == 0 ? text : text + [byte, UInt8(ascii: "'")])
    }

    /// The error reply.
    var reply: [UInt8] {
        guard let reason else { return [] }
        let line = reason.map {
            $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0
        }
        return Array("-ERR Protocol error: ".utf8) + line + Array("\r\n".utf8)
    }
}
