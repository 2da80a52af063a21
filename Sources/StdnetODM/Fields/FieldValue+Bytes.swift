#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
#else
public import struct Foundation.Data
#endif

/// Bytes of any kind, stored as they are: the original's ByteField.
///
/// They may be indexed and unique, but have no order and can't be ids.
extension Array: FieldValue where Element == UInt8 {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .bytes }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else { return nil }
        self.init(stored)
    }
}

/// Bytes of any kind, stored as they are: as ``Bytes``, for those who have Foundation's type.
extension Data: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .bytes }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        withUnsafeBytes { arguments.append($0) }
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else { return nil }
        self.init(stored)
    }
}
