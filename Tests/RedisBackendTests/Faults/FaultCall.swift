import RedisBackend
import StdnetBackend

/// One call of a fault story: what it asks, what it may be told, and what it leaves on the server.
struct FaultCall: Sendable {
    /// What is asked.
    enum Kind: CaseIterable, Sendable {
        case increment, echo, read, pipeline, transaction, script, scripts, pop, large, watch
    }

    /// Increments its key: not to be run twice.
    private static let counting = script("return redis.call('INCR', KEYS[1])")
    /// Answers its argument.
    private static let saying = script("return ARGV[1]", isRepeatable: true)
    /// How many keys there are to be read, `fixed0` and so on, with different values.
    private static let fixedCount = 8
    /// How long the texts are that large calls send and get.
    private static let largeSize = 30_000

    let kind: Kind
    /// Different for every call on the server.
    let name: String
    private let number: Int

    init(_ kind: Kind, story: UInt64, number: Int) {
        self.kind = kind
        self.number = number
        name = "s\(story)n\(number)"
    }

    /// The keys that it increments once.
    var keys: [String] {
        switch kind {
        case .increment, .script, .watch: [name]
        case .pipeline, .transaction, .scripts: [name + "a", name + "b"]
        case .echo, .read, .pop, .large: []
        }
    }

    /// Whether all keys are incremented, or none.
    var isAtomic: Bool { kind == .transaction }

    /// A text without a letter that could begin a reply.
    private var text: String { "t" + name }

    private var largeText: String {
        String(repeating: text, count: Self.largeSize / text.utf8.count)
    }

    private var fixed: Int { number % Self.fixedCount }

    /// The value of a key that is read.
    private static func fixedValue(_ number: Int) -> String { "value\(number)" }

    /// Writes the keys that are read.
    static func prepare(_ redis: RedisBackend) async throws {
        for number in 0..<fixedCount {
            try await redis.call("SET", "fixed\(number)", fixedValue(number))
        }
    }

    private var batch: CommandBatch {
        var batch = CommandBatch(isolation: kind == .transaction ? .transaction : .pipeline)
        switch kind {
        case .increment: batch.add("INCR", name)
        case .echo: batch.add("ECHO", text)
        case .read: batch.add("GET", "fixed\(fixed)")
        case .pipeline, .transaction:
            batch.add("INCR", name + "a")
            batch.add("ECHO", text)
            batch.add("INCR", name + "b")
            batch.add("GET", "fixed\(fixed)")
        case .script: batch.append(Self.counting, keys: [name]) { _ in }
        case .scripts:
            batch.append(Self.counting, keys: [name + "a"]) { _ in }
            batch.append(Self.saying, keys: []) { $0.append(text) }
            batch.append(Self.counting, keys: [name + "b"]) { _ in }
        case .pop:
            batch.add("RPUSH", name, text)
            batch.add("BLPOP", name, "0.001")
            batch.add("BLPOP", name, "0.001")
        case .large: batch.add("ECHO", largeText)
        case .watch: batch.add("WATCH", name)
        }
        return batch
    }

    private var expected: [String] {
        switch kind {
        case .increment, .script: ["1"]
        case .echo: [text]
        case .read: [Self.fixedValue(fixed)]
        case .pipeline, .transaction: ["1", text, "1", Self.fixedValue(fixed)]
        case .scripts: ["1", text, "1"]
        case .pop: ["1", name + " " + text, ""]
        case .large: [largeText]
        case .watch: []
        }
    }

    /// Makes the call and notes what it was told.
    func make(on redis: RedisBackend, _ ledger: FaultLedger) async {
        do {
            if kind == .watch {
                try await makeWatching(redis, ledger)
            } else {
                check(try await redis.execute(batch), ledger)
            }
        } catch {
            ledger.note(keys, isAnswered: false, isAtomic: isAtomic)
            check(error, ledger)
        }
    }

    private func makeWatching(_ redis: RedisBackend, _ ledger: FaultLedger) async throws {
        let count = try await redis.transaction(watching: [name]) { connection -> RawCommand in
            _ = try await connection.run(RawCommand("GET", name))
            return RawCommand("INCR", name)
        }
        ledger.note(keys, isAnswered: true, isAtomic: false)
        if count.integer != 1 { ledger.complain("\(name) got \(count) from its transaction") }
    }

    private func check(_ replies: [Reply], _ ledger: FaultLedger) {
        // The proxy's own bytes, should they be in a reply, are no other call's reply.
        guard !replies.contains(where: { $0.text.utf8.contains(0xef) }) else {
            return ledger.note(keys, isAnswered: false, isAtomic: isAtomic)
        }
        ledger.note(keys, isAnswered: true, isAtomic: isAtomic)
        let words = replies.map(\.words)
        if words != expected {
            ledger.complain(
                "\(kind) \(name) got \(words.map { $0.prefix(60) }), not \(expected.map { $0.prefix(60) })"
            )
        }
    }

    private func check(_ error: any Error, _ ledger: FaultLedger) {
        switch error as? BackendError {
        case .connection, .decoding, .cancelled: break
        // The server is there again and reads its file: nothing ran.
        case .server(code: "LOADING", _): break
        default: ledger.complain("\(kind) \(name) failed with \(error)")
        }
    }
}

extension Reply {
    /// The text, the number, or the texts of the elements.
    var words: String {
        kind.isCollection
            ? elements.map(\.text).joined(separator: " ") : integer.map(String.init) ?? text
    }
}

extension CommandBatch {
    /// Appends a command by its words.
    mutating func add(_ words: String...) {
        append { vector in for word in words { vector.append(word) } }
    }
}
