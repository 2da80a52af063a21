import MemoryBackend
import StdnetBackend

/// Plays commands on a keyspace, with memory for arguments and replies that is kept.
struct Player: ~Copyable {
    var keyspace = Keyspace(seed: 1)
    private var call = Arguments()
    private var reply = ReplyBuilder()
    /// What the clock shows, in milliseconds since 1970.
    static let start = 1_700_000_000_000

    init() { keyspace.advance(to: Self.start) }

    /// Runs the command whose words `write` appends.
    @inline(__always)
    mutating func run(_ write: (inout Arguments) -> Void) {
        // Clearing costs as much as a short command: it is done once for many.
        if reply.count > 1000 { reply.removeAll() }
        if call.count > 1000 { call.removeAll() }
        let start = call.count
        write(&call)
        call.withView { keyspace.execute($0.dropFirst(start), into: &reply) }
    }

    /// Sets so many keys to strings.
    mutating func loadStrings(_ count: Int) {
        var key = Template("geo.city:obj:")
        var value = Template("value:", digits: 10)
        for number in 0..<count {
            run { call in
                call.append("SET" as StaticString)
                key.append(number, to: &call)
                value.append(number, to: &call)
            }
        }
    }

    /// Gets strings that are there.
    mutating func get(_ order: [Int]) {
        var key = Template("geo.city:obj:")
        for number in order {
            run { call in
                call.append("GET" as StaticString)
                key.append(number, to: &call)
            }
        }
    }

    /// Sets strings that are there.
    mutating func set(_ order: [Int]) {
        var key = Template("geo.city:obj:")
        for number in order {
            run { call in
                call.append("SET" as StaticString)
                key.append(number, to: &call)
                call.append("value:0123456789" as StaticString)
            }
        }
    }

    /// Sets three fields of hashes.
    mutating func setHashes(_ order: some Sequence<Int>, zone: StaticString) {
        var key = Template("geo.city:hash:")
        var name = Template("m")
        var population = Template("")
        for number in order {
            run { call in
                call.append("HSET" as StaticString)
                key.append(number, to: &call)
                call.append("name" as StaticString)
                name.append(number, to: &call)
                call.append("population" as StaticString)
                population.append(number, to: &call)
                call.append("timezone" as StaticString)
                call.append(zone)
            }
        }
    }

    /// Gives members of one sorted set random scores.
    mutating func rank(_ order: some Sequence<Int>) {
        var picks = Picks()
        var member = Template("m")
        var score = Template("")
        for number in order {
            run { call in
                call.append("ZADD" as StaticString)
                call.append("z" as StaticString)
                score.append(Int(picks.next() % 9_999_999), to: &call)
                member.append(number, to: &call)
            }
        }
    }

    /// One step of a scan; answers the next cursor.
    mutating func scan(from cursor: Int) -> Int {
        reply.removeAll()
        run { call in
            call.append("SCAN" as StaticString)
            call.append(cursor)
        }
        let replies = reply.finish()
        reply = ReplyBuilder()
        return replies.first?.elements.first { _ in true }?.integer ?? 0
    }
}
