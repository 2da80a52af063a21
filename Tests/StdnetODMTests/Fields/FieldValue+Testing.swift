import StdnetODM

extension FieldValue {
    /// The stored bytes as text; nil when the value is absent.
    var storedText: String? { stored.map { String(decoding: $0, as: UTF8.self) } }

    /// Reads a text.
    init?(text: String) { self.init(reading: Bytes(text.utf8)) }

    /// Reads bytes.
    init?(reading bytes: Bytes) {
        guard let value = bytes.withUnsafeBytes({ Self(stored: $0) }) else { return nil }
        self = value
    }
}
