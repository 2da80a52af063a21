/// What a reply can be read as.
///
/// Collections read their elements in turn. An error among the elements of an array, as EXEC and
/// scripts answer, is thrown as what it means.
public protocol ReplyDecodable: Sendable {
    /// Reads a reply.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when the reply is of another kind; what an
    ///   error reply means.
    init(reply: Reply) throws(BackendError)
}

extension Reply {
    /// Reads the reply as a type.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when the reply is of another kind; what an
    ///   error reply means.
    @inlinable
    public func decode<Value: ReplyDecodable>(
        as _: Value.Type = Value.self
    ) throws(BackendError)
        -> Value
    { try Value(reply: self) }

    /// Why this reply is not what was expected.
    ///
    /// Its value is not told: it may be a secret.
    public func mismatch(_ expected: String) -> BackendError {
        if kind == .error {
            return withBytes { BackendError(errorReply: String(decoding: $0, as: UTF8.self)) }
        }
        return .decoding(expected: expected, found: "\(kind)")
    }

    /// Reads `OK`, or another word that a server says when all went well.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when the reply is anything else.
    public func expect(_ word: String = "OK") throws(BackendError) {
        guard kind == .status || kind == .bulk, text == word else { throw mismatch("'\(word)'") }
    }
}

extension BackendError {
    /// What an error reply means where the command that it answers is not known.
    init(errorReply text: String) {
        let call: Arguments = [""]
        self = call.withView { BackendError(errorReply: text, to: $0) }
    }
}

extension Reply: ReplyDecodable {
    /// Takes the reply as it is.
    public init(reply: Reply) { self = reply }
}

extension String: ReplyDecodable {
    /// Reads a string, or a number as its digits; what is not UTF-8 shows as U+FFFD.
    public init(reply: Reply) throws(BackendError) {
        switch reply.kind {
        case .status, .bulk, .bigNumber, .verbatim: self = reply.text
        case .integer: self = String(reply.integer ?? 0)
        case .double: self = (reply.double ?? 0).description
        default: throw reply.mismatch("a string")
        }
    }
}

extension Int: ReplyDecodable {
    /// Reads an integer, or a string of decimal digits.
    public init(reply: Reply) throws(BackendError) {
        guard let value = reply.integer else { throw reply.mismatch("an integer") }
        self = value
    }
}

extension Double: ReplyDecodable {
    /// Reads a number, or a string that is one.
    public init(reply: Reply) throws(BackendError) {
        guard let value = reply.double else { throw reply.mismatch("a number") }
        self = value
    }
}

extension Bool: ReplyDecodable {
    /// Reads a boolean, or the integers 1 and 0.
    public init(reply: Reply) throws(BackendError) {
        guard let value = reply.integer, value == 0 || value == 1 else {
            throw reply.mismatch("a yes or a no")
        }
        self = value == 1
    }
}

extension Optional: ReplyDecodable where Wrapped: ReplyDecodable {
    /// Reads a null as nil.
    @inlinable
    public init(reply: Reply) throws(BackendError) {
        self = reply.isNull ? nil : try Wrapped(reply: reply)
    }
}

extension Array: ReplyDecodable where Element: ReplyDecodable {
    /// Reads the elements of a collection in order; ``Bytes`` reads a string.
    public init(reply: Reply) throws(BackendError) {
        guard reply.kind.isCollection else {
            guard Element.self == UInt8.self, reply.kind != .error, let found = reply.bytes else {
                throw reply.mismatch("an array")
            }
            // The same type, as was just compared; a cast would look it up.
            self = unsafeBitCast(found, to: Self.self)
            return
        }
        self = []
        reserveCapacity(reply.count)
        for element in reply.elements { append(try Element(reply: element)) }
    }
}

extension UInt8: ReplyDecodable {
    /// Reads a small integer; what matters is that arrays of these are ``Bytes``.
    public init(reply: Reply) throws(BackendError) {
        guard let value = reply.integer, let byte = UInt8(exactly: value) else {
            throw reply.mismatch("an integer from 0 to 255")
        }
        self = byte
    }
}

extension Set: ReplyDecodable where Element: ReplyDecodable {
    /// Reads the elements of a collection; equal ones count once.
    public init(reply: Reply) throws(BackendError) {
        guard reply.kind.isCollection else { throw reply.mismatch("a set") }
        self.init(minimumCapacity: reply.count)
        for element in reply.elements { insert(try Element(reply: element)) }
    }
}

extension Dictionary: ReplyDecodable where Key: ReplyDecodable, Value: ReplyDecodable {
    /// Reads a map, or an array of keys and values in turn; the last of equal keys counts.
    public init(reply: Reply) throws(BackendError) {
        guard reply.kind.isCollection, reply.count.isMultiple(of: 2) else {
            throw reply.mismatch("a map")
        }
        self.init(minimumCapacity: reply.count / 2)
        var elements = reply.elements
        while let key = elements.next(), let value = elements.next() {
            self[try Key(reply: key)] = try Value(reply: value)
        }
    }
}
