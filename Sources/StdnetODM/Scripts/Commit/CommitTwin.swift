/// The twin of the commit script, part by part.
///
/// It says the same in the same order as the Lua beside it. Four things differ because they cost
/// little in process: new objects are structures like all others instead of columns, deletions alone
/// take no short cut (`erase.lua`), index entries are gathered by key only where the same follow one
/// another, and planned ids are looked up where they are written instead of being put among the
/// arguments.
struct CommitTwin {
    var run: ScriptRun
    var purpose = CommitCall.Purpose.writing
    var models: [ModelState] = []
    /// The shapes of all blocks; the first is that of objects that no block names.
    var shapes = [Shape()]
    /// Which places of the session each block has, and where its objects stand.
    var blocks: [(places: Range<Int>, model: Int, start: Int)] = []
    /// Where the objects stand whose ids are made of values, and of which.
    var compositions: [(model: Int, positions: Range<Int>, parts: [Int])] = []
    /// Where the objects stand whose ids the reply tells.
    var identified: [(model: Int, positions: Range<Int>)] = []
    /// Where upserts stand, and by which attributes their objects are looked for.
    var upserts: [(model: Int, positions: Range<Int>, lookups: [Int])] = []
    /// What is to be done to structures.
    var commands: [StructureCommand] = []
    /// How long strings get.
    var lengths: [Word: Int] = [:]
    /// Which objects come from another id.
    var moves: [(model: Int, position: Int, source: Word)] = []
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
        try readCommands()
        try resolveUpserts()
        try numberObjects()
        setPlannedIDs(composed: false)
        if !compositions.isEmpty {
            composeIDs()
            setPlannedIDs(composed: true)
        }
        replaceDoomed()
        setPlannedWords()
        try inspectObjects()
        try followDeleteRules()
        try followMoves()
        try followRanks()
        try checkStructures()
        try planWrites()
        try checkWrites()
        guard violations.isEmpty, purpose != .checking else { return reject(into: &reply) }
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
        _ model: Int?,
        _ attribute: Word = Word(""),
        _ first: Word = Word(""),
        _ second: Word = Word("")
    ) {
        let id = operation.map { $0.isPlanned ? Word("") : $0.id } ?? Word("")
        violations.append([
            Word(rule), run.arena.keep("\(operation?.place ?? 0)"),
            run.arena.keep("\((model ?? -1) + 1)"), id, attribute, first, second,
        ])
    }

    /// What a key holds; nil, and a violation once for each key, when that is not what is expected.
    mutating func typed(
        _ prefix: Word,
        _ suffix: Word,
        _ expected: Word,
        _ operation: OperationState?,
        _ model: Int?
    ) throws(BackendError) -> KeyState? {
        let reply = try run.call { command in
            command.append("TYPE" as StaticString)
            command.append(prefix, then: suffix)
        }
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
        _ expected: Word,
        _ operation: OperationState?,
        _ model: Int?
    ) throws(BackendError) -> KeyState? {
        try typed(key, Word(""), expected, operation, model)
    }

    /// What a key holds; nil, and a violation once for each key, when that is not what is expected.
    mutating func typed(
        _ key: Word,
        _ expected: StaticString,
        _ operation: OperationState?,
        _ model: Int?
    ) throws(BackendError) -> KeyState? {
        try typed(key, Word(""), Word(expected), operation, model)
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
    /// Whether the value is spread over leaves.
    var isFlat = false
    /// The attributes of which it is made, when it is not stored itself.
    var members: [Int] = []
    /// Whether it is made of others.
    var isMade = false
    /// Whether the object that it refers to must exist.
    var isChecked = false

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
    /// By how much every save counts up the score.
    var increment: Int?
    /// By which attribute of what an object refers to it is ordered.
    var follows: Int?
    /// By which leaf of a value that is spread objects are ordered.
    var leaf: Word?
    /// The attributes of which an id is made.
    var parts: [Int] = []
    /// Whether the ids are made by Python.
    var hasForeignIDs = false
    /// What the objects that were referred to come to as scores.
    var worths: [Word: Word?] = [:]
    /// How many attributes are stored.
    var storedCount = 0
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
    /// The names of the structures that an object has.
    var structures: [Word] = []
    /// Which operation ends at an id, or goes from it, although another object may come there.
    var leaving: [Word: Int] = [:]
    /// Objects that lost their hash, and their unique values.
    var ghosts: [Word] = []
    /// Whether a structure of it is written.
    var isTouched = false
    var needs: [Word] = []
    var needers: [Word: [(model: Int, operation: Int, attribute: Int)]] = [:]

    /// The type of the id key and of the sets by value.
    var setType: StaticString { isSorted ? "zset" : "set" }
    var isUsed: Bool { isTouched || !list.isEmpty }
}

/// What the objects of a block have in common.
struct Shape {
    var names: [Word] = []
    var absent: [Word] = []
    /// For each attribute of the model, what happens to it.
    var places: [Place] = []
    /// Which values are spread over leaves, and of which attribute.
    var flat: [Int: Int] = [:]

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
    var source: Int? { detail?.source }
    var target: Int? { detail?.target }
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
    /// What rules and moves say of references, by attribute; nil makes absent.
    var override: [Int: Word?] = [:]
    /// What is stored, in the order of the attributes.
    var old: [Word?] = []
    /// Whether the object has a hash.
    var isHashed = false
    /// Where the operation stands that goes from the old id, for one that comes to a new one.
    var source: Int?
    /// Where the operation stands that comes to the new id, for one that goes from an old one.
    var target: Int?
    /// Which structures move along.
    var has: [Bool] = []
    /// Who refers to the old id, by which attribute; nil where nobody was looked for.
    var referrers: [(model: Int, attribute: Int, position: Int)]?
    /// Whether it moves because its id is made of that of another which moves.
    var isAlong = false
    /// Whether what it refers to gives it another score.
    var isRanked = false
    /// What upserting came to.
    var upsert: Upsert?
    /// Whether a rule or a query ends it, whatever the session does to it.
    var isSwept = false
    /// Whether its id is made of values, which is known in the course of the commit.
    var isComposed = false

    enum Upsert { case open, found, created, refused }
}

/// One command on a structure.
struct StructureCommand {
    /// `o`, `p`, `c` or `k`, as the call has it.
    var owner: UInt8
    var model: Int?
    /// The place in the session of the object that it belongs to, and where its id comes from.
    var state = OperationState(kind: 0, id: Word(""))
    var key: Word?
    var name = Word("")
    var type = Word("")
    var verb = Word("")
    var arguments: [Word] = []
    var planned: [(argument: Int, place: Int)] = []
}
