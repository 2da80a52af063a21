import StdnetBackend
import StdnetRDB

/// What a set holds.
///
/// A small set of integers is an intset in Redis, which shows: its members come in the order of their
/// numbers, and a scan answers all of them. Here the members lie in the table all the same and are
/// sorted when they are read. Once too large, or with another member, it is a hash table for ever.
struct SetContent: StoredCollection {
    var members: CompactTable<NoValue>
    /// How many bytes each integer of the intset has, which only grows; 0 for a hash table.
    private(set) var integerSize: UInt8 = 2

    init(seed: HashSeed, capacity: Int) { members = CompactTable(seed: seed, capacity: capacity) }

    var isEmpty: Bool { members.isEmpty }
    var isIntset: Bool { integerSize > 0 }
    var encodingName: StaticString { isIntset ? "intset" : "hashtable" }

    @inline(__always)
    static func box(in value: StoredValue) -> Box<SetContent>? {
        if case .set(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<SetContent>) -> StoredValue { .set(box) }

    @inline(__always)
    func contains(_ member: Probe) -> Bool { members.find(member) != nil }

    /// Adds a member, and says whether it is new.
    @inline(__always)
    mutating func add(_ member: Probe, _ settings: borrowing KeyspaceSettings) -> Bool {
        guard members.find(member) == nil else { return false }
        members.add(member)
        guard isIntset else { return true }
        if members.count <= settings.setMaxIntsetEntries, let integer = member.bytes.integer {
            widen(to: Intset.size(of: integer))
        } else {
            integerSize = 0
        }
        return true
    }

    /// Removes a member, and says whether it was there.
    @inline(__always)
    mutating func remove(_ member: Probe) -> Bool {
        guard let found = members.find(member) else { return false }
        _ = members.remove(at: found)
        return true
    }

    /// Chooses the encoding anew, as for a set that is made by adding these members.
    mutating func settleEncoding(_ settings: borrowing KeyspaceSettings) {
        integerSize = 0
        guard members.count <= settings.setMaxIntsetEntries else { return }
        var size: UInt8 = 2
        for position in 0..<members.count {
            guard let integer = integer(at: position) else { return }
            size = max(size, UInt8(Intset.size(of: integer)))
        }
        integerSize = size
    }

    /// Makes room in the intset for integers of so many bytes.
    mutating func widen(to size: Int) { integerSize = max(integerSize, UInt8(size)) }

    /// Visits the members in the order in which Redis has them, as long as `body` says true.
    func visit(_ body: (borrowing ByteString) -> Bool) {
        if isIntset, let order = order() {
            for position in order where !body(members.entry(position).pointee.key) { return }
        } else {
            for position in 0..<members.count where !body(members.entry(position).pointee.key) {
                return
            }
        }
    }

    /// The positions in the order of the integers at them; nil when that is their own order.
    private func order() -> [Int]? {
        var numbers: [(number: Int, position: Int)] = []
        numbers.reserveCapacity(members.count)
        var isAscending = true
        for position in 0..<members.count {
            guard let number = integer(at: position) else { return nil }
            if let last = numbers.last, last.number > number { isAscending = false }
            numbers.append((number, position))
        }
        guard !isAscending else { return nil }
        numbers.sort { $0.number < $1.number }
        return numbers.map(\.position)
    }

    private func integer(at position: Int) -> Int? {
        members.entry(position).pointee.key.withBytes { $0.integer }
    }
}

extension RawBytes {
    /// The integer that these bytes are, when an intset would keep them.
    @inline(__always)
    fileprivate var integer: Int? {
        guard let first, first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") < 10 else {
            return nil
        }
        return Int(decimal: self)
    }
}
