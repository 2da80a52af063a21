import StdnetBackend

/// Plays a story on a redis-server.
final class ServerPlayer {
    private let control: ServerSocket
    private var clients: [ServerSocket] = []
    private var identifiers: [Int] = []
    /// All that every client has heard.
    private(set) var heard: [[Bytes]] = Array(repeating: [], count: CommandStory.clientCount)

    /// Connects to a server, and empties it.
    init(port: Int, defaults: [[Bytes]]) throws {
        control = try ServerSocket(port: port)
        // Redis may not have noticed yet that those of the last story are gone.
        for type in ["normal", "pubsub"] { _ = try control.ask("CLIENT", "KILL", "TYPE", type) }
        _ = try control.ask("FLUSHALL")
        for call in defaults { _ = try control.ask(call) }
        for line in ["SCRIPT FLUSH", "CLIENT SETNAME \(CommandStory.controlName)"] {
            _ = try control.ask(StoryText.words(line))
        }
        for number in 0..<CommandStory.clientCount {
            let client = try ServerSocket(port: port)
            identifiers.append(ReplyTree(try client.ask("CLIENT", "ID")).number ?? 0)
            if CommandStory.isRESP3[number] { _ = try client.ask("HELLO", "3") }
            clients.append(client)
        }
    }

    func ask(_ call: [Bytes]) throws -> Bytes { try control.ask(call) }

    /// Compares payloads, when the story is over: it uses a key for that.
    var exchange: PayloadExchange { PayloadExchange(control) }

    /// Ends the connections of the clients.
    func close() { clients = [] }

    /// The server's time in milliseconds since 1970.
    func time() throws -> Int {
        let parts = ReplyTree(try control.ask("TIME")).leaves.map {
            Int(String(decoding: $0, as: UTF8.self)) ?? 0
        }
        return parts.count == 2 ? parts[0] * 1000 + parts[1] / 1000 : 0
    }

    /// Plays the steps that memory has played.
    ///
    /// The commands of a client go together, and what it hears is taken when another's turn comes.
    func play(_ story: CommandStory, as memory: MemoryPlayer) throws {
        var pending: [[Bytes]] = []
        let played = memory.played
        for (position, turn) in played.enumerated() {
            let step = story.steps[turn.step]
            if String(decoding: step.words[0], as: UTF8.self).lowercased().hasPrefix("sort") {
                // SORT takes what is left in `errno` for a mistake in its numbers; this clears it.
                try clients[step.client].send(pending)
                pending = []
                _ = try control.ask("PING")
                _ = try control.ask(StoryText.words("GEORADIUS_RO nothing 0 0 1 m"))
            }
            if let interludes = step.walk {
                try clients[step.client].send(pending)
                pending = []
                let before = turn.repliesSoFar - interludes.count - 1
                guard try take(step.client, upTo: before),
                    try walk(ScanWalk(call: step.words, interludes: interludes), step.client)
                else { return }
                continue
            }
            pending.append(StoryNames.resolved(step.words) { identifiers[$0] })
            let isLast =
                position + 1 == played.count || pending.count >= 32
                || story.steps[played[position + 1].step].client != step.client
            let isAlone = turn.isWaiting || step.pause != nil || turn.taken != nil
            guard isLast || isAlone else { continue }
            try clients[step.client].send(pending)
            pending = []
            guard try take(step.client, upTo: turn.repliesSoFar) else { return }
            if turn.isWaiting || step.pause != nil { _ = try control.ask("PING") }
            if let key = step.pause { try pause(key) }
            if let taken = turn.taken { try makeUp(taken, step.client) }
        }
        _ = try control.ask("PING")
        for client in clients.indices {
            guard try take(client, upTo: memory.heard(client).count) else { return }
            while let more = try clients[client].receive(within: 0) { heard[client].append(more) }
        }
    }

    private func walk(_ walk: ScanWalk, _ client: Int) throws -> Bool {
        let reply = try walk.run { call in
            try clients[client].send([call])
            return try clients[client].receive(within: 2000)
        } between: { call in
            heard[client].append(try clients[client].ask(call))
        }
        if let reply { heard[client].append(reply) }
        return reply != nil
    }

    /// Replaces what chance left of a set here by what it left of it in memory, unless that is the same.
    ///
    /// Nobody hears of it. Whoever watches the set has seen it change already. What is left of a set may
    /// be an intset or a table by chance too, and is the same as in memory then.
    private func makeUp(_ taken: MemoryPlayer.Taken, _ client: Int) throws {
        guard let payload = taken.payload, let last = heard[client].last,
            Set(ReplyTree(last).leaves) != taken.members
        else { return }
        let entries = taken.isIntset ? "100000" : "0"
        var restored: [[Bytes]] = []
        for (name, value) in [("notify-keyspace-events", ""), ("set-max-intset-entries", entries)] {
            let words = ReplyTree(try control.ask("CONFIG", "GET", name)).leaves
            restored.append(StoryText.words("CONFIG SET") + words)
            _ = try control.ask("CONFIG", "SET", name, value)
        }
        _ = try control.ask("SELECT", "\(taken.database)")
        let deadline = ReplyTree(try control.ask([Bytes("PEXPIRETIME".utf8), taken.key])).number
        let time = Bytes("\(max(0, deadline ?? 0))".utf8)
        _ = try control.ask(
            [Bytes("RESTORE".utf8), taken.key, time, payload] + StoryText.words("REPLACE ABSTTL")
        )
        _ = try control.ask("SELECT", "0")
        for call in restored { _ = try control.ask(call) }
    }

    private func take(_ client: Int, upTo count: Int) throws -> Bool {
        while heard[client].count < count {
            guard let reply = try clients[client].receive(within: 2000) else { return false }
            heard[client].append(reply)
        }
        return true
    }

    /// Waits until a key that ends soon has ended, and touches it in all databases.
    private func pause(_ key: Bytes) throws {
        let start = try time()
        while try time() < start + CommandStory.pause {}
        for database in [0, 1, 2, 15] {
            _ = try control.ask("SELECT", "\(database)")
            _ = try control.ask([Bytes("EXISTS".utf8), key])
        }
        _ = try control.ask("SELECT", "0")
    }
}
