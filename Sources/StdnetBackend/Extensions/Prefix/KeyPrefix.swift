/// A prefix of keys in the forms that calls and replies need.
struct KeyPrefix: Sendable {
    let text: String
    let bytes: Bytes
    /// The prefix as a pattern that matches nothing else.
    let pattern: KeyPattern

    init(_ text: String) {
        self.text = text
        bytes = Bytes(text.utf8)
        pattern = .escaping(text)
    }

    /// All keys that start with it.
    var everything: KeyPattern { pattern + .any }

    /// Whether a pattern of SORT can have it: there a `*` can't be escaped.
    var fitsSortPatterns: Bool { !bytes.contains(UInt8(ascii: "*")) }

    /// A key as the user of the prefix knows it.
    func stripped(_ key: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        key.starts(with: bytes) ? UnsafeRawBufferPointer(rebasing: key.dropFirst(bytes.count)) : key
    }

    /// An error as the user of the prefix knows it.
    func stripped(_ error: BackendError) -> BackendError {
        guard case .wrongType(let key, let expected, let found) = error,
            key.utf8.starts(with: bytes)
        else { return error }
        // By bytes: the first character of a key may combine with the last of the prefix.
        let known = String(decoding: key.utf8.dropFirst(bytes.count), as: UTF8.self)
        return .wrongType(key: known, expected: expected, found: found)
    }
}
