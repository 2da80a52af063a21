import StdnetBackend

extension Keyspace {
    /// OBJECT: how a key is kept.
    static let objectCommands: [CommandImplementation] = [
        .init("object") { (k, call, reply) throws(CommandError) in try k.object(call, &reply) }
    ]

    private func object(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count == 3 else { return reply.help("OBJECT", Self.objectHelp) }
        guard let position = look(call[2], isNoted: false) else { return reply.null() }
        let slot = slot(position)
        switch call.text(1).uppercased() {
        case "ENCODING": reply.bulk(slot.encodingName(settings).description)
        case "REFCOUNT": reply.integer(referenceCount(slot))
        case "IDLETIME":
            guard !settings.countsUses else { throw .countsUses }
            reply.integer(slot.use.idleSeconds(at: now))
        default:
            guard settings.countsUses else { throw .countsNoUses }
            reply.integer(slot.use.count(at: now, settings))
        }
    }

    /// Redis shares the integers below 10000, so that nobody counts who holds them.
    func referenceCount(_ slot: Slot) -> Int {
        guard let number = slot.value.string?.withBytes({ Int(decimal: $0) }),
            0..<10_000 ~= number, slot.encodingName(settings).description == "int"
        else { return 1 }
        return Int(Int32.max)
    }

    private static let objectHelp: StaticString = """
        ENCODING <key>
            Return the kind of internal representation used in order to store the value
            associated with a <key>.
        FREQ <key>
            Return the access frequency index of the <key>. The returned integer is
            proportional to the logarithm of the recent access frequency of the key.
        IDLETIME <key>
            Return the idle time of the <key>, that is the approximated number of
            seconds elapsed since the last access to the key.
        REFCOUNT <key>
            Return the number of references of the value associated with the specified
            <key>.
        """
}

extension CommandError {
    private static var adjustment: String {
        " Please note that when switching between policies at runtime LRU and LFU data will take"
            + " some time to adjust."
    }

    fileprivate static var countsUses: CommandError {
        .init(
            "ERR An LFU maxmemory policy is selected, idle time not tracked." + adjustment
        )
    }

    fileprivate static var countsNoUses: CommandError {
        .init(
            "ERR An LFU maxmemory policy is not selected, access frequency not tracked."
                + adjustment
        )
    }
}
