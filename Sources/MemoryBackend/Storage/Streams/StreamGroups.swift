/// The groups of a stream in the order of their names.
struct StreamGroups {
    private var groups: ContiguousArray<StreamGroup> = []

    var count: Int { groups.count }
    var indices: Range<Int> { groups.indices }

    subscript(position: Int) -> StreamGroup {
        _read { yield groups[position] }
        _modify { yield &groups[position] }
    }

    /// Where a group is.
    func find(_ name: ByteString) -> Int? {
        let rank = rank(name)
        return rank < groups.count && groups[rank].name == name ? rank : nil
    }

    /// Adds a group, and says whether its name was new.
    mutating func add(_ group: StreamGroup) -> Bool {
        let rank = rank(group.name)
        guard rank == groups.count || groups[rank].name != group.name else { return false }
        groups.insert(group, at: rank)
        return true
    }

    mutating func remove(at position: Int) { groups.remove(at: position) }

    /// How many groups have a name before one.
    private func rank(_ name: ByteString) -> Int {
        var low = 0
        var high = groups.count
        while low < high {
            let middle = (low + high) / 2
            if groups[middle].name < name { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
