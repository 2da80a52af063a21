import StdnetBackend

/// The same stories on a redis-server and in memory, compared reply by reply; Redis is right.
struct CommandLockstep {
    /// Where memory parts from Redis.
    struct Difference: Error, CustomStringConvertible {
        /// The step of the command that is answered differently; nil when the keys differ at the end.
        var step: Int?
        let description: String
    }

    /// The port of a redis-server that nobody else uses, with DEBUG enabled.
    let port: Int
    /// How many commands a story has.
    var length = 400

    init(port: Int) { self.port = port }

    /// What a story may change that outlives it, as a server starts with it.
    static let defaults = [
        "notify-keyspace-events \"\"", "hash-max-listpack-entries 512",
        "hash-max-listpack-value 64", "set-max-intset-entries 512",
        "zset-max-listpack-entries 128", "zset-max-listpack-value 64",
        "list-max-listpack-size -2", "list-compress-depth 0", "stream-node-max-entries 100",
        "stream-node-max-bytes 4096", "hll-sparse-max-bytes 3000",
    ].map { StoryText.words("CONFIG SET " + $0) }

    /// Plays the story of a seed, and returns how many commands it had.
    func run(seed: UInt64) throws -> Int {
        let server = try ServerPlayer(port: port, defaults: Self.defaults)
        let start = try server.time()
        let memory = MemoryPlayer(start: start, seed: seed)
        var teller = StoryTeller(seed: seed, start: start)
        let story = teller.story(steps: length, on: memory)
        guard var difference = try difference(story, memory, server) else {
            return story.steps.count
        }
        difference.step = nil
        let (shortest, last) = try shrink(story, seed, difference)
        throw Difference(
            description: "seed \(seed)\n\(shortest.description)\n\(last.description)"
        )
    }

    /// Plays a story from the start.
    func difference(_ story: CommandStory, seed: UInt64) throws -> Difference? {
        let server = try ServerPlayer(port: port, defaults: Self.defaults)
        let memory = MemoryPlayer(start: try server.time(), seed: seed)
        for (number, step) in story.steps.enumerated() { memory.play(step, number: number) }
        return try difference(story, memory, server)
    }

    private func difference(
        _ story: CommandStory,
        _ memory: MemoryPlayer,
        _ server: ServerPlayer
    ) throws -> Difference? {
        defer {
            memory.close()
            server.close()
        }
        try server.play(story, as: memory)
        let circumstances = try circumstances(memory, server)
        var first: Difference?
        for client in 0..<CommandStory.clientCount {
            let found = Self.difference(of: client, story, memory, server, circumstances)
            guard let found else { continue }
            if found.step ?? .max <= first?.step ?? .max { first = found }
        }
        return try first ?? keyspaceDifference(memory, server)
    }

    /// Both servers began at the same time; since then the clock of one has moved by what was really
    /// needed, that of the other by the pauses of the story.
    private func circumstances(
        _ memory: MemoryPlayer,
        _ server: ServerPlayer
    ) throws -> ReplyComparison.Circumstances {
        let end = max(try server.time(), memory.clock.milliseconds)
        let exchange = server.exchange
        return ReplyComparison.Circumstances(
            patience: end - memory.start + 1,
            start: memory.start,
            holdSame: exchange.holdSame
        )
    }

    private static func difference(
        of client: Int,
        _ story: CommandStory,
        _ memory: MemoryPlayer,
        _ server: ServerPlayer,
        _ circumstances: ReplyComparison.Circumstances
    ) -> Difference? {
        var first: Difference?
        // Whether a push or the reply to the command that caused it comes first is left open.
        for isPush in [false, true] {
            let mine = memory.heard(client).filter { ($0.bytes.first == push) == isPush }
            let theirs = server.heard[client].filter { ($0.first == push) == isPush }
            guard let found = difference(mine, theirs, story, circumstances) else { continue }
            if found.step ?? .max <= first?.step ?? .max { first = found }
        }
        return first
    }

