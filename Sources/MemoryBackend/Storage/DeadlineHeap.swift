/// When keys expire: a binary heap of deadlines and hashes of keys, never searched.
///
/// A key that gets another deadline, or goes, leaves its old item behind; whoever takes an item out
/// looks whether it still holds. When such items outnumber the living ones, the owner drops them.
struct DeadlineHeap {
    /// A deadline in milliseconds since 1970 and the hash of the key.
    struct Item: Equatable {
        let deadline: Int
        let hash: UInt64

        static func < (left: Item, right: Item) -> Bool {
            left.deadline != right.deadline
                ? left.deadline < right.deadline : left.hash < right.hash
        }
    }

    private var items: ContiguousArray<Item> = []

    var count: Int { items.count }
    /// The next deadline; the end of time when there is none.
    @inline(__always) var next: Int { items.first?.deadline ?? .max }

    mutating func push(_ item: Item) {
        items.append(item)
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard items[child] < items[parent] else { break }
            items.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes out the first item whose time has come.
    mutating func pop(dueAt now: Int) -> Item? {
        guard let first = items.first, first.deadline <= now else { return nil }
        let last = items.removeLast()
        guard !items.isEmpty else { return first }
        items[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < items.count else { break }
            if child + 1 < items.count, items[child + 1] < items[child] { child += 1 }
            guard items[child] < items[parent] else { break }
            items.swapAt(child, parent)
            parent = child
        }
        return first
    }

    /// Drops the items that do not hold any more, and doubles.
    mutating func compact(keeping holds: (Item) -> Bool) {
        let living = items.filter(holds).sorted { $0 < $1 }
        items.removeAll(keepingCapacity: true)
        // What is sorted is a heap.
        for item in living where items.last != item { items.append(item) }
    }
}
