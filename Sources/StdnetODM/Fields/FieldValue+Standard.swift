extension Int: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .integer }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let value = Int(decimal: stored) else { return nil }
        self = value
    }
}

extension Double: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .float }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let value = Double(String(decoding: stored, as: UTF8.self)) else {
            return nil
        }
        self = value
    }
}

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
        guard let stored, stored.count == 1 else { return nil }
        switch stored[0] {
        case UInt8(ascii: "0"): self = false
        case UInt8(ascii: "1"): self = true
        default: return nil
        }
    }
}

extension String: FieldValue {
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
