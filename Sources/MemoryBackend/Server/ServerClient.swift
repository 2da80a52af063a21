import StdnetBackend

/// A client of the server in process: what a connection is to redis-server.
///
/// A class, because waiters, watchers and channels refer to it; it never leaves the lock of its
/// server. What every command looks at is unchecked: nothing that it is lent to comes back to it.
final class ServerClient {
    typealias Identifier = Int

    let identifier: Identifier
    /// Takes replies that come later than the call, and pushes.
    let sink: @Sendable (Delivery) -> Void
    let address: String
    let createdAt: Int

    /// Whether many tasks use it at the same time, so that nothing about it may change.
    var isShared = false
    /// The number of the database.
    @exclusivity(unchecked) var database = 0
    @exclusivity(unchecked) var isRESP3 = false
    @exclusivity(unchecked) var isAuthenticated: Bool
    @exclusivity(unchecked) var user: AccessUser
    var name = ""
    /// Whether replies are sent at all, and whether the next one is.
    @exclusivity(unchecked) var replyMode = ReplyMode.on
    var isProtectedFromEviction = false
    var leavesKeysUntouched = false
    /// The place of the last command in the table.
    @exclusivity(unchecked) var lastCommand: Int?
    @exclusivity(unchecked) var lastSubcommand = ""
    @exclusivity(unchecked) var lastActiveAt: Int
    /// Whether the connection has to end after this reply.
    var isClosing = false
    /// Whether commands are shown to it.
    var isMonitor = false

    @exclusivity(unchecked) var transaction: Transaction?
    /// How many commands the transaction has that runs now.
    var runningCount: Int?
    var watched: Set<WatchedKey> = []
    /// What of it was over already when it was watched, and only has to be removed.
    var overdueWatches: Set<WatchedKey> = []
    /// Whether something that is watched has changed.
    var hasStaleWatch = false
    var blocked: BlockedCall?
    @exclusivity(unchecked) var channels = ChannelNames()
    @exclusivity(unchecked) var patterns = ChannelNames()
    @exclusivity(unchecked) var shardChannels = ChannelNames()
    var tracking: KeyTracking?
    /// Keys that its running command has made invalid, nil for all: told after the reply.
    var invalidated: [Bytes?] = []
    /// Pushes to itself that came before its command ran.
    var earlyPushes: ReplyBuilder?
    /// Pushes to itself of its running command, before the reply.
    @exclusivity(unchecked) var pushes: ReplyBuilder?
    /// The same, after the reply.
    var latePushes: ReplyBuilder?
    /// Whether CLIENT PAUSE holds its command back.
    var isHeld = false

    enum ReplyMode { case on, off, skipNext, skipping }

    /// Commands between MULTI and EXEC.
    struct Transaction {
        var commands = Arguments()
        /// Where the vector of each command ends.
        var ends: [Int] = []
        /// Whether a command is among them that writes.
        var writes = false
        /// Whether a command is among them that writes, or that replicas would hear of.
        var isReplicated = false
        /// Whether a command is among them that may not run while memory is used up.
        var needsMemory = false
        /// Whether a command was refused, so that EXEC is too.
        var isRefused = false
    }

    struct WatchedKey: Hashable {
        let database: Int
        let key: Bytes
    }

    /// A call that waits for keys.
    struct BlockedCall {
        let call: Arguments
        let wait: KeyWait
        /// The keys' database, and what type they have to have.
        let database: Int
        let type: KeyType
        /// Called in place of the sink, for whom waits for this very reply.
        var isUnblockedWithError = false
    }

    init(
        _ identifier: Identifier,
        address: String,
        user: AccessUser,
        isAuthenticated: Bool,
        now: Int,
        sink: @escaping @Sendable (Delivery) -> Void
    ) {
        self.identifier = identifier
        self.address = address
        self.user = user
        self.isAuthenticated = isAuthenticated
        self.sink = sink
        createdAt = now
        lastActiveAt = now
    }

    /// How many channels, patterns and shard channels it listens to.
    var subscriptionCount: Int { channels.count + patterns.count + shardChannels.count }
    /// As the replies to SUBSCRIBE count: without shard channels.
    var plainSubscriptionCount: Int { channels.count + patterns.count }
}
