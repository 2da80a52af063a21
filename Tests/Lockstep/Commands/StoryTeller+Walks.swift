import StdnetBackend
import StdnetTesting

extension StoryTeller {
    /// A walk through all of a collection, or all keys, while they change.
    mutating func walking() -> CommandStory.Step {
        let (line, changes) = words.dice.pick(Self.walks)
        var call = words.call(line)
        if words.dice.chance(300) {
            call += words.call(.literal("MATCH")) + words.call(.word("pattern"))
        }
        call += StoryText.words("COUNT \(words.dice.pick(["1", "1", "2", "3", "10"]))")
        let interludes = (0..<words.dice.pick([0, 1, 3, 8])).map { _ in
            // Mostly about the same collection.
            var change = words.call(words.dice.pick(changes.lines))
            if call[0].count > 4, words.dice.chance(800) { change[1] = call[1] }
            return change
        }
        return CommandStory.Step(client, call, walk: interludes)
    }

    private static let walks: [(CommandGrammar.Node, CommandGrammar)] = [
        (
            .sequence([.literal("sscan"), .word("t"), .literal("0")]),
            CommandGrammar("sadd $t {$m}\nsrem $t {$m}\nsadd $t {$value}")
        ),
        (
            .sequence([.literal("hscan"), .word("h"), .literal("0")]),
            CommandGrammar("hset $h {$m $value}\nhdel $h {$m}\nhincrby $h $m $int")
        ),
        (
            .sequence([.literal("zscan"), .word("z"), .literal("0")]),
            CommandGrammar("zadd $z {$score $m}\nzrem $z {$m}\nzincrby $z $score $m")
        ),
        (
            .sequence([.literal("scan"), .literal("0")]),
            CommandGrammar(
                "set $k $value\ndel {$k}\nunlink {$k}\nrename $k $k\nmset {$value $value}"
            )
        ),
    ]
}
