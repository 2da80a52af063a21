import StdnetBackend

// Collections.
extension Keyspace {
    /// The collection of a key for reading; nil when there is no key.
    @inline(__always)
    func read<Content: StoredCollection>(
        _ type: Content.Type,
        _ key: RawBytes
    ) throws(CommandError) -> Box<Content>? {
        guard let position = find(key) else { return nil }
        guard let box = Content.box(in: table.entry(position).pointee.value.value) else {
            throw .wrongType
        }
        return box
    }

    /// The collection of a key for writing; an empty one is made when there is no key.
    @inline(__always)
    mutating func write<Content: StoredCollection>(
        _ type: Content.Type,
        _ key: RawBytes,
        capacity: Int = 4
    ) throws(CommandError) -> Box<Content> {
        let probe = table.seed.probe(key)
        if let position = table.find(probe) {
            use(position)
            return try writable(type, at: position)
        }
        let box = Box(
            Content(seed: table.seed, capacity: capacity),
            generation: generation
        )
        add(probe, Content.value(holding: box), use: freshUse)
        return box
    }

    /// The collection of a key for writing, and where the key is; nil when there is none.
    @inline(__always)
    mutating func change<Content: StoredCollection>(
        _ type: Content.Type,
        _ key: RawBytes,
        isRead: Bool = false
    ) throws(CommandError) -> (position: Int, box: Box<Content>)? {
        guard let position = isRead ? find(key) : locate(key) else { return nil }
        return (position, try writable(type, at: position))
    }

    @inline(__always)
    private mutating func writable<Content: StoredCollection>(
        _ type: Content.Type,
        at position: Int
    ) throws(CommandError) -> Box<Content> {
        guard let box = Content.box(in: table.entry(position).pointee.value.value) else {
            throw .wrongType
        }
        return box.generation == generation ? box : unshared(box, at: position)
    }

    /// What is in a box is itself copied on write, so a clone costs little before it changes.
    @inline(never)
    private mutating func unshared<Content: StoredCollection>(
        _ box: Box<Content>,
        at position: Int
    ) -> Box<Content> {
        let own = Box(box.content, generation: generation)
        replace(Content.value(holding: own), at: position)
        return own
    }

    /// Gives a key a collection, whatever it held; an empty one removes the key.
    mutating func store<Content: StoredCollection>(_ content: Content, at key: RawBytes) {
        guard !content.isEmpty else {
            remove(key)
            return
        }
        set(key, Content.value(holding: Box(content, generation: generation)))
    }

    /// A value that was read, now one of this keyspace.
    func value(_ object: consuming RDBObject) -> StoredValue {
        func boxed<Content: StoredCollection>(_ content: Content) -> StoredValue {
            Content.value(holding: Box(content, generation: generation))
        }
        switch object {
        case .string(let string): return StoredValue(string)
        case .list(let content): return boxed(content)
        case .hash(var content):
            content.settleEncoding(settings)
            return boxed(content)
        case .set(var content):
            content.settleEncoding(settings)
            return boxed(content)
        case .sortedSet(let scores):
            return boxed(SortedSet(scores, limits: settings.sortedSetLimits))
        case .stream(let content): return boxed(content)
        }
    }

    /// A value that shares nothing with the one it was made from: for COPY.
    func duplicate(_ value: StoredValue) -> StoredValue {
        func clone<Content: StoredCollection>(_ box: Box<Content>) -> StoredValue {
            Content.value(holding: Box(box.content, generation: generation))
        }
        return switch value {
        case .inline, .heap, .raw, .embedded: value
        case .list(let box): clone(box)
        case .hash(let box): clone(box)
        case .set(let box): clone(box)
        case .sortedSet(let box): clone(box)
        case .stream(let box): clone(box)
        }
    }
}
