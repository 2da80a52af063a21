import StdnetBackend
import StdnetTesting

/// Thinks up the words of a story's commands.
struct StoryWords {
    var dice: Dice
    /// The time at which the story begins, in milliseconds since 1970.
    let start: Int

    /// A call made after a node of the grammar.
    mutating func call(_ node: CommandGrammar.Node) -> [Bytes] {
        var words: [Bytes] = []
        write(node, to: &words)
        return words
    }

    private mutating func write(_ node: CommandGrammar.Node, to words: inout [Bytes]) {
        switch node {
        case .literal(let text): words.append(Bytes(text.utf8))
        case .word(let name): words += word(name)
        case .sequence(let nodes): for node in nodes { write(node, to: &words) }
        case .optional(let node): if dice.chance(400) { write(node, to: &words) }
        case .choice(let nodes): write(dice.pick(nodes), to: &words)
        case .several(let node):
            for _ in 0..<dice.pick([1, 1, 1, 2, 2, 3, 4, dice.chance(100) ? 12 : 2]) {
                write(node, to: &words)
            }
        case .options(let nodes):
            for _ in 0..<dice.pick([0, 0, 0, 1, 1, 1, 2, 2, 3, 4]) {
                write(dice.pick(nodes), to: &words)
            }
        }
    }

    /// The words for a name of the grammar.
    private mutating func word(_ name: String) -> [Bytes] {
        if name.utf8.count == 1, name != "m", name != "k" { return [key(kind: name)] }
        switch name {
        case "k": return [key(kind: dice.pick(Self.keyKinds))]
        case "zt": return [key(kind: dice.pick(["z", "z", "t"]))]
        case "m": return [member()]
        case "value": return [value()]
        case "score" where dice.chance(900): return [Bytes("\(dice.below(40) - 10)".utf8)]
        default: return [Bytes(text(name).utf8)]
        }
    }

    private static let keyKinds = ["s", "b", "h", "l", "t", "z", "g", "p", "x"]

    /// A key, as a rule of the kind that is meant; ranges by name are only asked of sets in which all
    /// have the same score: Redis does not say what else they find.
    private mutating func key(kind: String) -> Bytes {
        if dice.chance(10), kind != "y" { return dice.pick(Self.strangeKeys) }
        let kind = dice.chance(60) && kind != "y" ? dice.pick(Self.keyKinds) : kind
        return Bytes("\(kind)\(1 + dice.below(3))".utf8)
    }

    private static let strangeKeys: [Bytes] = [
        [], [0], Bytes("{tag}x".utf8), Bytes("sp ace".utf8), [0xff, 0xfe, 13, 10],
        Bytes(repeating: UInt8(ascii: "k"), count: 70),
    ]

    /// A member of a collection: few, so that they meet.
    mutating func member() -> Bytes {
        switch dice.below(20) {
        case 0..<9: [UInt8(ascii: "a") + UInt8(dice.below(12))]
        case 9..<16: Bytes("\(dice.below(24) - 4)".utf8)
        case 16: Bytes("member:\(dice.below(300))".utf8)
        case 17: Bytes("\(dice.pick([40000, -40000, 5_000_000_000, 128, -128, 255, 1 << 24]))".utf8)
        default: value()
        }
    }

    /// Any string.
    mutating func value() -> Bytes {
        switch dice.below(24) {
        case 0..<8:
            Bytes(dice.pick(["foo", "bar", "hello", "abc", "ohmytext", "mynewtext", "x"]).utf8)
        case 8..<13: Bytes("\(dice.below(200) - 20)".utf8)
        case 13, 14: Bytes(text("float").utf8)
        case 15: Bytes(text("int").utf8)
        case 16: []
        case 17: Bytes((0..<(1 + dice.below(6))).map { _ in UInt8(dice.below(256)) })
        case 18:
            Bytes(repeating: UInt8(ascii: "y"), count: dice.pick([43, 44, 45, 63, 64, 65, 66]))
        case 19: Bytes(repeating: UInt8(ascii: "z"), count: dice.pick([300, 1000, 254, 255, 256]))
        case 20 where dice.chance(200): Bytes(repeating: UInt8(ascii: "w"), count: 5000)
        case 21: Bytes(dice.pick(["é", "日本", "0x10", "1e3", " 1", "1 ", "+1", "-0", "007"]).utf8)
        default: Bytes(dice.pick(["a", "b", "c", "d", "e"]).utf8)
        }
    }

