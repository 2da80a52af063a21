extension ServerInfo {
    /// How many keys a database has.
    public struct Database: Sendable, Hashable {
        /// How many keys there are.
        public let keys: Int
        /// How many of them end by themselves.
        public let expires: Int
        /// How long these have left on the average, as far as the server knows.
        public let averageTimeToLive: Duration
    }

    /// How often a command was called, and what it cost.
    public struct CommandFigures: Sendable, Hashable {
        /// How often it ran.
        public let calls: Int
        /// How much time of a processor it took in all.
        public let time: Duration
        /// How often it was refused before it ran.
        public let rejectedCalls: Int
        /// How often it ran and failed.
        public let failedCalls: Int
    }

    /// The version of the server, such as `7.0.15`.
    public var version: String? { field("redis_version") }
    /// `standalone`, `sentinel` or `cluster`.
    public var mode: String? { field("redis_mode") }
    /// `master` or `slave`.
    public var role: String? { field("role") }
    /// How long the server has been running.
    public var uptime: Duration? { integer("uptime_in_seconds").map { .seconds($0) } }
    /// How many clients are connected.
    public var connectedClients: Int? { integer("connected_clients") }
    /// How many clients wait in a blocking command.
    public var blockedClients: Int? { integer("blocked_clients") }
    /// How many bytes the server has allocated.
    public var usedMemory: Int? { integer("used_memory") }
    /// How many bytes the server may allocate; 0 when there is no limit.
    public var maxMemory: Int? { integer("maxmemory") }
    /// Whether the server is still loading its data.
    public var isLoading: Bool? { integer("loading").map { $0 != 0 } }
    /// How many changes are not yet in a snapshot.
    public var changesSinceLastSave: Int? { integer("rdb_changes_since_last_save") }
    /// How many commands ran since the server started.
    public var processedCommands: Int? { integer("total_commands_processed") }
    /// How many keys were removed because memory was short.
    public var evictedKeys: Int? { integer("evicted_keys") }
    /// How many look-ups found their key.
    public var keyspaceHits: Int? { integer("keyspace_hits") }
    /// How many look-ups did not find their key.
    public var keyspaceMisses: Int? { integer("keyspace_misses") }

    /// The databases that have keys, by number.
    public var databases: [Int: Database] {
        guard let section = self["keyspace"] else { return [:] }
        var databases: [Int: Database] = [:]
        for name in section.names where name.hasPrefix("db") {
            guard let number = Int(name.dropFirst(2)) else { continue }
            let figures = section.figures(of: name)
            databases[number] = Database(
                keys: figures.integer("keys"),
                expires: figures.integer("expires"),
                averageTimeToLive: .milliseconds(figures.integer("avg_ttl"))
            )
        }
        return databases
    }

    /// The commands that were called, by name; subcommands as `config|get`.
    ///
    /// Only there when the section `commandstats` was asked for.
    public var commands: [String: CommandFigures] {
        guard let section = self["commandstats"] else { return [:] }
        var commands: [String: CommandFigures] = [:]
        for name in section.names where name.hasPrefix("cmdstat_") {
            let figures = section.figures(of: name)
            commands[String(name.dropFirst("cmdstat_".count))] = CommandFigures(
                calls: figures.integer("calls"),
                time: .microseconds(figures.integer("usec")),
                rejectedCalls: figures.integer("rejected_calls"),
                failedCalls: figures.integer("failed_calls")
            )
        }
        return commands
    }

    /// The value of a field, in whichever section it is, when it is a whole number.
    public func integer(_ name: String) -> Int? { field(name).flatMap { Int($0) } }
}

extension [String: String] {
    fileprivate func integer(_ name: String) -> Int { self[name].flatMap { Int($0) } ?? 0 }
}
