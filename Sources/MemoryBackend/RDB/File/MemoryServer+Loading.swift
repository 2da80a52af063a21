import StdnetBackend
import StdnetRDB

extension MemoryServer {
    /// Reads all keys and libraries of an RDB file, of version 1 to 12.
    ///
    /// Keys that have ended are left out, as Redis does. Keys that the server has already stay, unless
    /// the file has them, too. Libraries need an interpreter.
    ///
    /// - Parameter path: Where the file is.
    /// - Returns: How many keys were read.
    /// - Throws: ``KeyspaceFileError``; what was read before the place that it names is there then.
    @discardableResult
    public func load(from path: String) throws(KeyspaceFileError) -> Int {
        var sink = LoadingSink(self)
        do throws(RDBFileError) {
            let file = try RDBFile(path: path)
            _ = try file.decode(to: &sink)
        } catch {
            guard let failure = sink.failure else { throw KeyspaceFileError(path: path, error) }
            throw KeyspaceFileError(path: path, reason: failure)
        }
        return sink.count
    }
}

/// Puts the keys of a file into a server.
private struct LoadingSink: RDBFileSink {
    private struct Key {
        let name: Bytes
        let database: Int
        let expiry: Int64?
        let idleSeconds: UInt64?
        let frequency: UInt8?
    }

    private let server: MemoryServer
    private let seed: HashSeed
    private var key: Key?
    private var builder: RDBObjectBuilder?
    private(set) var count = 0
    /// What is wrong with what the file has, where it is not its bytes.
    private(set) var failure: String?

    init(_ server: MemoryServer) {
        self.server = server
        seed = server.withState { $0.keyspace.table.seed }
    }

    mutating func library(_ code: RawBytes) throws(RDBError) {
        let result = server.withState { state -> Result<Void, CommandError> in
            do throws(CommandError) {
                var libraries = state.functions
                try state.load(code, into: &libraries, replacing: true)
                state.functions = libraries
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        do throws(CommandError) {
            try result.get()
        } catch {
            failure = "a library of functions can't be loaded: \(error.text)"
            throw .stopped
        }
    }

    mutating func begin(_ key: RDBKey) throws(RDBError) -> Bool {
        guard key.database < Keyspace.databaseCount else {
            failure =
                "it has keys in database \(key.database), and there are "
                + "\(Keyspace.databaseCount)"
            throw .stopped
        }
        builder = RDBObjectBuilder(key.type, seed: seed)
        self.key = Key(
            name: Bytes(key.name),
            database: key.database,
            expiry: key.expiry,
            idleSeconds: key.idleSeconds,
            frequency: key.frequency
        )
        return true
    }

    mutating func end() throws(RDBError) {
        guard let key, let builder else { throw .corrupt }
        self.builder = nil
        let object = try builder.finish()
        let isThere = server.withState { state in
            state.keyspace.insert(
                object,
                at: key.name,
                of: key.database,
                expiry: key.expiry,
                idleSeconds: key.idleSeconds,
                frequency: key.frequency
            )
        }
        if isThere { count += 1 }
    }

    mutating func abandon() throws(RDBError) { builder = nil }

    mutating func string(_ value: RDBString) throws(RDBError) { try builder?.string(value) }
    mutating func element(_ value: RDBString) throws(RDBError) { try builder?.element(value) }
    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        try builder?.field(name, value)
    }
    mutating func member(_ member: RDBString, score: Double) throws(RDBError) {
        try builder?.member(member, score: score)
    }
    mutating func entries(base: StreamEntryID, _ listpack: RawBytes) throws(RDBError) {
        try builder?.entries(base: base, listpack)
    }
    mutating func stream(_ state: RDBStreamState) throws(RDBError) { try builder?.stream(state) }
    mutating func group(
        _ name: RDBString,
        lastID: StreamEntryID,
        entriesRead: RDBStreamState.Counter
    ) throws(RDBError) {
        try builder?.group(name, lastID: lastID, entriesRead: entriesRead)
    }
    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(RDBError) {
        try builder?.pending(id, delivery)
    }
    mutating func consumer(_ name: RDBString, _ state: StoredStreamConsumer) throws(RDBError) {
        try builder?.consumer(name, state)
    }
    mutating func owned(_ id: StreamEntryID) throws(RDBError) { try builder?.owned(id) }
    mutating func endGroup() throws(RDBError) { try builder?.endGroup() }
}

extension Keyspace {
    /// Adds a key of a file, and says whether it is there: not when it has ended.
    fileprivate mutating func insert(
        _ object: consuming RDBObject,
        at name: Bytes,
        of database: Int,
        expiry: Int64?,
        idleSeconds: UInt64?,
        frequency: UInt8?
    ) -> Bool {
        let deadline = expiry.map { min(Int($0), .max - 1) } ?? .max
        guard deadline > now else { return false }
        let home = selected
        defer { select(home) }
        select(database)
        let use =
            settings.countsUses
            ? frequency.map { KeyUse(countingAt: now, count: Int($0)) }
            : idleSeconds.map { KeyUse(at: now, idleSeconds: Int(clamping: $0)) }
        let value = value(object)
        name.withUnsafeBytes { insert(value, at: $0, deadline: deadline, use: use) }
        return true
    }
}
