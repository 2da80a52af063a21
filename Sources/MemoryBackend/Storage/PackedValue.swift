/// What lies beside a key where entries are packed.
protocol PackedValue {
    /// How many entries are packed at most.
    static var packedLimit: Int { get }
    /// How many bytes it takes; nil when it is too long.
    var packedSize: Int? { get }

    /// Reads the bytes that were written.
    init(packed bytes: RawBytes)

    /// Writes the bytes.
    func write(to target: UnsafeMutableRawPointer)
}

/// What lies beside the members of a set: nothing.
struct NoValue: PackedValue {
    /// As many as are found without an index.
    static var packedLimit: Int { 8 }
    var packedSize: Int? { 0 }

    init() {}
    init(packed bytes: RawBytes) {}

    func write(to target: UnsafeMutableRawPointer) {}
}

/// The value of a field.
extension ByteString: PackedValue {
    static var packedLimit: Int { 16 }

    /// Short ones only: a long one would become an array each time that it is read.
    @inline(__always) var packedSize: Int? {
        if case .inline(let bytes) = self { return Int(bytes.count) }
        return nil
    }

    @inline(__always)
    init(packed bytes: RawBytes) { self = .inline(InlineBytes(bytes)) }

    @inline(__always)
    func write(to target: UnsafeMutableRawPointer) {
        withBytes {
            UnsafeMutableRawBufferPointer(start: target, count: $0.count).copyMemory(from: $0)
        }
    }
}

/// The score of a member.
extension Double: PackedValue {
    static var packedLimit: Int { 16 }
    var packedSize: Int? { 8 }

    @inline(__always)
    init(packed bytes: RawBytes) { self = bytes.loadUnaligned(as: Double.self) }

    @inline(__always)
    func write(to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: self, as: Double.self)
    }
}
