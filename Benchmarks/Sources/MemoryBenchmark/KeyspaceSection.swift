import Measuring

/// The keyspace alone, without lock or task, beside the prototype that its structures were tried in.
///
/// The prototype is a program that `STDNET_PROTOTYPE` names; without it there are our figures alone.
struct KeyspaceSection {
    private static let count = 100_000
    private static let operations = 1_000_000
    private static let ours = "keyspace"
    private static let peer = "prototype"
    private static let mapper = "commit by the mapper, sessions of 500 new objects"

    private var comparison = Comparison(
        "The keyspace, \(Self.count) keys, one thread",
        goals: [Self.peer: 0.5]
    )

    mutating func run() async throws {
        for turn in 0..<2 {
            if turn.isMultiple(of: 2) { try await measure() }
            try measurePrototype()
            if !turn.isMultiple(of: 2) { try await measure() }
        }
        comparison.report(notes: "allocations")
    }

    private mutating func measure() async throws {
        let order = Picks.list(Self.operations, below: Self.count)
        var strings = Player()
        strings.loadStrings(Self.count)
        add("GET", Cost.measure(Self.operations) { strings.get(order) })
        add("SET", Cost.measure(Self.operations) { strings.set(order) })
        var types = Player()
        types.setHashes(0..<Self.count, zone: "Europe/London")
        let hashes = Cost.measure(Self.operations) {
            types.setHashes(order, zone: "Europe/Paris")
        }
        add("HSET of 3 fields", hashes)
        types.rank(0..<Self.count)
        add("ZADD, update", Cost.measure(Self.operations) { types.rank(order) })
        let news = Cost.measure(Self.count) {
            var commits = Player()
            commits.commit(0..<Self.count)
        }
        add("commit, new object", news)
        var commits = Player()
        commits.commit(0..<Self.count)
        add("commit, known object", Cost.measure(200_000) { commits.commit(order[..<200_000]) })
        add(Self.mapper, try await MapperCommits.cost(of: Self.count))
    }

    private mutating func add(_ row: String, _ cost: Cost) {
        comparison.add(row, Self.ours, cost)
    }

    private mutating func measurePrototype() throws {
        guard let prototype = Peer.named("STDNET_PROTOTYPE") else { return }
        let rows = [
            "GET, tape kept": "GET", "SET existing": "SET",
            "HSET 3 fields, existing": "HSET of 3 fields", "ZADD update, random": "ZADD, update",
            "commit new object": "commit, new object",
            "commit existing object": "commit, known object",
        ]
        for mode in ["strings", "types", "commit"] {
            for line in try Peer.lines(of: [prototype, mode, "\(Self.count)"]) {
                // n=100000 GET, tape kept      103.5 ns  9.66 M/s
                let parts = line.split(separator: " ").map(String.init)
                guard let unit = parts.firstIndex(of: "ns"), unit > 1,
                    let figure = Double(parts[unit - 1]),
                    let row = rows[parts[1..<unit - 1].joined(separator: " ")]
                else { continue }
                comparison.add(row, Self.peer, figure)
                // The prototype has no mapper: its commits are commands.
                if row == "commit, new object" { comparison.add(Self.mapper, Self.peer, figure) }
            }
        }
    }
}
