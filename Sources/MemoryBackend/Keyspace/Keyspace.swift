import StdnetBackend

/// A Redis database as a value: synchronous, with no lock and no clock of its own.
///
/// Time and chance are parameters: ``advance(to:)`` moves the clock, and the seed decides every
/// random choice. A keyspace can't be copied by accident; ``copy()`` makes a copy on purpose, in time
/// proportional to its pages, and whatever either side writes later is copied piece by piece.
///
/// It is Sendable by hand. Proof: all that it reaches are values, pages, tables and boxes. It is not
/// copyable and lends none of them, so all of them are reached from one owner only, but for those
/// shared with a keyspace made by `copy()`. A shared page or table is never written: it is written
/// only when `isKnownUniquelyReferenced` says that nobody else holds it. A shared box is never
/// written: a box is written only by a keyspace of the box's generation, and `copy()` gives both sides
/// a new one, which neither shares with anybody until the next `copy()`. The times of uses are written
/// without asking, but only before the first `copy()`, when no page is shared with anybody.
public struct Keyspace: ~Copyable, @unchecked Sendable {
    /// A value, when it ends, in milliseconds since 1970 (`.max` is never), and when it was used.
    struct Slot {
        var value: StoredValue
        var deadline: Int = .max
        var use = KeyUse()
    }

    /// The keys of the selected database.
    var table: ByteTable<Slot>
    private var deadlines = DeadlineHeap()
    private var expiringCount = 0
    /// All databases, the selected one's place empty; empty itself as long as only 0 was used.
    private var parked: [Database] = []
    /// The number of the selected database.
    private(set) var selected = 0
    /// The earliest deadline of a database that is not selected.
    private var parkedDeadline = Int.max
    private(set) var generation: Int32 = 0
    /// Whether pages may be shared with a copy: then reading writes nothing, not even that it was.
    private var isShared = false
    /// The use of a key that is made now.
    private(set) var freshUse = KeyUse()
    /// What the slot of a key holds that needs no mark, because it has it.
    private var markedUse = KeyUse.none
    private let useMarker = UseMarker()
    /// What was looked up to be read.
    let lookups = KeyLookups()
    /// Whether keys may be there whose time is over, because they only end when asked for.
    private(set) var hasOverdue = false
    /// Whether nothing ends, because clients are paused: keys whose time is over are hidden only.
    var isStill = false
    /// Keys whose time is over and that the running command does not see.
    private var hidden: [(key: ByteString, slot: Slot, database: Int)] = []
    var random: SeededGenerator
    /// The time in milliseconds since 1970.
    private(set) var now = 0
    /// Whether a script runs: a few commands then avoid what would depend on chance.
    var isInScript = false
    /// What commands change, for those who watch, wait or listen.
    var changes = KeyChanges()
    /// What the running command waits for, when there is nothing for it yet.
    var wait: KeyWait?
    /// What the running command was waiting for; nil when it runs for the first time.
    var resumed: KeyWait?
    /// Whether the running command may wait: not in scripts, nor in transactions.
    var mayWait = false
    /// Whether the running command may read keys that it does not name: those of patterns of SORT.
    var mayReadAllKeys = true
    /// Whether scripts may run what they otherwise may not: for tests.
    var allowsAllInScripts = false
    /// How long DEBUG SLEEP has held everybody up, as far as the clock was not moved since.
    var sleptMilliseconds = 0
    /// The key that changed, while a command that waited for it runs again; nil at its first run.
    var readyKey: Bytes?
    /// What CONFIG SET may change about values.
    var settings = KeyspaceSettings() {
        didSet { chooseUseMark() }
    }

    /// Makes an empty keyspace.
    ///
    /// - Parameter seed: Decides random choices, and the secret of the hash function.
    public init(seed: UInt64) {
        var secret = SeededGenerator(seed: seed)
        table = ByteTable(seed: HashSeed(&secret))
        random = SeededGenerator(imageOf: secret.next())
    }

    private init(copying other: borrowing Keyspace) {
        table = other.table
        deadlines = other.deadlines
        expiringCount = other.expiringCount
        parked = other.parked
        selected = other.selected
        parkedDeadline = other.parkedDeadline
        settings = other.settings
        generation = other.generation
        random = other.random
        now = other.now
        hasOverdue = other.hasOverdue
        freshUse = other.freshUse
        isShared = true
        useMarker.settings = settings
        useMarker.mark = .nothing
        useMarker.now = now
    }

    /// How many deadlines are remembered, those that hold no more included.
    var pendingDeadlineCount: Int { deadlines.count }

    /// How many keys there are.
    public var count: Int { table.count }

    /// A copy that later writes to the original do not reach, nor the other way round.
    public mutating func copy() -> Keyspace {
        generation += 1
        isShared = true
        chooseUseMark()
        return Keyspace(copying: self)
    }

