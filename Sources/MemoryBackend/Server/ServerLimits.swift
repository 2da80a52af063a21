import Synchronization

/// Settings that whoever reads from connections has to know at every request: read without the lock
/// of the server.
package final class ServerLimits: Sendable {
    private let clients = Atomic<Int>(10_000)
    private let bulk = Atomic<Int>(512 << 20)
    private let query = Atomic<Int>(1 << 30)
    private let busyReply = Atomic<Int>(5000)
    private let password = Atomic<Bool>(false)
    private let outputLimits = Mutex(OutputLimits())
    private let normalOutput = Atomic<Bool>(false)

    init() {}

    /// How many connections there may be.
    package var maxClients: Int { clients.load(ordering: .relaxed) }
    /// How many bytes one argument may have.
    package var maxBulkLength: Int { bulk.load(ordering: .relaxed) }
    /// How many bytes of requests that have not run may be held for one connection.
    package var queryBufferLimit: Int { query.load(ordering: .relaxed) }
    /// After how many milliseconds of a script others hear that the server is busy.
    package var busyReplyThreshold: Int { busyReply.load(ordering: .relaxed) }
    /// Whether clients have to say a password.
    package var requiresPassword: Bool { password.load(ordering: .relaxed) }

    /// How many bytes may wait for clients that do not read.
    package var output: OutputLimits { outputLimits.withLock { $0 } }
    /// Whether there is a limit for replies; by default there is none.
    package var limitsReplies: Bool { normalOutput.load(ordering: .relaxed) }

    func update(from configuration: borrowing ServerConfiguration) {
        func set(_ limit: borrowing Atomic<Int>, _ name: String) {
            guard let value = configuration[name].flatMap({ Int(bytes: $0) }) else { return }
            limit.store(value, ordering: .relaxed)
        }
        set(clients, "maxclients")
        set(bulk, "proto-max-bulk-len")
        set(query, "client-query-buffer-limit")
        set(busyReply, "busy-reply-threshold")
        let output = configuration.outputLimits
        outputLimits.withLock { $0 = output }
        normalOutput.store(output.normal.hard > 0 || output.normal.soft > 0, ordering: .relaxed)
    }

    func setRequiresPassword(_ isRequired: Bool) {
        password.store(isRequired, ordering: .relaxed)
    }
}
