/// Stored as `1` and `0`; every other integer reads as true, as in the original.
extension Bool: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .boolean }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self ? "1" as StaticString : "0")
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else { return nil }
        let digits = stored.dropFirst(stored.first == UInt8(ascii: "-") ? 1 : 0)
        guard !digits.isEmpty,
            digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
        else { return nil }
        self = digits.contains { $0 != UInt8(ascii: "0") }
    }
}

/// Stored as UTF-8: the original's SymbolField and CharField.
///
/// Every text is a value, the empty one, `:`, line ends and NUL too. An empty text is not an absent one.
/// Two texts are one value when their bytes are: Swift's `==` also holds for some that
/// differ, such as "é" and "e\u{301}".
extension String: IDValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .text }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    /// Fails for bytes that are not UTF-8, rather than repair them.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else { return nil }
        self.init(validating: stored, as: UTF8.self)
    }
}
