/// The slots of an open-addressed index: a tag of 32 hash bits and a position each, empty ones zero.
///
/// Few lie flat, many in pages, so that the first new key after a copy does not copy all of them.
struct SlotIndex {
    private static var flatLimit: Int { 1 << 13 }

    /// How many slots there are: none, or a power of two.
    let count: Int
    private var flat: ContiguousArray<UInt64> = []
    private var paged = PageTree<UInt64>()

    /// Makes an index that is not used.
    init() { count = 0 }

    /// Makes empty slots.
    init(count: Int) {
        self.count = count
        if count <= Self.flatLimit {
            flat = ContiguousArray(repeating: 0, count: count)
            return
        }
        let size = PageTree<UInt64>.pageSize
        for _ in 0..<count / size {
            let page = Page<UInt64>.make(capacity: size)
            page.elements.initialize(repeating: 0, count: size)
            page.header = size
            paged.append(page)
        }
    }

    @inline(__always) var isEmpty: Bool { count == 0 }

    /// What keeps a place within the slots: `place & mask`.
    @inline(__always) var mask: Int { count - 1 }

    @inline(__always)
    subscript(place: Int) -> UInt64 {
        get {
            count <= Self.flatLimit
                ? flat.withUnsafeBufferPointer { $0[place] } : paged.pointer(place).pointee
        }
        set {
            if count <= Self.flatLimit {
                flat.withUnsafeMutableBufferPointer { $0[place] = newValue }
            } else {
                paged.writable(place).pointee = newValue
            }
        }
    }

    /// Puts a slot into the first free place from its home.
    @inline(__always)
    mutating func place(_ slot: UInt64) {
        var at = Int(slot.tag) & mask
        while self[at] != 0 { at = (at + 1) & mask }
        self[at] = slot
    }

    /// Empties a slot and moves followers up: there are no tombstones.
    mutating func empty(_ slot: Int) {
        var hole = slot
        var at = slot
        while true {
            at = (at + 1) & mask
            let follower = self[at]
            if follower == 0 { break }
            let home = Int(follower.tag) & mask
            if (at - home) & mask >= (at - hole) & mask {
                self[hole] = follower
                hole = at
            }
        }
        self[hole] = 0
    }

    /// The same in twice as many slots; the tags are in the slots, so no entry is read.
    @inline(never)
    func doubled() -> SlotIndex {
        var larger = SlotIndex(count: count * 2)
        for place in 0..<count where self[place] != 0 { larger.place(self[place]) }
        return larger
    }

    /// Lowers the positions behind one.
    mutating func moveUp(behind position: Int) {
        for place in 0..<count where self[place] != 0 && self[place].position > position {
            // The position is the lower half of a slot.
            self[place] -= 1
        }
    }
}

/// A slot of the index: the tag above, the position plus one below.
extension UInt64 {
    @inline(__always)
    init(tag: UInt32, position: Int) {
        self = UInt64(tag) << 32 | UInt64(UInt32(truncatingIfNeeded: position + 1))
    }

    @inline(__always) var tag: UInt32 { UInt32(truncatingIfNeeded: self >> 32) }

    @inline(__always) var position: Int {
        get { Int(UInt32(truncatingIfNeeded: self)) - 1 }
        set { self = UInt64(tag: tag, position: newValue) }
    }
}