    private mutating func text(_ name: String) -> String {
        if dice.chance(15) { return dice.pick(Self.lateEdges) }
        return switch name {
        case "int": dice.chance(850) ? "\(dice.below(60) - 20)" : dice.pick(Self.edges)
        case "float": dice.pick(Self.floats)
        case "index": "\(dice.below(16) - 6)"
        case "count":
            dice.chance(900) ? "\(dice.below(6))" : dice.pick(["-1", "-3", "100", "1000"])
        case "everything": dice.pick(["100000", "100000", "100000", "0", "-1"])
        case "numkeys": dice.pick(["1", "1", "1", "2", "0", "3"])
        case "score": dice.pick(Self.floats)
        case "min":
            dice.pick(["-inf", "0", "(0", "3", "(3", "-5", "(-5", "1.5", "nan", "x", "(inf"])
        case "max":
            dice.pick(["+inf", "10", "(10", "20", "(5", "5", "inf", "(1.5", "1e3", "", "("])
        case "lexmin":
            dice.pick(["-", "-", "[a", "(a", "[c", "(b", "[", "(", "+", "a", "[0", "[5"])
        case "lexmax": dice.pick(["+", "+", "[f", "(f", "[zz", "(c", "-", "", "f", "[9", "(5"])
        case "bit": dice.pick(["0", "1", "1", "1", "2"])
        case "bitoffset":
            dice.chance(970) ? "\(dice.below(200))" : dice.pick(["20000", "4294967296"])
        case "bittype":
            dice.pick([
                "u1", "u2", "u8", "i8", "i5", "u16", "i16", "u63", "i64", "u64", "u32", "i0", "x8",
            ])
        case "bitplace": dice.chance(500) ? "\(dice.below(120))" : "#\(dice.below(8))"
        case "offset":
            dice.chance(970) ? "\(dice.below(30))" : dice.pick(["-1", "536870912", "3000"])
        case "db": dice.pick(["0", "0", "1", "1", "2", "15", "16", "-1"])
        case "cursor": dice.pick(["0", "0", "0", "0", "5", "x", "18446744073709551616"])
        case "scancount": dice.pick(["100000", "100000", "100000", "1", "10", "0", "x"])
        case "pattern":
            dice.pick([
                "*", "a*", "?", "[a-e]*", "s*", "h?", "*1", "x\\*", "[^a]*", "[", "news.*", "**",
            ])
        case "type": dice.pick(["string", "list", "hash", "set", "zset", "stream", "ZSET", "none"])
        case "sortpattern": dice.pick(["nosort", "s*", "h1->*", "*", "h*->a", "w_*", "b1", "s*->"])
        case "sortget": dice.pick(["#", "s*", "h1->*", "h*->a", "*", "b1", "->"])
        case "unit": dice.pick(["m", "km", "ft", "mi", "KM", "yd"])
        case "lon": dice.chance(950) ? decimal(from: -1700, below: 3400) : dice.pick(Self.floats)
        case "lat": dice.chance(950) ? decimal(from: -850, below: 1700) : dice.pick(Self.floats)
        case "radius": dice.pick(["0", "1", "100", "500.5", "5000", "20000", "1e7", "-1", "40000"])
        case "setting": dice.pick(Self.settings)
        case "limit": dice.pick(["4", "8", "128", "512", "64", "16", "1", "0", "-1", "-2", "x"])
        case "channel": dice.pick(["news.a", "news.b", "a", "x*", "[", "__keyevent@0__:del"])
        case "client": "<client \(dice.below(CommandStory.clientCount))>"
        default: time(name) ?? streamWord(name)
        }
    }

    private mutating func decimal(from first: Int, below count: Int) -> String {
        let tenths = first + dice.below(count)
        return "\(tenths / 10).\(abs(tenths % 10))\(dice.below(1000))"
    }

    /// Times are far ahead, or over, so that no key ends in the course of a story by itself.
    private mutating func time(_ name: String) -> String? {
        switch name {
        case "seconds":
            dice.chance(900)
                ? "\(10000 + dice.below(1 << 30))" : dice.pick(["0", "-1"] + Self.lateEdges)
        case "milliseconds":
            dice.chance(900)
                ? "\(10_000_000 + dice.below(1 << 40))" : dice.pick(["0", "-1"] + Self.lateEdges)
        case "at":
            dice.chance(850)
                ? absoluteTime(unit: 1000)
                : dice.pick(["1", "1000000000", "0", "-5"] + Self.edges)
        case "msat":
            dice.chance(850)
                ? absoluteTime(unit: 1)
                : dice.pick(["1", "1000000000000", "0", "-5"] + Self.edges)
        case "lateat": absoluteTime(unit: 1000)
        case "latemsat": absoluteTime(unit: 1)
        case "timeout":
            dice.pick(["0", "0", "0", "0.0", "1000", "-1", "x", "1e300", "nan", "3600.5"])
        case "block": dice.pick(["0", "0", "1000000", "-1", "x", "1.5"])
        case "idle": dice.pick(["0", "0", "0", "1000000000", "-1", "x"])
        default: nil
        }
    }

