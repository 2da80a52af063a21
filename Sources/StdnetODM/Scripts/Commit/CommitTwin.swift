/// The twin of the commit script, part by part: reading, deletions, validation, writing.
///
/// It says the same in the same order as the Lua beside it. Three things differ because they cost
/// little in process: new objects are structures like all others instead of columns, index entries
/// are gathered by key only where the same follow one another, and planned ids are looked up where
/// they are written instead of being put among the arguments.
struct CommitTwin {
    var run: ScriptRun
    var models: [ModelState] = []
    /// The shapes of all blocks; the first is that of objects that no block names.
    var shapes = [Shape()]
    /// Which places of the session each block has, and where its objects stand.
    var blocks: [(places: Range<Int>, model: Int, start: Int)] = []
    /// What the session's queries delete.
    var doomed: [(model: Int, id: Word)] = []
    var violations: [[Word]] = []
    private var obstacles: Set<Word> = []
    var schemaKey = Word("")

    init(_ run: ScriptRun) { self.run = run }

    mutating func commit(into reply: inout ReplyBuilder) throws(BackendError) {
        do throws(BackendError) {
            try readCall()
        } catch {
            try run.discard()
            throw error
        }
        try run.discard()
        try numberObjects()
        replaceDoomed()
        try setPlannedIDs()
        try inspectObjects()
        try followDeleteRules()
        planWrites()
        try checkWrites()
        guard violations.isEmpty else { return reject(into: &reply) }
        guard try knowsSchemas() else {
            reply.array(1)
            return reply.bulk("schema")
        }
        try write(into: &reply)
    }

    private func reject(into reply: inout ReplyBuilder) {
        reply.array(1 + 7 * violations.count)
        reply.bulk("rejected")
        for violation in violations { for word in violation { reply.bulk(word.bytes) } }
    }

    // MARK: Violations

    mutating func violation(
        _ rule: StaticString,
        _ operation: OperationState?,
        _ model: Int,
        _ attribute: Word = Word(""),
        _ first: Word = Word(""),
        _ second: Word = Word("")
    ) {
        let id = operation.map { $0.isPlanned ? Word("") : $0.id } ?? Word("")
        violations.append([
            Word(rule), run.arena.keep("\(operation?.place ?? 0)"), run.arena.keep("\(model + 1)"),
            id, attribute, first, second,
        ])
    }

    /// What a key holds; nil, and a violation once for each key, when that is not what is expected.
    mutating func typed(
        _ prefix: Word,
        _ suffix: Word,
        _ expected: StaticString,
        _ operation: OperationState?,
        _ model: Int
    ) throws(BackendError) -> KeyState? {
        let reply = try run.call { command in
            command.append("TYPE" as StaticString)
            command.append(prefix, then: suffix)
        }
        let expected = Word(expected)
        let found: KeyState? = reply.withBytes { bytes in
            let found = Word(bytes)
            return found == Word("none") ? .free : found == expected ? .taken : nil
        }
        if let found { return found }
        let key = run.arena.keep(prefix.bytes, then: suffix.bytes)
        if obstacles.insert(key).inserted {
            violation(
                "type",
                operation,
                model,
                key,
                expected,
                reply.withBytes { run.arena.keep($0) }
            )
        }
        return nil
    }

    /// What a key holds; nil, and a violation once for each key, when that is not what is expected.
    mutating func typed(
        _ key: Word,
        _ expected: StaticString,
        _ operation: OperationState?,
        _ model: Int
    ) throws(BackendError) -> KeyState? {
        try typed(key, Word(""), expected, operation, model)
    }

    /// Whether a key of the right type is there.
    enum KeyState { case free, taken }
}

/// One attribute that has an index, refers to something, or orders.
struct AttributeState {
    let name: Word
    /// What the keys of its sets start with; nil when it has none.
    var set: Word?
    var unique: Word?
    var range: Word?
    /// The model that it refers to.
    var target: Int?
    var rule = Word("-")

    /// The value of the set that was noted last.
    var entered: Word?
    var claims: [(value: Word, operation: Int)] = []
    var claimed: [Word: Int] = [:]
    var releases: [(value: Word, id: Word)] = []
    var rangeAdded: [Word] = []
    var rangeRemoved: [Word] = []
}

/// One model of the call, and what happens to its objects.
struct ModelState {
    let isAutomatic: Bool
    let isSorted: Bool
    /// Whether every object has a hash, because it has a field that is never absent.
    let isHashed: Bool
    let name: Word
    var schema: Word
    var attributes: [AttributeState] = []
    /// Which attribute orders.
    var ordering: Int?
    var counter: Word?
    /// The counter's new value.
    var counted: Int?
    /// The first number that the commit gives.
    var first: Int?
    var list: [OperationState] = []
    /// Which operation an object has; -1: an index entry speaks of it, but it is not there.
    var positions: [Word: Int] = [:]
    /// The keys of all sets by value that are to be written.
    var sets = Arguments()
    /// What is left of objects that are not there.
    var stale: [Word] = []
    var needs: [Word] = []
    var needers: [Word: [(model: Int, operation: Int, attribute: Int)]] = [:]

    /// The type of the id key and of the sets by value.
    var setType: StaticString { isSorted ? "zset" : "set" }
}

/// What the objects of a block have in common.
struct Shape {
    var names: [Word] = []
    var absent: [Word] = []
    /// For each attribute of the model, what happens to it.
    var places: [Place] = []

    enum Place {
        /// Which value it gets, counted from 0.
        case value(Int)
        case absent
        case unchanged
    }
}

/// One object of the commit.
struct OperationState {
    var kind: UInt8
    /// Which shape, by its place.
    var shape = 0
    /// Its place in the session, counted from 1; 0 when a rule or a query brought it in.
    var place = 0
    var id: Word
    /// Whether the commit numbered it.
    var isPlanned = false
    /// Where the values start among the arguments.
    var from = 0
    /// The score in a sorted id key, or any word; nil when the object does not exist.
    var there: Word?
    var score: Word?
    /// What most objects do not have.
    ///
    /// Apart, because operations are copied all the time.
    var detail: OperationDetail?

    var exists: Bool { there != nil }
    var isDeletion: Bool { kind == UInt8(ascii: "D") }

    /// One of the values, or the id that takes its place.
    func value(_ position: Int, of arguments: ArgumentView) -> Word {
        if let detail {
            for (value, id) in detail.resolved where value == position { return id }
        }
        return Word(arguments[from + position])
    }

    /// The detail, made when it is not there.
    mutating func makeDetail() -> OperationDetail {
        if let detail { return detail }
        let made = OperationDetail()
        detail = made
        return made
    }
}

/// What few objects of a commit have.
final class OperationDetail {
    /// Which values are ids of planned objects, and whose.
    var values: [(value: Int, place: Int)] = []
    var resolved: [(value: Int, id: Word)] = []
    /// Which values refer to objects that are planned nowhere in the session.
    var foreign: [Int] = []
    /// What a delete rule makes absent.
    var cleared: [Int] = []
    /// What is stored, in the order of the attributes.
    var old: [Word?] = []
}
