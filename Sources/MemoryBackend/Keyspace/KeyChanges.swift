import StdnetBackend

/// What the running command has changed, in order, for those who watch keys, wait for them or listen.
///
/// Nothing is noted as long as nobody observes: then a change costs one test of a flag.
struct KeyChanges {
    /// One change.
    enum Change {
        /// A key of a database changed, was touched without a change, or both.
        case key(Bytes, database: Int, event: KeyEvent?, isModified: Bool)
        /// All keys of a database went; these were they.
        case flushed(database: Int, ByteTable<Keyspace.Slot>)
        /// Two databases were exchanged.
        case exchanged(Int, Int)
        /// Those who wait for a key have to look again, though it counts as unchanged.
        case ready(Bytes, database: Int)
    }

    /// Whether anybody watches, waits or listens.
    var isObserved = false
    private(set) var pending: [Change] = []
    /// How many changes there were since the last save.
    var unsaved = 0
    /// How many keys have ended because their time was over.
    var expiredCount = 0

    var hasPending: Bool { !pending.isEmpty }

    mutating func append(_ change: Change) { pending.append(change) }

    /// Notes what came before everything else.
    mutating func prepend(_ changes: [Change]) { pending.insert(contentsOf: changes, at: 0) }

    /// Takes out what was noted.
    mutating func take() -> [Change] {
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
    }
}

extension Keyspace {
    /// Notes that a key was changed, and the event that this is: call it once for each key that a
    /// command really changed, after the change, as Redis calls signalModifiedKey and
    /// notifyKeyspaceEvent.
    @inline(__always)
    mutating func changed(_ key: RawBytes, _ event: KeyEvent) {
        changes.unsaved &+= 1
        if changes.isObserved { note(key, event, isModified: true) }
    }

    /// Notes that a key was changed, where that is no event.
    @inline(__always)
    mutating func touched(_ key: RawBytes) {
        changes.unsaved &+= 1
        if changes.isObserved { note(key, nil, isModified: true) }
    }

    /// Notes an event that comes beside a change, such as the `del` of a list whose last element went.
    @inline(__always)
    mutating func happened(_ key: RawBytes, _ event: KeyEvent) {
        if changes.isObserved { note(key, event, isModified: false) }
    }

    /// Notes that those who wait for a key have to look again, as Redis calls signalKeyAsReady
    /// where it does not call signalModifiedKey.
    mutating func ready(_ key: RawBytes) {
        if changes.isObserved { changes.append(.ready(Bytes(key), database: selected)) }
    }

    @inline(never)
    private mutating func note(_ key: RawBytes, _ event: KeyEvent?, isModified: Bool) {
        changes.append(
            .key(Bytes(key), database: selected, event: event, isModified: isModified)
        )
    }
}
