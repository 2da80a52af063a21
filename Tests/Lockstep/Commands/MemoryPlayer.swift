import MemoryBackend
import StdnetBackend
import Synchronization

/// Plays a story on memory, and notes what every client hears.
final class MemoryPlayer {
    /// A reply or a push.
    struct Heard {
        /// The step in which it came.
        let step: Int
        let bytes: Bytes
        /// The step of the command that it replies to; nil for a push.
        let call: Int?
        let comparison: ReplyComparison
    }

    /// What came for a client while another one's command ran.
    private final class Inbox: Sendable {
        let pieces = Mutex<[Bytes]>([])
    }

    private struct Client {
        let connection: MemoryConnection
        let inbox: Inbox
        var identifier = 0
        var blockedCall: Int?
        var isInTransaction = false
        /// How the replies to the commands of its transaction are compared.
        var queue: [ReplyComparison] = []
        var heard: [Heard] = []
        var comparison = ReplyComparison.exact
    }

    let clock: StoryClock
    /// The time at which the story begins, in milliseconds since 1970.
    let start: Int
    private let control: MemoryConnection
    private var clients: [Client] = []
    /// A step that was played: those of clients that wait for a reply are left out.
    struct Played {
        let step: Int
        let repliesSoFar: Int
        let isWaiting: Bool
        /// The set of which chance took members, with its database, and what it took.
        var taken: Taken?
    }

    /// What SPOP took, and what it left.
    struct Taken {
        let database: Int
        let key: Bytes
        let members: Set<Bytes>
        /// The set as DUMP writes it, and whether it is an intset; nil when nothing is left.
        let payload: Bytes?
        let isIntset: Bool
    }

    private(set) var played: [Played] = []
    private(set) var lastReply: Bytes = []

    init(start: Int, seed: UInt64) {
        self.start = start
        clock = StoryClock(milliseconds: start)
        let server = MemoryServer(clock: clock, seed: seed, interpreter: Dialogue.interpreter)
        control = MemoryConnection(to: server, sink: { _ in })
        _ = ask("CLIENT", "SETNAME", CommandStory.controlName)
        for number in 0..<CommandStory.clientCount {
            let inbox = Inbox()
            let connection = MemoryConnection(
                to: server,
                sink: { bytes in inbox.pieces.withLock { $0.append(bytes) } }
            )
            clients.append(Client(connection: connection, inbox: inbox))
            clients[number].identifier =
                ReplyTree(Self.ask(connection, [Bytes("CLIENT".utf8), Bytes("ID".utf8)])).number
                ?? 0
            if CommandStory.isRESP3[number] {
                _ = Self.ask(connection, [Bytes("HELLO".utf8), Bytes("3".utf8)])
            }
        }
    }

    func isBlocked(_ client: Int) -> Bool { clients[client].blockedCall != nil }
    func isInTransaction(_ client: Int) -> Bool { clients[client].isInTransaction }
    func heard(_ client: Int) -> [Heard] { clients[client].heard }
    func identifier(_ client: Int) -> Int { clients[client].identifier }
    func hear(_ heard: Heard, _ client: Int) { clients[client].heard.append(heard) }

    /// Asks on a connection that is not part of the story.
    func ask(_ words: String...) -> Bytes { Self.ask(control, words.map { Bytes($0.utf8) }) }
    func ask(_ call: [Bytes]) -> Bytes { Self.ask(control, call) }

    /// Asks as a client of the story.
    func ask(_ call: [Bytes], as client: Int) -> Bytes {
        Self.ask(clients[client].connection, call)
    }

    static func ask(_ connection: MemoryConnection, _ call: [Bytes]) -> Bytes {
        var arguments = Arguments()
        for word in call { arguments.append(word) }
        var output: Bytes = []
        _ = connection.process(arguments, ends: [call.count], into: &output)
        return output
    }

    /// Plays one step, if its client does not wait.
    func play(_ step: CommandStory.Step, number: Int) {
        guard !isBlocked(step.client) else { return }
        if isInTransaction(step.client), step.needsTurn { return }
        if let interludes = step.walk {
            walk(ScanWalk(call: step.words, interludes: interludes), step.client, number)
        } else {
            run(step.words, step.client, number)
        }
        if step.pause != nil {
            clock.advance(by: CommandStory.pause)
            _ = ask("PING")
        }
        collect(number)
        played.append(
            Played(
                step: number,
                repliesSoFar: clients[step.client].heard.count,
                isWaiting: isBlocked(step.client),
                taken: taken(step)
            )
        )
    }

