import StdnetBackend

/// What a script or function says about itself.
public struct ScriptFlags: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt32

    /// Makes flags of bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// It calls no command that writes.
    public static let noWrites = ScriptFlags(rawValue: 1 << 0)
    /// It may run when memory is used up.
    public static let allowOOM = ScriptFlags(rawValue: 1 << 1)
    /// It may run on a replica that is behind.
    public static let allowStale = ScriptFlags(rawValue: 1 << 2)
    /// It can't run in a cluster.
    public static let noCluster = ScriptFlags(rawValue: 1 << 3)
    /// In a cluster its keys may be in several slots.
    public static let allowCrossSlotKeys = ScriptFlags(rawValue: 1 << 4)

    /// The names of Redis, in its order.
    static let names: [(name: String, flag: ScriptFlags)] = [
        ("no-writes", .noWrites), ("allow-oom", .allowOOM), ("allow-stale", .allowStale),
        ("no-cluster", .noCluster), ("allow-cross-slot-keys", .allowCrossSlotKeys),
    ]

    init?(named name: some Sequence<UInt8>) {
        let known = Self.names.first { $0.name.utf8.elementsEqual(name) }
        guard let known else { return nil }
        self = known.flag
    }

    /// The names of the flags that are set.
    var names: [String] { Self.names.filter { contains($0.flag) }.map(\.name) }

    /// The flags of a command that runs it: those that the command has not of itself.
    var commandFlags: CommandSpecification.Flags {
        var flags: CommandSpecification.Flags = []
        if isDisjoint(with: [.allowOOM, .noWrites]) { flags.insert(.denyOOM) }
        if !contains(.noWrites) { flags.insert(.write) }
        return flags
    }
}
