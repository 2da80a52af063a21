import StdnetBackend

/// When a command replies, and when it tells of its changes: a client that hears of its own changes
/// gets both on one connection.
enum ReplyOrder: UInt8, Sendable {
    /// The reply comes last.
    case last
    /// The reply comes first, but after misses and new keys.
    case first
    /// The same, also before new keys.
    case firstOfAll
    /// As `first`, but after deletions.
    case afterDeletions
    /// Before deletions, after all else.
    case beforeDeletions
    /// After the change of the key that something is moved to.
    case afterFirstChange
    /// As `last`, or with GET as `firstOfAll`.
    case dependsOnGet
    /// As `first`, or for XGROUP CREATECONSUMER as `last`.
    case dependsOnSubcommand

    init(_ name: String) {
        self =
            switch name {
            case "getdel", "getex", "getset": .firstOfAll
            case "set": .dependsOnGet
            case "xgroup": .dependsOnSubcommand
            case "expire", "expireat", "pexpire", "pexpireat", "sdiffstore", "sinterstore",
                "sunionstore":
                .afterDeletions
            case "blmove", "brpoplpush", "lmove", "rpoplpush": .afterFirstChange
            case "bzmpop", "bzpopmax", "bzpopmin", "spop", "zmpop", "zpopmax", "zpopmin":
                .beforeDeletions
            case "bitfield", "blmpop", "blpop", "brpop", "geoadd", "hincrby", "hincrbyfloat",
                "hmset",
                "hset", "hsetnx", "lmpop", "lpop", "lpush", "lpushx", "lset", "rpop", "rpush",
                "rpushx", "xadd", "xsetid", "zadd", "zdiffstore", "zincrby",
                "zinterstore", "zrangestore", "zunionstore":
                .first
            default: .last
            }
    }

    /// The order of a call.
    func of(_ call: ArgumentView) -> ReplyOrder {
        switch self {
        case .dependsOnSubcommand:
            return call.isWord("CREATECONSUMER", at: 1) ? .last : .first
        case .dependsOnGet:
            guard call.count > 3 else { return .last }
            return (3..<call.count).contains { call.isWord("GET", at: $0) } ? .firstOfAll : .last
        default: return self
        }
    }

    /// Whether the reply comes before an event, of which so many others of the command came before.
    func isBefore(_ event: KeyEvent, after others: Int) -> Bool {
        if event.kind == .miss { return false }
        let isDeletion = event.kind == .generic && event.isNamed("del")
        return switch self {
        case .last, .dependsOnGet, .dependsOnSubcommand: false
        case .firstOfAll: true
        case .first: event.kind != .new
        case .afterDeletions: event.kind != .new && !isDeletion
        case .beforeDeletions: isDeletion
        case .afterFirstChange: event.kind != .new && others > 0
        }
    }
}

extension KeyEvent {
    func isNamed(_ other: StaticString) -> Bool { name.utf8.elementsEqual(other.utf8) }
}
