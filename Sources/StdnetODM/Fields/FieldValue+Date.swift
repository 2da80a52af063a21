#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Date
#else
public import struct Foundation.Date
#endif

/// A moment: stored as seconds since 1970 in UTC with a fraction, as the original's DateTimeField.
extension Date: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .date }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(timeIntervalSince1970)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let seconds = Double(stored: stored), seconds.isFinite else { return nil }
        self.init(timeIntervalSince1970: seconds)
    }
}
