/// What a prefix does to the calls of one command; a class, because every call keeps its rule.
final class PrefixRule: Sendable {
    enum Treatment: Sendable {
        /// The keys get the prefix.
        case keys
        /// Nothing gets it: shard channels are keys to the table, because they go to a node by their
        /// hash, and yet are channels.
        case channels
        /// The pattern of KEYS gets it.
        case pattern
        /// The pattern of SCAN gets it, or there is one now.
        case scan
        /// The keys of SORT get it, and its patterns.
        case sort
        /// The keys of the prefix are walked over.
        case walk(PrefixedWalk)
        /// CLIENT, whose TRACKING is refused.
        case client
        /// The command can't be narrowed to the keys of a prefix, because it …
        case refusal(String)
    }

    let command: CommandSpecification
    let treatment: Treatment
    let keysInReply: KeysInReply

    private init(_ command: CommandSpecification) {
        self.command = command
        keysInReply = KeysInReply(command: command.name)
        treatment =
            switch command.name {
            case "keys": .pattern
            case "scan": .scan
            case "sort", "sort_ro": .sort
            case "flushdb": .walk(.flush)
            case "dbsize": .walk(.size)
            case "randomkey": .walk(.randomKey)
            case "client": .client
            case "flushall":
                .refusal("deletes the keys of everybody (FLUSHDB deletes those of the prefix)")
            case "swapdb": .refusal("exchanges the keys of everybody")
            case "replicaof", "slaveof", "failover": .refusal("replaces the keys of everybody")
            case "sync", "psync", "replconf", "monitor": .refusal("shows the keys of everybody")
            case "debug", "module", "shutdown", "cluster":
                .refusal("acts on the keys of everybody")
            case "multi", "exec", "discard":
                .refusal(
                    "hides which reply has keys (a batch with the isolation 'transaction' does not)"
                )
            default: command.flags.contains(.pubsub) ? .channels : .keys
            }
    }

    /// The rules by the names of the commands, in lower case and in upper case.
    private static let rules: [String: PrefixRule] = {
        var rules: [String: PrefixRule] = [:]
        for command in CommandTable.redis.all {
            let rule = PrefixRule(command)
            rules[command.name] = rule
            rules[command.name.uppercased()] = rule
        }
        return rules
    }()

    /// The rule for a command by its name in any case of its letters.
    static func named(_ name: UnsafeRawBufferPointer) -> PrefixRule? {
        let name = String(decoding: name, as: UTF8.self)
        return rules[name] ?? rules[name.lowercased()]
    }
}