    /// When the next key of any database ends; `.max` when none does.
    var nextDeadline: Int { min(deadlines.next, parkedDeadline) }

    /// How many keys of the selected database end some time, and in how many milliseconds on average.
    var expiringKeys: (count: Int, timeToLive: Int) {
        guard expiringCount > 0 else { return (0, 0) }
        let sample = min(table.count, 1000)
        var sum = 0
        var found = 0
        for position in 0..<sample {
            let deadline = table.entry(position).pointee.value.deadline
            guard deadline != .max else { continue }
            sum += max(deadline - now, 0)
            found += 1
        }
        return (expiringCount, found == 0 ? 0 : sum / found)
    }

    /// Moves the clock, and deletes what is due.
    ///
    /// - Parameter time: Milliseconds since 1970.
    @inline(__always)
    public mutating func advance(to time: Int) {
        now = time
        freshUse = settings.countsUses ? KeyUse(countingAt: time) : KeyUse(at: time)
        markedUse = useMarker.mark == .time ? freshUse : .none
        useMarker.now = time
        if deadlines.next <= time || parkedDeadline <= time { removeAllDue() }
    }

    @inline(never)
    private mutating func removeAllDue() {
        hasOverdue = isStill || !settings.expiresActively
        guard !hasOverdue else { return }
        removeDue()
        guard parkedDeadline <= now else { return }
        let home = selected
        for number in parked.indices where parked[number].deadlines.next <= now {
            select(number)
            removeDue()
        }
        select(home)
    }

    private mutating func removeDue() {
        while let item = deadlines.pop(dueAt: now) {
            for position in table.positions(hash: item.hash)
            where table.entry(position).pointee.value.deadline <= now {
                expire(at: position)
                break
            }
        }
    }

    /// Removes a key whose time is over.
    private mutating func expire(at position: Int) {
        let key = table.entry(position).pointee.key
        remove(at: position)
        changes.expiredCount &+= 1
        key.withBytes { changed($0, .expired) }
    }

    /// Removes a key if it is there and its time is over, and says whether it was: for keys that do
    /// not end by themselves.
    @discardableResult @inline(never)
    mutating func removeOverdue(_ key: RawBytes) -> Bool {
        guard let position = peek(key), slot(position).deadline <= now else { return false }
        if isStill { hide(at: position) } else { expire(at: position) }
        return true
    }

    /// Whether the running command does not see some keys.
    var hidesOverdue: Bool { !hidden.isEmpty }

    private mutating func hide(at position: Int) {
        hidden.append((table.entry(position).pointee.key, slot(position), selected))
        remove(at: position)
    }

    /// Brings back what the running command did not see, unless it has made it anew.
    @inline(never)
    mutating func showOverdue() {
        let home = selected
        for (key, slot, database) in hidden {
            select(database)
            key.withBytes { key in
                guard peek(key) == nil else { return }
                // Its deadline is still remembered.
                table.add(table.seed.probe(key), slot)
                expiringCount += 1
            }
        }
        hidden = []
        select(home)
    }
}

// Uses of keys.
extension Keyspace {
    private mutating func chooseUseMark() {
        useMarker.settings = settings
        useMarker.mark = isShared ? .nothing : settings.countsUses ? .count : .time
        markedUse = .none
    }

    /// Notes in its slot that a key is used now.
    ///
    /// A use is no change: it is written through the page's pointer, also by commands that read. No
    /// other keyspace has the page, or nothing is marked.
    @inline(__always)
    func use(_ position: Int) {
        // Times are in seconds: most keys in use have the mark already.
        let entry = table.entry(position)
        guard entry.pointee.value.use != markedUse else { return }
        let use = entry.pointer(to: \.value.use)
        if let use { useMarker.mark(UnsafeMutablePointer(mutating: use)) }
    }

    /// What a slot keeps of its use when its value is replaced.
    @inline(__always)
    private func keptUse(_ position: Int) -> KeyUse {
        guard settings.countsUses else { return freshUse }
        use(position)
        return table.entry(position).pointee.value.use
    }
}

// Databases.
extension Keyspace {
    /// One of the databases that are not selected.
    private struct Database {
        var table: ByteTable<Slot>
        var deadlines = DeadlineHeap()
        var expiringCount = 0
    }

    /// How many keys there are in all databases.
    var allCount: Int { parked.reduce(table.count) { $0 + $1.table.count } }

    /// Whether a database was ever used.
    func mayHaveKeys(in number: Int) -> Bool { number == selected || !parked.isEmpty }

    /// How many databases there are.
    static var databaseCount: Int { 16 }

    /// Whether any other database than 0 was ever selected.
    var usesOtherDatabases: Bool { !parked.isEmpty }

    /// Selects a database from 0 to 15; everything else here is about the selected one.
    @inline(__always)
    mutating func select(_ number: Int) {
        if number != selected { exchange(number) }
    }

