import StdnetBackend
import StdnetTesting

/// Makes up a story while memory plays it: who waits or is in a transaction decides what comes next.
struct StoryTeller {
    var words: StoryWords
    private(set) var client = 0

    init(seed: UInt64, start: Int) {
        words = StoryWords(dice: Dice(seed: seed), start: start)
    }

    /// Makes up a story of so many steps.
    mutating func story(steps count: Int, on memory: MemoryPlayer) -> CommandStory {
        var story = CommandStory()
        for step in opening() { tell(step, &story, memory) }
        while story.steps.count < count { tell(next(memory), &story, memory) }
        return story
    }

    private func tell(
        _ step: CommandStory.Step,
        _ story: inout CommandStory,
        _ memory: MemoryPlayer
    ) {
        memory.play(step, number: story.steps.count)
        story.steps.append(step)
    }

    /// Somebody listens to what happens to keys, and limits are small.
    private mutating func opening() -> [CommandStory.Step] {
        var steps: [CommandStory.Step] = []
        if words.dice.chance(800) {
            // Not A and n together: Redis does not read the n back when it restores what was set.
            let events = words.dice.pick(["AKE", "AE", "KEg$lshzxtdn", "Kg$lshzxtdn", "Ehzn", "EA"])
            steps.append(step(0, "CONFIG SET notify-keyspace-events \(events)"))
            steps.append(step(3, "PSUBSCRIBE __key*@*__:*"))
        }
        guard words.dice.chance(600) else { return steps }
        for (name, values) in Self.limits where words.dice.chance(500) {
            steps.append(step(0, "CONFIG SET \(name) \(words.dice.pick(values))"))
        }
        return steps
    }

    private static let limits = [
        ("hash-max-listpack-entries", ["2", "4", "8", "0"]),
        ("hash-max-listpack-value", ["4", "16"]),
        ("set-max-intset-entries", ["2", "4", "0"]),
        ("zset-max-listpack-entries", ["2", "4", "0"]),
        ("zset-max-listpack-value", ["1", "4", "16"]),
        ("list-max-listpack-size", ["2", "4", "-1"]),
        ("stream-node-max-entries", ["2", "3", "8"]), ("list-compress-depth", ["1", "2"]),
        ("hll-sparse-max-bytes", ["40", "100"]), ("stream-node-max-bytes", ["64", "256"]),
    ]

    private func step(_ client: Int, _ line: String) -> CommandStory.Step {
        CommandStory.Step(client, StoryText.words(line))
    }

    private mutating func next(_ memory: MemoryPlayer) -> CommandStory.Step {
        if words.dice.chance(150) || memory.isBlocked(client) {
            client = words.dice.below(CommandStory.clientCount)
            let all = 0..<CommandStory.clientCount
            let blocked = all.filter { memory.isBlocked($0) }
            if memory.isBlocked(client) {
                client = all.first { !memory.isBlocked($0) } ?? 0
            }
            if let other = blocked.first, words.dice.chance(blocked.count >= 3 ? 700 : 250) {
                return step(client, "CLIENT UNBLOCK \"<client \(other)>\"")
            }
        }
        if memory.isInTransaction(client), words.dice.chance(120) { return step(client, "EXEC") }
        if !memory.isInTransaction(client),
            memory.lastReply.starts(with: Bytes("-ERR Can't execute".utf8)), words.dice.chance(600)
        {
            return step(
                client,
                words.dice.pick([
                    "UNSUBSCRIBE news.a news.b a x* [ __keyevent@0__:del", "PUNSUBSCRIBE", "RESET",
                    "SUNSUBSCRIBE news.a news.b a x* [ __keyevent@0__:del",
                ])
            )
        }
        let listens =
            client == CommandStory.listener
            || client == CommandStory.occasionalListener && !memory.isInTransaction(client)
                && words.dice.chance(60)
        if listens {
            return CommandStory.Step(
                client,
                words.call(words.dice.pick(CommandGrammar.listening.lines))
            )
        }
        if !memory.isInTransaction(client), words.dice.chance(3) { return pausing() }
        if words.dice.chance(5) { return restoring(memory) }
        if Self.hasScripts, words.dice.chance(60) { return scripting() }
        if client != CommandStory.occasionalListener, !memory.isInTransaction(client),
            words.dice.chance(12)
        {
            return walking()
        }
        var call = words.call(words.dice.pick(CommandGrammar.redis.lines))
        if call[0] == Bytes("swapdb".utf8) {
            // Which of the keys that somebody waits for come first is chance.
            let isAwaited = (0..<CommandStory.clientCount).contains { memory.isBlocked($0) }
            if isAwaited || memory.isInTransaction(client) { call = StoryText.words("PING") }
        }
        if call[0] == Bytes("hello".utf8) {
            // Memory writes the whole reply to EXEC in the protocol in which it ends.
            if memory.isInTransaction(client) { call = StoryText.words("PING") }
            if client == CommandStory.occasionalListener { call = StoryText.words("HELLO 2") }
        }
        if words.dice.chance(70) { call = words.damaged(call) }
        if words.dice.chance(30) { call[0] = StoryWords.otherCase(call[0], &words.dice) }
        return CommandStory.Step(
            client,
            StoryWords.tamed(call, isAlone: !memory.isInTransaction(client))
        )
    }

    /// What memory holds at a key, restored to another one in both.
    private mutating func restoring(_ memory: MemoryPlayer) -> CommandStory.Step {
        let keys = (0..<2).map { _ in words.call(.word("k"))[0] }
        guard case .bulk(_, var payload) = ReplyTree(memory.ask([Bytes("DUMP".utf8), keys[0]]))
        else { return step(client, "RESTORE s1 0 nothing") }
        if words.dice.chance(100) { payload[words.dice.below(payload.count)] ^= 1 }
        let options = words.dice.pick([
            "", "REPLACE", "REPLACE", "REPLACE", "ABSTTL REPLACE", "IDLETIME 5 REPLACE", "FREQ 3",
            "REPLACE x", "IDLETIME -1", "FREQ 256", "IDLETIME 1 FREQ 1 REPLACE",
        ])
        let time = words.dice.pick(["0", "0", "100000000", "99999999999999", "-1", "x", "1"])
        // A relative time of a moment would end in the course of the story.
        let isSoon = time == "1" && !options.contains("ABSTTL")
        let call = [Bytes("RESTORE".utf8), keys[1], Bytes((isSoon ? "0" : time).utf8), payload]
        return CommandStory.Step(client, call + StoryText.words(options))
    }

    /// A key that ends in a moment, or a short wait for one.
    private mutating func pausing() -> CommandStory.Step {
        let kind = words.dice.pick(["s", "h", "l", "z", "x", "t"])
        let key = "\(kind)\(1 + words.dice.below(3))"
        let line = words.dice.pick([
            "PEXPIRE \(key) 4", "SET \(key) soon PX 4", "PSETEX \(key) 3 soon",
            "GETEX \(key) PX 4", "BLPOP \(key) 0.004", "BZPOPMIN \(key) 0.004",
            "XREAD BLOCK 4 STREAMS \(key) $", "BLMOVE \(key) l2 LEFT LEFT 0.004",
            "XREADGROUP GROUP one ann BLOCK 4 STREAMS \(key) >", "PEXPIRE \(key) 2 GT",
            "SET \(key) over PXAT 1000", "GETEX \(key) EXAT 1000",
        ])
        return CommandStory.Step(client, StoryText.words(line), pause: Bytes(key.utf8))
    }
}
