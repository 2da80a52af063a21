import StdnetBackend

/// What a server has fetched of an archive.
///
/// Keys come when a command names them, and go when they are too many; a command that looks at all
/// keys, such as SCAN, fetches those of its database for good.
struct KeyArchive {
    /// How many bytes of arguments may have been fetched before all of it goes.
    private static let byteLimit = 1 << 26

    private let source: any KeyArchiving
    /// The names that were looked up, by database.
    private var known: [Int: Set<Bytes>] = [:]
    /// The databases that are here as a whole.
    private var complete: Set<Int> = []
    private var byteCount = 0

    init(_ source: some KeyArchiving) { self.source = source }

    /// Fetches a key unless it is known.
    mutating func fetch(
        _ key: Bytes,
        into keyspace: inout Keyspace
    ) throws(CommandError) {
        let database = keyspace.selected
        guard !complete.contains(database),
            known[database, default: []].insert(key).inserted
        else { return }
        do throws(BackendError) {
            guard let batch = try source.commands(making: key, in: database) else { return }
            byteCount += batch.arguments.byteCount
            try keyspace.perform(batch)
        } catch {
            known[database]?.remove(key)
            throw .init("ERR the archive can't be read: \(error)")
        }
    }

    /// Fetches all keys of the selected database that start with a prefix.
    mutating func fetchAll(
        startingWith prefix: Bytes = [],
        into keyspace: inout Keyspace
    ) throws(CommandError) {
        let database = keyspace.selected
        guard !complete.contains(database) else { return }
        let names: [Bytes]
        do { names = try source.names(startingWith: prefix, in: database) } catch {
            throw .init("ERR the archive can't be read: \(error)")
        }
        for name in names { try fetch(name, into: &keyspace) }
        if prefix.isEmpty {
            complete.insert(database)
            known[database] = nil
        }
    }

    /// Lets go of what was fetched when it is too much: it will be fetched again.
    mutating func evict(from keyspace: inout Keyspace) {
        guard byteCount > Self.byteLimit else { return }
        byteCount = 0
        let home = keyspace.selected
        for (database, names) in known {
            keyspace.select(database)
            for name in names { name.withUnsafeBytes { _ = keyspace.remove($0) } }
        }
        keyspace.select(home)
        known = [:]
    }
}

extension Keyspace {
    /// Runs commands that make a key, whatever runs now.
    fileprivate mutating func perform(_ batch: CommandBatch) throws(BackendError) {
        let wasInScript = isInScript
        isInScript = false
        defer { isInScript = wasInScript }
        var replies = ReplyBuilder()
        for position in 0..<batch.count {
            batch.withVector(position) { execute($0, into: &replies) }
        }
        for (position, reply) in replies.finish().enumerated() {
            _ = try batch.checked(reply, at: position)
        }
    }
}