    @inline(never)
    private mutating func exchange(_ number: Int) {
        if parked.isEmpty {
            let empty = Database(table: ByteTable(seed: table.seed))
            parked = Array(repeating: empty, count: Self.databaseCount)
        }
        park(selected)
        selected = number
        park(number)
        parkedDeadline = parked.reduce(.max) { min($0, $1.deadlines.next) }
    }

    /// Exchanges what is current for what is parked at a place.
    private mutating func park(_ number: Int) {
        swap(&table, &parked[number].table)
        swap(&deadlines, &parked[number].deadlines)
        swap(&expiringCount, &parked[number].expiringCount)
    }

    /// Exchanges the contents of two databases, for everybody who uses them.
    mutating func exchangeDatabases(_ first: Int, _ second: Int) {
        guard first != second else { return }
        let home = selected
        // One of them is not selected, so that all places exist.
        select(first == home ? second : first)
        park(selected)
        parked.swapAt(first, second)
        park(selected)
        select(home)
        if changes.isObserved { changes.append(.exchanged(first, second)) }
    }
}

// Keys.
extension Keyspace {
    /// Where a key is that a command reads, which counts as a use of it.
    @inline(__always)
    func find(_ key: RawBytes) -> Int? {
        guard let position = table.find(table.probe(key)) else {
            lookups.miss(key)
            return nil
        }
        lookups.counts.hits &+= 1
        use(position)
        return position
    }

    /// Where a key is, for commands about keys that do not count as uses.
    @inline(__always)
    func peek(_ key: RawBytes) -> Int? { table.find(table.probe(key)) }

    /// The value at a position, for reading; valid until the next change.
    @inline(__always)
    func slot(_ position: Int) -> Slot { table.entry(position).pointee.value }

    mutating func remove(at position: Int) {
        if table.entry(position).pointee.value.deadline != .max { expiringCount -= 1 }
        table.remove(at: position)
    }

    /// Removes a key if it is there, and says whether it was.
    @discardableResult
    mutating func remove(_ key: RawBytes) -> Bool {
        guard let position = peek(key) else { return false }
        remove(at: position)
        return true
    }

    /// Removes all keys of all databases.
    mutating func removeAllDatabases() {
        let home = selected
        for number in parked.indices where number != home {
            select(number)
            removeAll()
        }
        select(home)
        removeAll()
    }

    /// Removes all keys of the selected database.
    mutating func removeAll() {
        if changes.isObserved { changes.append(.flushed(database: selected, table)) }
        table = ByteTable(seed: table.seed)
        deadlines = DeadlineHeap()
        expiringCount = 0
    }

    /// Gives a key a value, whatever it held, and no deadline; says where the key is.
    @inline(__always) @discardableResult
    mutating func set(_ key: RawBytes, _ value: consuming StoredValue) -> Int {
        let probe = table.seed.probe(key)
        if let position = table.find(probe) {
            if table.entry(position).pointee.value.deadline != .max { expiringCount -= 1 }
            table.setValue(Slot(value: value, use: keptUse(position)), at: position)
            return position
        }
        add(probe, value, use: freshUse)
        return table.count - 1
    }

    /// Adds a key that is known to be absent.
    @inline(__always)
    mutating func add(_ probe: Probe, _ value: consuming StoredValue, use: KeyUse) {
        table.add(probe, Slot(value: value, use: use))
        happened(probe.bytes, .new)
    }

    /// Adds a key with its deadline and its use; what it held goes first.
    mutating func insert(
        _ value: consuming StoredValue,
        at key: RawBytes,
        deadline: Int = .max,
        use: KeyUse? = nil
    ) {
        remove(key)
        add(table.seed.probe(key), value, use: use ?? freshUse)
        // What is added is the last.
        setDeadline(deadline, at: table.count - 1)
    }

    /// Gives a key another value, and leaves its deadline.
    mutating func replace(_ value: consuming StoredValue, at position: Int) {
        table.withValue(at: position) { $0.value = value }
    }

    /// Gives a key a deadline, `.max` for none; one that has passed removes it.
    mutating func setDeadline(_ deadline: Int, at position: Int) {
        let old = table.entry(position).pointee.value.deadline
        guard deadline != old else { return }
        guard deadline > now else { return remove(at: position) }
        if old == .max { expiringCount += 1 }
        if deadline == .max { expiringCount -= 1 }
        table.withValue(at: position) { $0.deadline = deadline }
        guard deadline != .max else { return }
        let hash = table.entry(position).pointee.key.hash(table.seed)
        deadlines.push(DeadlineHeap.Item(deadline: deadline, hash: hash))
        if deadlines.count > 64, deadlines.count > 2 * expiringCount { compactDeadlines() }
    }

    @inline(never)
    private mutating func compactDeadlines() {
        let table = table
        deadlines.compact { item in
            table.positions(hash: item.hash).contains { position in
                table.entry(position).pointee.value.deadline == item.deadline
            }
        }
    }
}
