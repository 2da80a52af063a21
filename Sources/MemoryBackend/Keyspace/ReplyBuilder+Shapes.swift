import StdnetBackend

/// What RESP2 and RESP3 write differently: call these, and the reply has the shape that the client
/// asked for.
extension ReplyBuilder {
    /// Announces so many keys with their values: a map, or in RESP2 an array of twice as many.
    @inline(__always)
    mutating func map(_ count: Int) { collection(isRESP3 ? .map : .array, 2 * count) }

    /// Announces so many different members: a set, or in RESP2 an array.
    @inline(__always)
    mutating func set(_ count: Int) { collection(isRESP3 ? .set : .array, count) }

    /// Announces what comes without being asked for: a push, or in RESP2 an array.
    mutating func push(_ count: Int) { collection(isRESP3 ? .push : .array, count) }

    /// Appends a number: a double, or in RESP2 its text as a bulk string.
    mutating func number(_ value: Double) {
        if isRESP3 { double(value) } else { bulk(value.scoreText) }
    }

    /// Appends a truth value: a boolean, or in RESP2 1 or 0.
    mutating func truth(_ value: Bool) {
        if isRESP3 { boolean(value) } else { integer(value ? 1 : 0) }
    }

    /// Appends the absence of an array: a null, or in RESP2 a null array.
    mutating func nothing() {
        if isRESP3 { null() } else { nullArray() }
    }

    /// Appends a text for people: a verbatim string, or in RESP2 a bulk string.
    mutating func verbatim(_ text: String) {
        if isRESP3 { append(.verbatim, "txt:" + text) } else { bulk(text) }
    }

    /// Appends a number of any size by its digits: a big number, or in RESP2 a bulk string.
    mutating func bigNumber(_ digits: String) {
        if isRESP3 { append(.bigNumber, digits) } else { bulk(digits) }
    }

    private mutating func append(_ kind: Reply.Kind, _ text: String) {
        Array(text.utf8).withUnsafeBytes { bytes in
            append([ReplyTape.Node(kind: kind, count: UInt32(bytes.count), value: 0)], bytes)
        }
    }

    /// Appends `OK`.
    @inline(__always)
    mutating func ok() { status("OK") }
}
