import StdnetBackend

/// Commands by name: the names of the command table, each with its arity and what it does.
///
/// A name is packed in three words, so that finding one is a multiplication and three compares.
struct CommandDispatch: Sendable {
    /// What is to be known of a command before it runs; few bytes, copied without a count.
    struct Entry: Sendable {
        /// The place of the command's name and handler.
        let place: Int32
        private let arity: Int16
        let flags: CommandSpecification.Flags
        let role: CommandRole
        /// Whether the command has subcommands.
        let isContainer: Bool

        fileprivate init(_ command: CommandSpecification, place: Int) {
            self.place = Int32(place)
            arity = Int16(command.arity)
            flags =
                switch command.name {
                // The flags of what their subcommands do.
                case "memory", "object", "xinfo": command.flags.union(.readOnly)
                case "xgroup": command.flags.union(.write)
                default: command.flags
                }
            role = CommandRole(command.name)
            isContainer = Subcommands.isContainer(command.name)
            isReplicated = ["publish", "spublish", "pfcount"].contains(command.name)
            isScript = [
                "eval", "eval_ro", "evalsha", "evalsha_ro", "fcall", "fcall_ro",
            ].contains(command.name)
            takesFlags = isScript || command.name == "function"
            replyOrder = ReplyOrder(command.name)
            countsLookups =
                !flags.contains(.write) || Self.readers.contains(command.name)
        }

        /// Whether replicas would hear of it although it changes no key.
        let isReplicated: Bool
        /// Whether it runs a script or a function.
        let isScript: Bool
        /// Whether keys that it finds count as found: what looks a key up only to change it does not.
        let countsLookups: Bool

        /// Commands that write, and read other keys or the same before.
        private static let readers: Set = [
            "bitfield", "bitop", "copy", "georadius", "georadiusbymember", "geosearchstore",
            "getdel",
            "getex", "getset", "pfmerge", "sdiffstore", "set", "sinterstore", "sort", "spop",
            "sunionstore", "xack", "xautoclaim", "xclaim", "xreadgroup", "zdiffstore",
            "zinterstore", "zrangestore", "zunionstore",
        ]

        /// When it replies, and when it tells of its changes.
        let replyOrder: ReplyOrder

        /// Whether a call has flags besides those of the command: those of a script, for example.
        let takesFlags: Bool

        var isAllowedInScripts: Bool { !flags.contains(.noScript) }

        /// Whether a call of this many words has enough and not too many.
        @inline(__always)
        func accepts(wordCount: Int) -> Bool {
            arity < 0 ? wordCount >= -Int(arity) : wordCount == Int(arity)
        }
    }

    private struct Slot: Sendable {
        var name = PackedName()
        var entry: Entry?
    }

    private static let slotBits = 10
    private var slots: ContiguousArray<Slot>
    private var names: ContiguousArray<String> = []
    private var handlers: ContiguousArray<CommandImplementation.Handler?> = []
    private var specifications: ContiguousArray<CommandSpecification> = []

    init(_ table: CommandTable, implementations: [CommandImplementation]) {
        slots = ContiguousArray(repeating: Slot(), count: 1 << Self.slotBits)
        var implemented: [String: CommandImplementation.Handler] = [:]
        for implementation in implementations {
            implemented[implementation.name] = implementation.handler
        }
        for command in table.all {
            guard let name = Array(command.name.utf8).withUnsafeBytes({ PackedName($0) }) else {
                continue
            }
            var at = name.home(bits: Self.slotBits)
            while slots[at].entry != nil { at = (at + 1) & (slots.count - 1) }
            slots[at] = Slot(name: name, entry: Entry(command, place: names.count))
            names.append(command.name)
            specifications.append(command)
            handlers.append(implemented[command.name])
        }
    }

    /// A command by its name in any case of its letters.
    @inline(__always)
    func find(_ name: RawBytes) -> Entry? {
        guard let packed = PackedName(name) else { return nil }
        return slots.withUnsafeBufferPointer { slots in
            var at = packed.home(bits: Self.slotBits)
            while let entry = slots[at].entry {
                if slots[at].name == packed { return entry }
                at = (at + 1) & (slots.count - 1)
            }
            return nil
        }
    }

    /// The name of a command in lower case.
    func name(_ entry: Entry) -> String { names[Int(entry.place)] }

    /// Which words of a call are keys.
    func keys(_ entry: Entry) -> KeyPositions { specifications[Int(entry.place)].keys }

    /// What a command does; nil when it is not implemented.
    @inline(__always)
    func handler(_ entry: Entry) -> CommandImplementation.Handler? { handlers[Int(entry.place)] }

    /// What is known of a command besides its meaning.
    func specification(_ entry: Entry) -> CommandSpecification { specifications[Int(entry.place)] }

    /// The names of all commands, each at its place.
    var allNames: ContiguousArray<String> { names }

    /// The commands that are implemented.
    var implemented: [CommandSpecification] {
        zip(specifications, handlers).filter { $0.1 != nil }.map(\.0)
    }
}

/// Commands that the server looks at before it runs them.
enum CommandRole: UInt8, Sendable {
    case ordinary
    /// EXEC: refused, it says so in its own way.
    case exec
    /// What is not queued in a transaction: MULTI, DISCARD, WATCH, QUIT, RESET.
    case transactionControl
    /// What may be said in RESP2 by who listens to channels.
    case listening

    init(_ name: String) {
        self =
            switch name {
            case "exec": .exec
            case "multi", "discard", "watch": .transactionControl
            case "quit", "reset": .transactionControl
            case "ping", "subscribe", "unsubscribe", "psubscribe", "punsubscribe", "ssubscribe",
                "sunsubscribe":
                .listening
            default: .ordinary
            }
    }
}

/// The name of a command in upper case, in three words.
struct PackedName: Equatable, Sendable {
    private var low: UInt64 = 0
    private var middle: UInt64 = 0
    private var rest: UInt64 = 0

    init() {}

    /// Packs a name; nil when it is longer than any.
    @inline(__always)
    init?(_ name: RawBytes) {
        guard name.count <= InlineBytes.capacity else { return nil }
        let bytes = InlineBytes(name)
        low = Self.upperCase(bytes.low)
        middle = Self.upperCase(bytes.middle)
        rest = Self.upperCase(bytes.rest)
    }

    @inline(__always)
    func home(bits: Int) -> Int {
        let mixed = (low ^ (middle &* 31) ^ (rest &* 131)) &* 0x9e37_79b9_7f4a_7c15
        return Int(mixed >> UInt64(64 - bits))
    }

    /// Clears bit 5 of each byte from a to z, eight at a time.
    @inline(__always)
    private static func upperCase(_ word: UInt64) -> UInt64 {
        let low = word & 0x7f7f_7f7f_7f7f_7f7f
        let isFromA = low &+ 0x1f1f_1f1f_1f1f_1f1f
        let isPastZ = low &+ 0x0505_0505_0505_0505
        let isLower = isFromA & ~isPastZ & ~word & 0x8080_8080_8080_8080
        return word & ~(isLower >> 2)
    }
}
