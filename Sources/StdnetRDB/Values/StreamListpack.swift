package import StdnetBackend

/// The entries in one listpack of a stream.
///
/// The list starts with how many entries there are and how many are deleted, then come the names of
/// the fields of the first entry and a zero. Each entry is its flags, its id as the difference to a base,
/// its fields (names only when they differ from those of the first entry), and how many elements it
/// takes.
package struct StreamListpack {
    private static let isDeleted: Int64 = 1
    private static let hasNamesOfFirst: Int64 = 2

    private let base: StreamEntryID
    private var list: Listpack.Reader
    private var left: Int64
    private var deleted: Int64
    private var names: [RDBString] = []
    private var fields: [RDBString] = []

    /// Reads what stands before the entries.
    package init(base: StreamEntryID, _ bytes: RawBytes) throws(RDBError) {
        self.base = base
        list = try Listpack.Reader(bytes)
        let live = try Self.count(&list)
        deleted = try Self.count(&list)
        left = live + deleted
        for _ in 0..<(try Self.count(&list)) { names.append(try list.required()) }
        guard left > 0, try list.required().integer() == 0 else { throw .corrupt }
    }

    private static func count(_ list: inout Listpack.Reader) throws(RDBError) -> Int64 {
        let count = try list.required().integer()
        guard 0...(1 << 30) ~= count else { throw .corrupt }
        return count
    }

    /// Gives the next entry that is not deleted to a closure, names and values of its fields in turn, and
    /// says whether there was one.
    package mutating func next(
        _ body: (StreamEntryID, [RDBString]) throws(RDBError) -> Void
    ) throws(RDBError) -> Bool {
        while left > 0 {
            left -= 1
            let flags = try list.required().integer()
            let id = StreamEntryID(
                milliseconds: base.milliseconds
                    &+ UInt64(bitPattern: try list.required().integer()),
                sequence: base.sequence &+ UInt64(bitPattern: try list.required().integer())
            )
            let elements = try readFields(hasOwnNames: flags & Self.hasNamesOfFirst == 0)
            guard 0..<4 ~= flags, try list.required().integer() == elements else { throw .corrupt }
            guard flags & Self.isDeleted != 0 else {
                try body(id, fields)
                return true
            }
            deleted -= 1
        }
        guard deleted == 0, try list.next() == nil else { throw .corrupt }
        return false
    }

    /// Reads the fields of an entry, and returns how many elements the entry has.
    private mutating func readFields(hasOwnNames: Bool) throws(RDBError) -> Int64 {
        fields.removeAll(keepingCapacity: true)
        guard hasOwnNames else {
            for name in names {
                fields.append(name)
                fields.append(try list.required())
            }
            return Int64(names.count) + 3
        }
        let count = try Self.count(&list)
        for _ in 0..<2 * count { fields.append(try list.required()) }
        return 2 * count + 4
    }
}