    private static let push = UInt8(ascii: ">")

    private static func difference(
        _ mine: [MemoryPlayer.Heard],
        _ theirs: [Bytes],
        _ story: CommandStory,
        _ circumstances: ReplyComparison.Circumstances
    ) -> Difference? {
        let mine = mine.inOneOrder(\.bytes)
        let theirs = theirs.inOneOrder(\.self)
        for (position, heard) in mine.enumerated() {
            let reply = position < theirs.count ? theirs[position] : nil
            if let reply, heard.comparison.accepts(heard.bytes, reply, circumstances) { continue }
            let call = heard.call.map { story.steps[$0].description } ?? "a push"
            let other = reply.map { StoryText.reply($0) } ?? "nothing"
            return Difference(
                step: heard.step,
                description:
                    "\(call)\n  redis:  \(other)\n  memory: \(StoryText.reply(heard.bytes))"
            )
        }
        guard theirs.count > mine.count else { return nil }
        return Difference(
            step: story.steps.count - 1,
            description: "\(theirs[mine.count].first == push ? "a push" : "a reply")\n"
                + "  redis:  \(StoryText.reply(theirs[mine.count]))\n  memory: nothing"
        )
    }

    /// What the keys of both say differently about themselves.
    private func keyspaceDifference(
        _ memory: MemoryPlayer,
        _ server: ServerPlayer
    ) throws -> Difference? {
        for database in 0..<16 {
            let select = StoryText.words("SELECT \(database)")
            _ = memory.ask(select)
            _ = try server.ask(select)
            let all = StoryText.words("KEYS *")
            let (keys, others) = (memory.ask(all), try server.ask(all))
            guard ReplyComparison.unordered.accepts(keys, others) else {
                return Difference(
                    description: "the keys of database \(database)\n"
                        + "  redis:  \(StoryText.reply(others))\n"
                        + "  memory: \(StoryText.reply(keys))"
                )
            }
            for key in ReplyTree(keys).leaves.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                if let found = try difference(of: key, memory, server) { return found }
            }
        }
        return nil
    }

    private func difference(
        of key: Bytes,
        _ memory: MemoryPlayer,
        _ server: ServerPlayer
    ) throws -> Difference? {
        for question in Self.questions {
            let call = question.map { $0 == Bytes("KEY".utf8) ? key : $0 }
            let (mine, theirs) = (memory.ask(call), try server.ask(call))
            let circumstances = try circumstances(memory, server)
            if ReplyComparison(of: call).accepts(mine, theirs, circumstances) { continue }
            return Difference(
                description: "in the end: \(StoryText.line(call))\n"
                    + "  redis:  \(StoryText.reply(theirs))\n  memory: \(StoryText.reply(mine))"
            )
        }
        return nil
    }

    private static let questions = [
        "TYPE KEY", "OBJECT ENCODING KEY", "PEXPIRETIME KEY", "DEBUG DIGEST-VALUE KEY",
        "XINFO STREAM KEY FULL COUNT 0", "DUMP KEY",
    ].map { StoryText.words($0) }
}

extension Array {
    /// A message that comes by several patterns comes in whatever order of these: here in the order
    /// of the patterns' bytes.
    fileprivate func inOneOrder(_ bytes: KeyPath<Element, Bytes>) -> [Element] {
        var all: [Element] = []
        var run: [Element] = []
        var message: Bytes?
        let start = Bytes("4\r\n$8\r\npmessage\r\n".utf8)
        for element in self {
            let text = element[keyPath: bytes]
            var tail: Bytes?
            if text.dropFirst().starts(with: start) {
                let words = ReplyTree(text).leaves
                tail = words.count == 4 ? words[2] + [0] + words[3] : nil
            }
            if tail == nil || tail != message {
                all += run
                run = []
            }
            message = tail
            let place = run.firstIndex { other in
                text.lexicographicallyPrecedes(other[keyPath: bytes])
            }
            run.insert(element, at: place ?? run.count)
        }
        return all + run
    }
}
