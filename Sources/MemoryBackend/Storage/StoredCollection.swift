import DequeModule

/// A collection on the heap, owned by one generation of one keyspace.
///
/// The keyspace of that generation writes it in place; every other reads it or clones it.
final class Box<Content> {
    // Unchecked, because a keyspace has one owner and hands out no box: there is nobody to race with,
    // and no command changes a box while it reads it.
    @exclusivity(unchecked) var content: Content
    let generation: Int

    init(_ content: Content, generation: Int) {
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

/// What a hash holds.
struct HashContent: StoredCollection {
    var fields: ByteTable<ByteString>

    init(seed: HashSeed, capacity: Int) { fields = ByteTable(seed: seed, capacity: capacity) }
    var isEmpty: Bool { fields.isEmpty }

    @inline(__always)
    static func box(in value: StoredValue) -> Box<HashContent>? {
        if case .hash(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<HashContent>) -> StoredValue { .hash(box) }
}

/// What a set holds.
struct SetContent: StoredCollection {
    var members: ByteTable<Void>

    init(seed: HashSeed, capacity: Int) { members = ByteTable(seed: seed, capacity: capacity) }
    var isEmpty: Bool { members.isEmpty }

    @inline(__always)
    static func box(in value: StoredValue) -> Box<SetContent>? {
        if case .set(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<SetContent>) -> StoredValue { .set(box) }
}

/// What a list holds.
struct ListContent: StoredCollection {
    var elements: Deque<ByteString> = []

    init(seed: HashSeed, capacity: Int) {}
    init(_ elements: Deque<ByteString>) { self.elements = elements }
    var isEmpty: Bool { elements.isEmpty }

    @inline(__always)
    static func box(in value: StoredValue) -> Box<ListContent>? {
        if case .list(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<ListContent>) -> StoredValue { .list(box) }
}

extension SortedSet: StoredCollection {
    @inline(__always)
    static func box(in value: StoredValue) -> Box<SortedSet>? {
        if case .sortedSet(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<SortedSet>) -> StoredValue { .sortedSet(box) }
}
