#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A few short entries in one allocation, in the order that the owner gives them.
///
/// The first byte is their number; each has the sizes of its key and its value, and then both. What
/// is long or many goes into a ``ByteTable``, which has pages and an index: for small collections, of
/// which there are many, those would take several times the memory of what they hold.
struct PackedEntries<Value: PackedValue> {
    private var bytes: ContiguousArray<UInt8> = []

    /// The longest key that is packed: any longer one is an array of its own.
    static var longestKey: Int { InlineBytes.capacity }

    @inline(__always) var count: Int { bytes.isEmpty ? 0 : Int(bytes[0]) }

    /// Whether one more entry may be packed.
    @inline(__always)
    func hasRoom(keySize: Int, _ value: Value) -> Bool {
        count < Value.packedLimit && keySize <= Self.longestKey && value.packedSize != nil
    }

    /// Where a key is.
    @inline(__always)
    func find(_ key: RawBytes) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, !bytes.isEmpty else { return nil }
            var at = start + 1
            for position in 0..<Int(bytes[0]) {
                let size = Int(at.load(as: UInt8.self))
                if size == key.count, RawBytes(start: at + 2, count: size).matches(key) {
                    return position
                }
                at += 2 + size + Int(at.load(fromByteOffset: 1, as: UInt8.self))
            }
            return nil
        }
    }

    @inline(__always)
    func key(_ position: Int) -> ByteString {
        let start = start(of: position)
        return bytes.withUnsafeBytes { bytes in
            .inline(
                InlineBytes(RawBytes(rebasing: bytes[start + 2..<start + 2 + Int(bytes[start])]))
            )
        }
    }

    @inline(__always)
    func value(_ position: Int) -> Value {
        let start = start(of: position)
        return bytes.withUnsafeBytes { bytes in
            let first = start + 2 + Int(bytes[start])
            return Value(packed: RawBytes(rebasing: bytes[first..<first + Int(bytes[start + 1])]))
        }
    }

    /// Inserts an entry for which there is room.
    mutating func insert(_ key: RawBytes, _ value: Value, at position: Int) {
        let size = value.packedSize ?? 0
        if bytes.isEmpty { bytes = [0] }
        let start = start(of: position)
        resize(at: start, from: 0, to: 2 + key.count + size)
        bytes[0] += 1
        bytes[start] = UInt8(truncatingIfNeeded: key.count)
        bytes[start + 1] = UInt8(truncatingIfNeeded: size)
        bytes.withUnsafeMutableBytes { bytes in
            let place = UnsafeMutableRawBufferPointer(rebasing: bytes[(start + 2)...])
            place.copyMemory(from: key)
            if size > 0, let first = place.baseAddress { value.write(to: first + key.count) }
        }
    }

    /// Replaces a value by one that may be packed.
    mutating func setValue(_ value: Value, at position: Int) {
        let size = value.packedSize ?? 0
        let start = start(of: position)
        let first = start + 2 + Int(bytes[start])
        let old = Int(bytes[start + 1])
        if old != size {
            resize(at: first, from: old, to: size)
            bytes[start + 1] = UInt8(truncatingIfNeeded: size)
        }
        guard size > 0 else { return }
        bytes.withUnsafeMutableBytes { bytes in
            if let place = bytes.baseAddress { value.write(to: place + first) }
        }
    }

    /// Removes an entry; those behind it keep their order.
    mutating func remove(at position: Int) {
        let start = start(of: position)
        resize(at: start, from: size(at: start), to: 0)
        bytes[0] -= 1
    }

    @inline(__always)
    private func size(at start: Int) -> Int { 2 + Int(bytes[start]) + Int(bytes[start + 1]) }

    /// Where an entry starts, or would start.
    @inline(__always)
    private func start(of position: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var at = 1
            for _ in 0..<position { at += 2 + Int(bytes[at]) + Int(bytes[at + 1]) }
            return at
        }
    }

    /// Makes a stretch of the bytes longer or shorter.
    private mutating func resize(at start: Int, from old: Int, to new: Int) {
        let tail = bytes.count - start - old
        if new > old {
            // Exactly as much as is needed: most small collections are written once.
            bytes.reserveCapacity(bytes.count + new - old)
            for _ in old..<new { bytes.append(0) }
        }
        bytes.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            memmove(base + start + new, base + start + old, tail)
        }
        if new < old { bytes.removeLast(old - new) }
    }
}
