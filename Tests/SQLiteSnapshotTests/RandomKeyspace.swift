import StdnetBackend
import StdnetTesting

/// Fills databases with random keys of every type and encoding: the same seed gives the same keys.
struct RandomKeyspace {
    private var dice: Dice
    private var batch = CommandBatch()
    private let targets: [any Backend]
    /// How many values were written: elements, fields, members, entries, deliveries, strings.
    private(set) var valueCount = 0
    private var keyCount = 0

    init(seed: UInt64, _ targets: [any Backend]) {
        dice = Dice(seed: seed)
        self.targets = targets
    }

    /// Writes so many values, or a few more, and libraries of functions unless told otherwise.
    mutating func fill(_ count: Int, libraries: Bool = true) async throws {
        if libraries { try await writeLibraries() }
        while valueCount < count {
            let target = targets[dice.below(targets.count)]
            for _ in 0..<20 { appendKey() }
            try await send(to: target)
        }
    }

    private mutating func writeLibraries() async throws {
        for name in ["one", "two"] {
            append(
                "FUNCTION",
                "LOAD",
                "#!lua name=\(name)\nredis.register_function('\(name)', function() return 1 end)"
            )
        }
        try await send(to: targets[0])
    }

    private mutating func send(to target: any Backend) async throws {
        let replies = try await target.execute(batch)
        for (position, reply) in replies.enumerated() { _ = try batch.checked(reply, at: position) }
        batch = CommandBatch()
    }

    private mutating func appendKey() {
        keyCount += 1
        let key = Bytes("k\(keyCount):".utf8) + bytes(upTo: 12)
        let size = dice.pick([1, 2, 5, 20, 127, 129, 300, 600])
        switch dice.below(7) {
        case 0: appendString(key)
        case 1: appendElements("RPUSH", key, size)
        case 2: appendElements("SADD", key, size)
        case 3: appendHash(key, size)
        case 4: appendSortedSet(key, size)
        case 5: appendStream(key, size)
        default: appendHyperLogLog(key)
        }
        if dice.chance(250) {
            append(
                Bytes("PEXPIREAT".utf8),
                key,
                Bytes(String(4_000_000_000_000 + dice.below(9999)).utf8)
            )
        }
    }

    private mutating func appendString(_ key: Bytes) {
        append(Bytes("SET".utf8), key, value())
        if dice.chance(100) { append(Bytes("APPEND".utf8), key, value()) }
        if dice.chance(20) {
            append(
                Bytes("SETRANGE".utf8),
                key,
                Bytes(String(dice.below(300_000)).utf8),
                Bytes("x".utf8)
            )
        }
        valueCount += 1
    }

    private mutating func appendHyperLogLog(_ key: Bytes) {
        for _ in 0..<dice.below(5) { append(Bytes("PFADD".utf8), key, value()) }
        append(Bytes("PFADD".utf8), key, Bytes("x".utf8))
        valueCount += 1
    }

    private mutating func appendElements(_ command: String, _ key: Bytes, _ size: Int) {
        let isNumeric = dice.chance(300)
        let elements = (0..<size).map { _ in
            isNumeric ? Bytes(String(dice.below(1 << dice.pick([6, 15, 40]))).utf8) : value()
        }
        append([Bytes(command.utf8), key] + elements)
        valueCount += size
    }

    private mutating func appendHash(_ key: Bytes, _ size: Int) {
        append([Bytes("HSET".utf8), key] + (0..<size * 2).map { _ in value() })
        valueCount += size
    }

    private mutating func appendSortedSet(_ key: Bytes, _ size: Int) {
        let pairs = (0..<size).flatMap { _ in [score(), value()] }
        append([Bytes("ZADD".utf8), key] + pairs)
        valueCount += size
        // What was unpacked once stays so.
        if dice.chance(100) {
            let long = Bytes(String(repeating: "l", count: 100).utf8)
            append(Bytes("ZADD".utf8), key, Bytes("1".utf8), long)
            append(Bytes("ZADD".utf8), key, Bytes("-0.0".utf8), Bytes("zero".utf8))
            append(Bytes("ZREM".utf8), key, long)
        }
    }

    private mutating func score() -> Bytes {
        let edges = [
            "-0.0", "0", "inf", "-inf", "5e-324", "-5e-324", "2.2250738585072014e-308",
            "1.7976931348623157e308", "9007199254740993", "-9223372036854775808", "0.1", "1e-7",
        ]
        guard dice.chance(600) else { return Bytes(dice.pick(edges).utf8) }
        let number = Double(bitPattern: dice.next())
        return Bytes((number.isNaN ? 0.3 : number).description.utf8)
    }

    private mutating func appendStream(_ key: Bytes, _ size: Int) {
        append(
            Bytes("XGROUP".utf8),
            Bytes("CREATE".utf8),
            key,
            Bytes("g".utf8),
            Bytes("0".utf8),
            Bytes("MKSTREAM".utf8)
        )
        for id in 1...size {
            let fields = (0..<(1 + dice.below(3)) * 2).map { _ in value() }
            append([Bytes("XADD".utf8), key, Bytes("\(id * 7)-\(dice.below(3))".utf8)] + fields)
            valueCount += 1
        }
        let name = bytes(upTo: 8)
        let group = Bytes("group".utf8) + name
        append(Bytes("XGROUP".utf8), Bytes("CREATE".utf8), key, group, Bytes("0".utf8))
        append(Bytes("XGROUP".utf8), Bytes("CREATECONSUMER".utf8), key, group, Bytes("idle".utf8))
        for consumer in ["ann", "bob"] {
            let count = 1 + dice.below(size)
            let words = ["GROUP", "", consumer, "COUNT", "\(count)", "STREAMS", "", ">"]
            append(
                [Bytes("XREADGROUP".utf8)]
                    + words.enumerated().map { position, word in
                        position == 1 ? group : position == 6 ? key : Bytes(word.utf8)
                    }
            )
            valueCount += count
        }
        for _ in 0..<dice.below(4) {
            let id = Bytes("\((1 + dice.below(size)) * 7)-0".utf8)
            if dice.chance(500) {
                append(Bytes("XDEL".utf8), key, id)
            } else {
                append(Bytes("XACK".utf8), key, group, id)
            }
        }
        if dice.chance(100) {
            append(Bytes("XTRIM".utf8), key, Bytes("MAXLEN".utf8), Bytes("0".utf8))
        }
    }

    private mutating func value() -> Bytes {
        switch dice.below(200) {
        case 0: Bytes(repeating: UInt8(truncatingIfNeeded: dice.next()), count: dice.below(70_000))
        case 1...3: bytes(upTo: 5000)
        case 4...60: Bytes(String(Int64(bitPattern: dice.next()) >> dice.below(64)).utf8)
        default: bytes(upTo: 30)
        }
    }

    private mutating func bytes(upTo limit: Int) -> Bytes {
        (0..<dice.below(limit)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
    }

    private mutating func append(_ words: String...) { append(words.map { Bytes($0.utf8) }) }

    private mutating func append(_ words: Bytes...) { append(words) }

    private mutating func append(_ words: [Bytes]) {
        batch.append { arguments in for word in words { arguments.append(word) } }
    }
}