    /// A moment that is so far away that it can't be taken for a time from now.
    private mutating func absoluteTime(unit: Int) -> String {
        "\((start + ReplyTimes.absolute.lowerBound) / unit + 1 + dice.below(1 << 30))"
    }

    private mutating func streamWord(_ name: String) -> String {
        switch name {
        case "id":
            switch dice.below(10) {
            case 0..<6: return "\(1 + dice.below(90))-\(dice.below(4))"
            case 6: return "\(1 + dice.below(90))"
            case 7: return "\(1 + dice.below(90))-*"
            case 8:
                return dice.pick([
                    "0-0", "0", "5-x", "x", "18446744073709551615-18446744073709551615",
                ])
            default: return "99999999999999-\(dice.below(9))"
            }
        case "rangeid":
            return dice.pick([
                "-", "+", "-", "+", "5", "(5", "20-1", "(20-1", "50", "0", "x", "(-", "99",
            ])
        case "readid": return dice.pick(["0", "0", "$", "$", "5-1", "30", "x", ">"])
        case "groupreadid": return dice.pick([">", ">", ">", "0", "5", "$", "x"])
        case "groupid":
            return dice.pick(["0", "0", "$", "$", "5-1", "30", "x", "99999999999999-1"])
        case "group": return dice.pick(["one", "one", "two"])
        case "consumer": return dice.pick(["ann", "bob", "cyd"])
        default: return name
        }
    }

    static let edges = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "18446744073709551615",
        "4294967296", "2147483647", "-2147483648", "0", "-1", "1", "", "x", "1.5", "nan", "inf",
        "-inf",
        " 1", "1 ", "+1", "0x10", "1e400", "00", "-0", "9999999999999999", "*", "(", "[",
    ]
    /// Those that are no times of a moment.
    private static let lateEdges = edges.filter { $0 != "1" && $0 != "+1" && $0 != "1.5" }
    private static let floats = [
        "1.5", "-2.25", "0.1", "0.2", "3", "1e3", "1e-7", "-0", "0", "inf", "-inf", "+inf", "1e308",
        "-1e308", "17", "123456789.123", "0.30000000000000004", "1e17", "1e21", "5e-300", "3.0e0",
        "9007199254740993", "100", "-7", "0x1p3", "1_000", "1.", ".5",
    ]
    private static let settings = [
        "hash-max-listpack-entries", "hash-max-listpack-value", "set-max-intset-entries",
        "zset-max-listpack-entries", "zset-max-listpack-value", "hash-max-ziplist-entries",
        "zset-max-ziplist-value", "list-max-listpack-size", "list-max-ziplist-size",
        "list-compress-depth", "stream-node-max-entries", "stream-node-max-bytes",
        "hll-sparse-max-bytes",
    ]

    /// A call with a mistake in it, perhaps.
    mutating func damaged(_ call: [Bytes]) -> [Bytes] {
        guard !Self.isFragile(call) else { return call }
        var call = call
        for _ in 0..<dice.pick([1, 1, 1, 2]) {
            let place = dice.below(call.count)
            switch dice.below(8) {
            case 0: if place > 0 { call.remove(at: place) }
            case 1: if place > 0 { call.insert(call[dice.below(call.count)], at: place) }
            case 2: call.append(dice.pick([Bytes(dice.pick(Self.edges).utf8), value(), member()]))
            case 3: if place > 0 { call[place] = Bytes(dice.pick(Self.edges).utf8) }
            case 4: if place > 0 { call.swapAt(place, max(1, dice.below(call.count))) }
            case 5: if place > 0 { call[place] = value() }
            case 6: if call.count > 2 { call.removeLast() }
            default: call[place] = Self.otherCase(call[place], &dice)
            }
        }
        return call
    }

    /// Whether a change could leave to chance what comes: ranges by name, and channels in the order of
    /// a table.
    private static func isFragile(_ call: [Bytes]) -> Bool {
        let name = String(decoding: call[0], as: UTF8.self)
        let hasOrderedKey = call.contains { $0.count == 2 && $0[0] == UInt8(ascii: "y") }
        return hasOrderedKey || name.hasSuffix("unsubscribe") || ["spop", "wait"].contains(name)
    }

    /// The same letters, some of them in the other case.
    static func otherCase(_ word: Bytes, _ dice: inout Dice) -> Bytes {
        word.map { byte in
            let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
            return isLetter && dice.chance(500) ? byte ^ 0x20 : byte
        }
    }
}
