import StdnetBackend

/// CLIENT PAUSE: which commands are held back, until when, and whose.
struct ClientPause {
    /// What is held back.
    enum Mode: Int, Comparable {
        case none, writes, everything

        static func < (first: Mode, second: Mode) -> Bool { first.rawValue < second.rawValue }
    }

    private(set) var mode = Mode.none
    /// The last millisecond of the pause.
    private(set) var end = 0
    /// The clients whose command is held back, in order.
    private var clients: [ServerClient] = []
    /// Batches of backends, each by what wakes it.
    private var batches: [LateReply] = []

    var isOn: Bool { mode != .none }
    /// When the pause is over; `.max` when there is none.
    var nextEvent: Int { isOn && end < .max ? end + 1 : .max }

    /// Begins a pause, or extends one: what holds back more, and lasts longer, counts.
    mutating func begin(_ mode: Mode, until end: Int) {
        self.end = isOn ? max(self.end, end) : end
        self.mode = max(self.mode, mode)
    }

    mutating func add(_ client: ServerClient) {
        client.isHeld = true
        clients.append(client)
    }

    mutating func add(_ batch: LateReply) { batches.append(batch) }

    mutating func remove(_ client: ServerClient) {
        guard client.isHeld else { return }
        client.isHeld = false
        clients.removeAll { $0 === client }
    }

    /// Ends the pause, and has everybody try again.
    mutating func finish() {
        mode = .none
        let (clients, batches) = (clients, batches)
        self.clients = []
        self.batches = []
        for client in clients {
            client.isHeld = false
            client.sink(.retry)
        }
        for batch in batches { batch.resume() }
    }
}

extension ServerState {
    /// CLIENT PAUSE.
    mutating func pause(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 4 else { throw .unknownForm(call) }
        let isForWrites = call.count == 4 && call.isWord("WRITE", at: 3)
        guard call.count == 3 || isForWrites || call.isWord("ALL", at: 3) else {
            throw .init("ERR CLIENT PAUSE mode must be WRITE or ALL")
        }
        guard let time = call.integer(2) else {
            throw .init("ERR timeout is not an integer or out of range")
        }
        guard time >= 0 else { throw .init("ERR timeout is negative") }
        reply.ok()
        // No time is no pause, nor is a sum that is too large.
        guard time > 0 && time <= .max - keyspace.now || pause.isOn else { return }
        pause.begin(isForWrites ? .writes : .everything, until: keyspace.now &+ time)
        keyspace.isStill = true
    }

    /// Ends the pause: what was held back runs, and keys end whose time has come.
    mutating func endPause() {
        guard pause.isOn else { return }
        keyspace.isStill = false
        pause.finish()
    }

    /// Whether a command of a client has to wait for the end of the pause.
    ///
    /// What runs within a transaction or a script does not: it has begun.
    func isHeld(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView
    ) -> Bool {
        guard depth == 0, !client.isShared else { return false }
        return pause.mode == .everything
            || (entry.role == .exec
                ? client.transaction?.isReplicated == true : isReplicated(entry, call))
    }

    /// Whether replicas would hear of a call: it writes, it publishes, or it is a script that does not
    /// say that it writes nothing.
    func isReplicated(_ entry: CommandDispatch.Entry, _ call: ArgumentView) -> Bool {
        if entry.flags.contains(.write) || entry.isReplicated { return true }
        guard entry.isScript, !entry.flags.contains(.readOnly), call.count > 1 else { return false }
        let flags = scriptFlags(of: entry, call)
        return flags?.contains(.noWrites) != true
    }

    /// Whether a batch of a backend has to wait; then it is woken by `late`.
    mutating func hold(_ batch: borrowing CommandBatch) -> LateReply? {
        let isHeld = (0..<batch.count).contains { position in
            pause.mode == .everything
                || batch.withVector(position) { call in
                    guard call.count > 0, let entry = Keyspace.dispatch.find(call[0]) else {
                        return false
                    }
                    return isReplicated(entry, call)
                }
        }
        guard isHeld else { return nil }
        let late = LateReply()
        pause.add(late)
        return late
    }
}
