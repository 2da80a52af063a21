import StdnetBackend
import StdnetTesting

#if canImport(StdnetLua)
extension StoryTeller {
    /// Whether memory runs scripts.
    static let hasScripts = true
}
#else
extension StoryTeller {
    static let hasScripts = false
}
#endif

extension StoryTeller {
    /// A script, or what is done about scripts.
    mutating func scripting() -> CommandStory.Step {
        switch words.dice.below(20) {
        case 0: return step(words.call(words.dice.pick(CommandGrammar.scripts.lines)))
        case 1..<5:
            let text = Bytes(StoryScript.text(&words.dice).utf8)
            return step(StoryText.words(evaluation("eval")) + [text] + keysAndValues())
        default: break
        }
        let (text, shape) = words.dice.pick(StoryScript.texts)
        let isByDigest = words.dice.chance(300)
        var call = StoryText.words(evaluation(isByDigest ? "evalsha" : "eval"))
        let script = isByDigest ? SHA1.hexDigest(of: Bytes(text.utf8)) : text
        call.append(Bytes(script.utf8))
        let keys = (0..<words.dice.pick([0, 0, 1, 2])).flatMap { _ in words.call(.word("k")) }
        call.append(Bytes("\(keys.count)".utf8))
        call += keys
        let first = command()
        if shape == .two { call.append(Bytes("\(first.count)".utf8)) }
        call += first
        if shape == .two { call += command() }
        return step(call)
    }

    private mutating func evaluation(_ name: String) -> String {
        words.dice.chance(200) ? name + "_ro" : name
    }

    private mutating func keysAndValues() -> [Bytes] {
        let count = words.dice.pick(["0", "0", "1", "2", "-1", "x", "9"])
        let keys = (0..<min(2, max(0, Int(count) ?? 0))).flatMap { _ in words.call(.word("k")) }
        let values = (0..<words.dice.below(4)).map { _ in words.value() }
        return [Bytes(count.utf8)] + keys + values
    }

    /// A command for a script to run.
    private mutating func command() -> [Bytes] {
        var call = words.call(words.dice.pick(CommandGrammar.redis.lines))
        if words.dice.chance(100) { call = words.damaged(call) }
        call = StoryWords.tamed(call, isAlone: false)
        // Of the keys that somebody waits for, chance decides which comes first.
        return call[0] == Bytes("swapdb".utf8) ? StoryText.words("PING") : call
    }

    private func step(_ call: [Bytes]) -> CommandStory.Step { CommandStory.Step(client, call) }
}

extension CommandGrammar {
    /// What is done about scripts.
    static let scripts: CommandGrammar = {
        let digests = StoryScript.texts.prefix(6).map { SHA1.hexDigest(of: Bytes($0.text.utf8)) }
        let all = digests.joined(separator: "|")
        return CommandGrammar(
            """
            8 script EXISTS {(\(all))}
            1 script FLUSH [(SYNC|ASYNC|x)]
            1 script KILL
            1 script HELP
            2 evalsha (\(all)|x) 0 ping
            evalsha_ro (\(all)) $numkeys {$k}
            """
        )
    }()
}
