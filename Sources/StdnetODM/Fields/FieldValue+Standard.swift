extension Int: FieldValue {
    public static var kind: ValueKind { .integer }
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let value = Int(decimal: stored) else { return nil }
        self = value
    }
}

extension Double: FieldValue {
    public static var kind: ValueKind { .float }
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let value = Double(String(decoding: stored, as: UTF8.self)) else { return nil }
        self = value
    }
}

extension Bool: FieldValue {
    public static var kind: ValueKind { .boolean }
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self ? "1" as StaticString : "0")
        return true
    }
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
    public static var kind: ValueKind { .text }
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
