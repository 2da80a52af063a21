/// A pattern of keys as KEYS and SCAN take it: `*`, `?`, `[a-z]`, `[^a]`, and `\` before a byte that
/// stands for itself.
///
/// ```swift
/// let ours = KeyPattern.prefix("[draft] ")   // \[draft\] *
/// let count = try await backend.countKeys(matching: ours)
/// ```
public struct KeyPattern: Sendable, Hashable {
    /// The pattern as the server gets it.
    public let bytes: Bytes

    /// Takes a pattern as it is.
    public init(_ pattern: String) { bytes = Bytes(pattern.utf8) }

    /// Takes a pattern of any bytes as it is.
    public init(bytes: Bytes) { self.bytes = bytes }

    /// Matches every key.
    public static let any = KeyPattern("*")

    /// Matches these bytes and nothing else: each that means something in a pattern is escaped.
    public static func escaping(_ literal: some Sequence<UInt8>) -> KeyPattern {
        var bytes: Bytes = []
        for byte in literal {
            if special.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return KeyPattern(bytes: bytes)
    }

    /// Matches this text and nothing else: each byte that means something in a pattern is escaped.
    public static func escaping(_ literal: String) -> KeyPattern { escaping(literal.utf8) }

    /// Matches every key that starts with this text, whatever its characters are.
    public static func prefix(_ literal: String) -> KeyPattern { escaping(literal) + any }

    /// One pattern after the other.
    public static func + (left: KeyPattern, right: KeyPattern) -> KeyPattern {
        KeyPattern(bytes: left.bytes + right.bytes)
    }

    /// What is not itself in a pattern; `^` and `-` are special only between brackets.
    private static let special: Set<UInt8> = Set("*?[]\\".utf8)
}

extension KeyPattern: ExpressibleByStringLiteral {
    /// Takes a pattern as it is.
    public init(stringLiteral value: String) { self.init(value) }
}

extension KeyPattern: CustomStringConvertible {
    /// The pattern as text; what is not UTF-8 shows as U+FFFD.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
