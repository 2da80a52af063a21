#if canImport(FoundationEssentials)
public import struct FoundationEssentials.URL
public import struct FoundationEssentials.UUID
#else
public import struct Foundation.URL
public import struct Foundation.UUID
#endif

/// Stored as 36 characters in lower case, as Python and most others write them.
///
/// Other spellings are refused when they are read: the indexes and the ids know one text for each value.
extension UUID: IDValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .text }
    /// What the stored bytes look like.
    public static var storedForm: String {
        "a UUID of 36 characters in lower case, such as 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'"
    }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 36, alignment: 1) { text in
            var place = 0
            withUnsafeBytes(of: uuid) { bytes in
                for (position, byte) in bytes.enumerated() {
                    if [4, 6, 8, 10].contains(position) {
                        text[place] = UInt8(ascii: "-")
                        place += 1
                    }
                    text[place] = Self.digit(byte >> 4)
                    text[place + 1] = Self.digit(byte & 15)
                    place += 2
                }
            }
            arguments.append(UnsafeRawBufferPointer(text))
        }
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, stored.count == 36,
            !stored.contains(where: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        self.init(uuidString: String(decoding: stored, as: UTF8.self))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}

/// Stored as its whole text, without a base: `absoluteString`.
///
/// A text that is not a URL as it stands, such as one with a space, is refused when it is read rather than
/// mended.
extension URL: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .text }
    /// What the stored bytes look like.
    public static var storedForm: String { "a URL in which nothing is left to be encoded" }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(absoluteString)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let text = String(stored: stored), let url = URL(string: text),
            url.absoluteString.utf8.elementsEqual(text.utf8)
        else { return nil }
        self = url
    }
}
