/// A collection on the heap, owned by one generation of one keyspace.
///
/// The keyspace of that generation writes it in place; every other reads it or clones it.
final class Box<Content> {
    // Unchecked, because a keyspace has one owner and hands out no box: there is nobody to race with,
    // and no command changes a box while it reads it.
    @exclusivity(unchecked) var content: Content
    let generation: Int32

    init(_ content: Content, generation: Int32) {
        self.content = content
        self.generation = generation
    }
}

/// A kind of collection that a key can hold.
protocol StoredCollection {
    init(seed: HashSeed, capacity: Int)
    var isEmpty: Bool { get }

    /// The box in a value of this kind.
    static func box(in value: StoredValue) -> Box<Self>?
    static func value(holding box: Box<Self>) -> StoredValue
}

extension SortedSet: StoredCollection {
    @inline(__always)
    static func box(in value: StoredValue) -> Box<SortedSet>? {
        if case .sortedSet(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<SortedSet>) -> StoredValue { .sortedSet(box) }
}
