import StdnetBackend

/// All that redis-server is: databases, clients, and what they watch, wait for and listen to.
///
/// Synchronous and without a lock, as the keyspace in it; ``MemoryServer`` has both.
struct ServerState: ~Copyable {
    var keyspace: Keyspace
    /// Where keys are that are not here yet; nil for a server that has all of its keys.
    var archive: KeyArchive? { didSet { hasArchive = archive != nil } }
    /// Whether there is an archive: every command asks.
    private(set) var hasArchive = false
    var clients: [ServerClient.Identifier: ServerClient] = [:]
    private var lastIdentifier = 0
    /// Who watches a key, and has to hear that it changed.
    var watchers: [ServerClient.WatchedKey: [ServerClient]] = [:]
    /// Who waits for a key, in order of arrival.
    var waiters: [ServerClient.WatchedKey: [ServerClient]] = [:]
    /// Keys that changed and that somebody waits for, in the order of their changes.
    var readyKeys = ReadyKeys()
    var channels = ChannelRegistry()
    var scripts: ScriptCache
    var functions = FunctionLibraries()
    var runningFunction: RunningFunction?
    var configuration: ServerConfiguration
    var access = AccessControl()
    var statistics = ServerStatistics()
    var monitors: [ServerClient] = []
    /// The client whose command runs.
    var running: ServerClient?
    /// Whether a transaction or a script runs: what waits is served after it.
    var depth = 0
    /// When the first of those who wait has waited long enough; `.max` when nobody does.
    var nextWaitEnd = Int.max
    /// Whether a script takes so long that others are answered meanwhile.
    var isBusy = false
    /// What the last command that failed in a script said.
    var lastScriptError: String?
    /// Whether memory was used up before the running command.
    var isOutOfMemory = false
    /// Whether anybody may hear of keys that are read and not there.
    private(set) var hearsOfMisses = false
    /// Whether what is sent to the running client comes after its reply.
    var sendsAfterReply = false
    /// Whether keys are removed now to make room for a command that has not run.
    var isMakingRoom = false
    /// What CLIENT PAUSE holds back.
    var pause = ClientPause()
    /// Who may have which keys in a cache.
    var tracking: TrackingTable
    /// Who has called the running script, and with which keys: noted when somebody tracks keys.
    var scriptCaller: ServerClient?
    var scriptKeys: [Bytes] = []
    /// The client for calls of backends, which have none of their own.
    var sharedClient: ServerClient?
    /// The client of commands in scripts.
    let scriptClient: ServerClient
    /// Where short replies to calls of backends are written.
    var shortReply = ReplyBuilder()
    /// Whether a client has said SHUTDOWN.
    var isShutDown = false
    var isClosed = false

    /// What those who read requests have to know without the lock.
    let limits: ServerLimits

    init(
        _ keyspace: consuming Keyspace,
        scripts: consuming ScriptCache,
        limits: ServerLimits,
        now: Int
    ) {
        self.keyspace = keyspace
        self.limits = limits
        configuration = ServerConfiguration(seed: self.keyspace.random.next())
        tracking = TrackingTable(seed: self.keyspace.table.seed)
        self.scripts = scripts
        statistics.startedAt = now
        scriptClient = ServerClient(
            0,
            address: "lua",
            user: access.owner,
            isAuthenticated: true,
            now: 0,
            sink: { _ in }
        )
    }

    /// Adds a client that comes from an address, as CLIENT LIST shows it.
    ///
    /// Its sink takes replies that come later than the call, and pushes; it is called under the lock.
    mutating func connect(
        from address: String,
        isTrusted: Bool,
        sink: @escaping @Sendable (Delivery) -> Void
    ) -> ServerClient {
        lastIdentifier += 1
        let client = ServerClient(
            lastIdentifier,
            address: address,
            user: isTrusted ? access.owner : access.defaultUser,
            isAuthenticated: isTrusted || access.isOpen,
            now: keyspace.now,
            sink: sink
        )
        clients[lastIdentifier] = client
        statistics.connectionCount += 1
        return client
    }

    /// Removes a client and all that it watched, waited for or listened to.
    mutating func disconnect(_ client: ServerClient) {
        unwatch(client)
        stopWaiting(client)
        channels.removeAll(of: client)
        monitors.removeAll { $0 === client }
        stopTracking(client)
        pause.remove(client)
        clients[client.identifier] = nil
        observe()
    }

    /// Notes whether changes of keys have to be noted at all.
    mutating func observe() {
        keyspace.changes.isObserved =
            !watchers.isEmpty || !waiters.isEmpty || !configuration.notifiedEvents.isEmpty
            || tracking.isInUse
        hearsOfMisses =
            !configuration.notifiedEvents.isEmpty && configuration.notifiedEvents.contains(.miss)
    }
}

/// What the server has counted since it started.
struct ServerStatistics {
    var startedAt = 0
    var connectionCount = 0
    var commandCount = 0
    var roundTripCount = 0
    var rejectedCalls = 0
    var failedCalls = 0
    var evictedKeyCount = 0
    var unexpectedErrorReplies = 0
    var errors: [String: Int] = [:]
    /// What became of the calls of each command, by its place.
    var commands = ContiguousArray(
        repeating: CallCounts(),
        count: Keyspace.dispatch.allNames.count
    )

    /// What became of the calls of a command.
    struct CallCounts {
        /// How many times it ran, failed ones included.
        var calls = 0
        var failures = 0
        /// How many did not run, because they could not.
        var rejections = 0
    }

    fileprivate mutating func reset() {
        self = ServerStatistics(startedAt: startedAt)
    }
}

extension ServerState {
    /// Begins counting anew.
    mutating func resetStatistics() {
        statistics.reset()
        keyspace.lookups.counts = .init()
        keyspace.changes.expiredCount = 0
    }
}
