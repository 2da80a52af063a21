/// Bytes one behind the other, in memory of their own that grows: for loops that can't afford a check
/// of bounds at each byte.
struct ByteArena: ~Copyable {
    /// What is there behind the last byte at any time, for those who store eight bytes and keep fewer.
    private static let slack = 8
    private static let keptCapacity = 1 << 24

    private(set) var count = 0
    private var capacity: Int
    private var start: UnsafeMutableRawPointer

    init(capacity: Int = 1 << 12) {
        self.capacity = capacity
        start = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { start.deallocate() }

    /// All bytes; they stay where they are until some are appended.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Appends room for bytes, which are to be stored at once.
    @inline(__always)
    mutating func extend(by length: Int) -> UnsafeMutableRawPointer {
        if count + length + Self.slack > capacity { grow(by: length) }
        defer { count += length }
        return start + count
    }

    /// Appends bytes.
    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        let target = extend(by: bytes.count)
        if let source = bytes.baseAddress {
            target.copyMemory(from: source, byteCount: bytes.count)
        }
    }

    /// Stores a number over bytes that are there.
    @inline(__always)
    mutating func store(_ number: UInt32, at place: Int) {
        start.storeBytes(of: number, toByteOffset: place, as: UInt32.self)
    }

    /// Removes the bytes from a place on.
    mutating func removeAll(after count: Int) { self.count = count }

    /// Removes everything and keeps the memory, unless it is very much.
    mutating func removeAll() {
        count = 0
        guard capacity > Self.keptCapacity else { return }
        start.deallocate()
        capacity = 1 << 12
        start = .allocate(byteCount: capacity, alignment: 16)
    }

    @inline(never)
    private mutating func grow(by length: Int) {
        capacity = max(capacity * 2, count + length + Self.slack)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: start, byteCount: count)
        start.deallocate()
        start = larger
    }
}