    /// Runs a command, and notes what its client hears.
    func run(_ call: [Bytes], _ client: Int, _ number: Int) {
        let words = StoryNames.resolved(call) { clients[$0].identifier }
        let peek = isInTransaction(client) ? nil : peek(client)
        clients[client].comparison = ReplyComparison(of: words, peek)
        var arguments = Arguments()
        for word in words { arguments.append(word) }
        var output: Bytes = []
        let connection = clients[client].connection
        let progress = connection.process(arguments, ends: [words.count], into: &output)
        if case .waiting = progress { clients[client].blockedCall = number }
        take(output, for: client, step: number, call: number, words)
    }

    /// Notes what came for clients while a step was played.
    private func collect(_ number: Int) {
        for client in clients.indices {
            let pieces = clients[client].inbox.pieces.withLock { pieces in
                defer { pieces = [] }
                return pieces
            }
            for piece in pieces { take(piece, for: client, step: number, call: nil, []) }
        }
    }

    /// Notes what came for a client, reply by reply.
    private func take(_ bytes: Bytes, for client: Int, step: Int, call: Int?, _ words: [Bytes]) {
        var start = 0
        while start < bytes.count {
            var scan = ReplyScan()
            guard let end = try? scan.end(in: bytes, from: start) else {
                clients[client].heard.append(
                    Heard(step: step, bytes: bytes, call: call, comparison: .exact)
                )
                return
            }
            let piece = Bytes(bytes[start..<end])
            start = end
            note(piece, for: client, step: step, call: call, words)
        }
    }

    private func note(_ piece: Bytes, for client: Int, step: Int, call: Int?, _ words: [Bytes]) {
        var comparison = ReplyComparison.exact
        var reason = call
        if piece.first == UInt8(ascii: ">") {
            reason = nil
        } else if let call {
            lastReply = piece
            comparison = reply(piece, of: client, to: words)
            reason = call
        } else if let blocked = clients[client].blockedCall {
            comparison = clients[client].comparison
            reason = blocked
            clients[client].blockedCall = nil
        }
        clients[client].heard.append(
            Heard(step: step, bytes: piece, call: reason, comparison: comparison)
        )
    }

    /// How a reply is compared, with regard to transactions.
    private func reply(_ reply: Bytes, of client: Int, to words: [Bytes]) -> ReplyComparison {
        let comparison = clients[client].comparison
        if reply == Bytes("+QUEUED\r\n".utf8) {
            clients[client].queue.append(comparison)
            return .exact
        }
        let isError = reply.first == UInt8(ascii: "-")
        switch String(decoding: words.first ?? [], as: UTF8.self).lowercased() {
        case "multi" where !isError: clients[client].isInTransaction = true
        case "exec" where clients[client].isInTransaction:
            // An error too ends it, but for a wrong number of words.
            defer { endTransaction(client) }
            return .each(clients[client].queue)
        case "discard" where !isError, "reset" where !isError: endTransaction(client)
        default: break
        }
        return comparison
    }

    private func endTransaction(_ client: Int) {
        clients[client].isInTransaction = false
        clients[client].queue = []
    }

    /// Ends all connections.
    func close() {
        for client in clients { client.connection.close() }
        control.close()
    }
}

/// Names in a story for what servers number in their own ways.
enum StoryNames {
    /// The words with the numbers of clients in place of their names.
    static func resolved(_ words: [Bytes], _ identifier: (Int) -> Int) -> [Bytes] {
        let verb = words.dropFirst().first.map { String(decoding: $0, as: UTF8.self).lowercased() }
        guard verb == "unblock" else { return words }
        return words.map { word in
            guard word.first == UInt8(ascii: "<"), word.count == 10 else { return word }
            let text = String(decoding: word, as: UTF8.self)
            guard text.hasPrefix("<client "), let number = Int(text.dropFirst(8).prefix(1)),
                number < CommandStory.clientCount
            else { return word }
            return Bytes("\(identifier(number))".utf8)
        }
    }
}
