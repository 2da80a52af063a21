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
        _ = try control.ask("FLUSHALL")
        for call in defaults { _ = try control.ask(call) }
        for number in 0..<CommandStory.clientCount {
            let client = try ServerSocket(port: port)
            identifiers.append(ReplyTree(try client.ask("CLIENT", "ID")).number ?? 0)
            if CommandStory.isRESP3[number] { _ = try client.ask("HELLO", "3") }
            clients.append(client)
        }
    }

    func ask(_ call: [Bytes]) throws -> Bytes { try control.ask(call) }

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
        for (position, (number, replies, isWaiting)) in played.enumerated() {
            let step = story.steps[number]
            if String(decoding: step.words[0], as: UTF8.self).lowercased().hasPrefix("sort") {
                // SORT takes what is left in `errno` for a mistake in its numbers; this clears it.
                try clients[step.client].send(pending)
                pending = []
                _ = try control.ask("PING")
                _ = try control.ask(StoryText.words("GEORADIUS_RO nothing 0 0 1 m"))
            }
            pending.append(StoryNames.resolved(step.words) { identifiers[$0] })
            let isLast =
                position + 1 == played.count || pending.count >= 32
                || story.steps[played[position + 1].step].client != step.client
            guard isLast || isWaiting || step.pause != nil else { continue }
            try clients[step.client].send(pending)
            pending = []
            guard try take(step.client, upTo: replies) else { return }
            if isWaiting || step.pause != nil { _ = try control.ask("PING") }
            if let key = step.pause { try pause(key) }
        }
        _ = try control.ask("PING")
        for client in clients.indices {
            guard try take(client, upTo: memory.heard(client).count) else { return }
            while let more = try clients[client].receive(within: 0) { heard[client].append(more) }
        }
    }

    private func take(_ client: Int, upTo count: Int) throws -> Bool {
        while heard[client].count < count {
            guard let reply = try clients[client].receive(within: 400) else { return false }
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
