import StdnetBackend

extension Keyspace {
    /// The commands about whole databases.
    static let databaseCommands: [CommandImplementation] = [
        .init("dbsize") { (k, call, reply) throws(CommandError) in reply.integer(k.count) },
        .init("flushdb") { (k, call, reply) throws(CommandError) in
            try requireFlushOptions(call)
            k.removeAll()
            reply.ok()
        },
        .init("flushall") { (k, call, reply) throws(CommandError) in
            try requireFlushOptions(call)
            k.removeAllDatabases()
            reply.ok()
        },
        .init("swapdb") { (k, call, reply) throws(CommandError) in try k.swapdb(call, &reply) },
        .init("wait") { (k, call, reply) throws(CommandError) in try k.wait(call, &reply) },
    ]

    private static func requireFlushOptions(_ call: ArgumentView) throws(CommandError) {
        guard call.count > 1 else { return }
        let isKnown = call.isWord("ASYNC", at: 1) || call.isWord("SYNC", at: 1)
        guard call.count == 2, isKnown else { throw .syntax }
    }

    private mutating func swapdb(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let first = try call.requiredInt32(1, otherwise: .init("ERR invalid first DB index"))
        let second = try call.requiredInt32(2, otherwise: .init("ERR invalid second DB index"))
        guard Self.databases.contains(first), Self.databases.contains(second) else {
            throw .databaseOutOfRange
        }
        exchangeDatabases(first, second)
        reply.ok()
    }

    /// There are no replicas: who waits for some does so in vain.
    private mutating func wait(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let count = try call.requiredInteger(1)
        guard let timeout = call.integer(2) else {
            throw .init("ERR timeout is not an integer or out of range")
        }
        guard timeout >= 0 else { throw .init("ERR timeout is negative") }
        guard count > 0, mayWait else { return reply.integer(0) }
        // A sum that is too large is in the past.
        let deadline = timeout == 0 ? .max : timeout > .max - now ? now : now + timeout
        wait = KeyWait(keys: [], deadline: deadline, isForReplicas: true)
    }

    /// The numbers of databases.
    static var databases: Range<Int> { 0..<databaseCount }
}

extension ArgumentView {
    /// A word that must be an integer of 32 bits, such as the number of a database.
    func requiredInt32(
        _ position: Int,
        otherwise error: CommandError? = nil
    ) throws(CommandError) -> Int {
        guard let number = integer(position) else { throw error ?? .notInteger }
        guard Int32(exactly: number) != nil else {
            throw error
                ?? .init(
                    "ERR value is out of range, value must between \(Int32.min) and \(Int32.max)"
                )
        }
        return number
    }

    /// A word that must be the number of a database.
    func requiredDatabase(_ position: Int) throws(CommandError) -> Int {
        let number = try requiredInt32(position)
        guard Keyspace.databases.contains(number) else { throw .databaseOutOfRange }
        return number
    }
}

extension CommandError {
    static var databaseOutOfRange: CommandError { .init("ERR DB index is out of range") }
}
