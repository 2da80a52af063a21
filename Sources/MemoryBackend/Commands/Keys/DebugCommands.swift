import DequeModule
import StdnetBackend
import StdnetRDB

extension ServerState {
    /// DEBUG, as far as it is about keys and functions.
    static let debugCommands: [CommandImplementation] = [
        .init(
            "debug",
            server: { (server, _, call, reply) throws(CommandError) in
                try server.keyspace.debug(call, &reply)
                try server.checkReload(call)
            }
        )
    ]

    /// Libraries that are there can't be loaded again without taking their places.
    private func checkReload(_ call: ArgumentView) throws(CommandError) {
        guard !functions.isEmpty, call.isWord("RELOAD", at: 1) else { return }
        let options = Set((2..<call.count).map { call.text($0).lowercased() })
        guard options.contains("noflush"), !options.contains("merge") else { return }
        throw .init("ERR Error trying to load the RDB dump")
    }
}

extension Keyspace {
    fileprivate mutating func debug(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch (call.text(1).uppercased(), call.count) {
        case ("OBJECT", 3): try debugObject(call, &reply)
        case ("DIGEST", 2): reply.status(SHA1.hex(digest().bytes))
        case ("DIGEST-VALUE", _): digestValues(call, &reply)
        case ("POPULATE", 3...5): try populate(call, &reply)
        case ("RELOAD", _): try reload(call, &reply)
        case ("LOADAOF", 2):
            rewriteAll()
            reply.ok()
        case ("SET-ACTIVE-EXPIRE", 3):
            settings.expiresActively = Int(leadingText: call[2]) != 0
            reply.ok()
        case ("SET-SKIP-CHECKSUM-VALIDATION", 3):
            settings.verifiesChecksums = Int(leadingText: call[2]) == 0
            reply.ok()
        case ("LISTPACK", 3):
            try requireEncoding("listpack", call)
            reply.status("Listpack structure printed on stdout")
        case ("QUICKLIST", 3...4):
            try requireEncoding("quicklist", call)
            reply.status("Quicklist structure printed on stdout")
        case ("STRINGMATCH-TEST", 2):
            reply.status("Apparently Redis did not crash: test passed")
        case ("ERROR", 3): reply.error(call.text(2))
        case ("SLEEP", 3):
            sleep(seconds: Double(leadingText: call[2]) ?? 0)
            reply.ok()
        case ("PROTOCOL", 3): try reply.example(of: call.text(2).lowercased())
        case ("QUICKLIST-PACKED-THRESHOLD", 3):
            guard let size = Int(bytes: call.text(2)), 0...(1 << 32 - 1 << 20) ~= size else {
                throw .init(
                    "ERR argument must be a memory value bigger than 1 and smaller than 4gb"
                )
            }
            settings.plainElementSize = size == 0 ? 1 << 30 : size
            reply.ok()
        case ("PAUSE-CRON", 3):
            settings.isCronPaused = Int(leadingText: call[2]) != 0
            reply.ok()
        case ("CHANGE-REPL-ID", 2), ("AOF-FLUSH-SLEEP", 3), ("REPLYBUFFER", 4),
            ("CONFIG-REWRITE-FORCE-ALL", 2):
            reply.ok()
        case ("SET-DISABLE-DENY-SCRIPTS", 3):
            allowsAllInScripts = Int(leadingText: call[2]) != 0
            reply.ok()
        case ("HTSTATS", 3): reply.bulk(try tableStatistics(call))
        case ("HTSTATS-KEY", 3): reply.bulk(try collectionStatistics(call))
        default:
            throw .init(
                "ERR unknown subcommand or wrong number of arguments for"
                    + " '\(call.text(1).prefix(128))'. Try DEBUG HELP."
            )
        }
    }

    private func requireEncoding(
        _ name: String,
        _ call: ArgumentView
    ) throws(CommandError) {
        guard let position = peek(call[2]) else { throw .noSuchKey }
        guard slot(position).encodingName(settings).description == name else {
            throw .init("ERR Not a \(name) encoded object.")
        }
    }

    /// Redis's line about a value.
    ///
    /// The address is a number that stays the same, not one of memory.
    private func debugObject(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let position = peek(call[2]) else { throw .noSuchKey }
        let slot = slot(position)
        var encoder = RDBEncoder(settings)
        encoder.append(slot.value, as: encoder.type(of: slot))
        var line = "Value at:0x" + String(table.seed.probe(call[2]).hash >> 16, radix: 16)
        line += " refcount:\(referenceCount(slot))"
        line += " encoding:\(slot.encodingName(settings))"
        line += " serializedlength:\(encoder.writer.bytes.count)"
        line += " lru:\(slot.use.clock) lru_seconds_idle:\(slot.use.idleSeconds(at: now))"
        if case .list(let box) = slot.value { line += quicklistDetails(box.content) }
        reply.status(line)
    }

    private func quicklistDetails(_ list: ListContent) -> String {
        let nodes = QuicklistNodes(list, settings)
        let hundredths = (list.elements.count * 100 + nodes.ends.count / 2) / nodes.ends.count
        let rest = hundredths % 100
        return " ql_nodes:\(nodes.ends.count)"
            + " ql_avg_node:\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
            + " ql_listpack_max:\(settings.listMaxListpackSize)"
            + " ql_compressed:\(settings.listCompressDepth == 0 ? 0 : 1)"
            + " ql_uncompressed_size:\(nodes.sizes.reduce(0, +))"
    }

    private func digestValues(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        reply.array(call.count - 2)
        for word in stride(from: 2, to: call.count, by: 1) {
            var digest = KeyDigest()
            if let position = peek(call[word]) { digest.append(slot(position)) }
            reply.status(SHA1.hex(digest.bytes))
        }
    }

    /// The digest of all databases.
    private mutating func digest() -> KeyDigest {
        var all = KeyDigest()
        let home = selected
        for number in Self.databases where number == home || usesOtherDatabases {
            select(number)
            guard count > 0 else { continue }
            all.append(number)
            for position in 0..<count {
                var digest = KeyDigest()
                digest.append(table.entry(position).pointee.key)
                digest.append(slot(position))
                all.combine(digest.bytes)
            }
        }
        select(home)
        return all
    }

    private mutating func populate(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let count = try call.requiredCount(2)
        let size = call.count == 5 ? try call.requiredCount(4) : 0
        let prefix = call.count > 3 ? Bytes(call[3].prefix { $0 != 0 }) : Bytes("key".utf8)
        for number in 0..<count {
            let key = prefix + Bytes(":\(number)".utf8)
            var value = Bytes("value:\(number)".utf8)
            if size > 0 {
                value.removeLast(max(0, value.count - size))
                value.append(contentsOf: repeatElement(0, count: size - value.count))
            }
            key.withUnsafeBytes { key in
                removeOverdue(key)
                guard find(key) == nil else { return }
                insert(StoredValue(ByteString(value)), at: key)
                touched(key)
            }
        }
        reply.ok()
    }
}

// What stands in for writing all keys to a file and reading them back.
extension Keyspace {
    private mutating func reload(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        var isSaved = true
        for position in stride(from: 2, to: call.count, by: 1) {
            if call.isWord("NOSAVE", at: position) {
                isSaved = false
            } else if !call.isWord("MERGE", at: position), !call.isWord("NOFLUSH", at: position) {
                throw .init(
                    "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options."
                )
            }
        }
        if isSaved { rewriteAll() }
        changes.unsaved = 0
        reply.ok()
    }

    private mutating func rewriteAll() {
        let home = selected
        for number in Self.databases where number == home || usesOtherDatabases {
            select(number)
            for position in 0..<count { rewrite(at: position) }
        }
        select(home)
    }

    /// Writes a value as RDB files have it, and reads it back.
    private mutating func rewrite(at position: Int) {
        let payload = DumpPayload.bytes(of: slot(position), settings)
        let seed = table.seed
        let object = payload.withUnsafeBytes {
            try? DumpPayload.object(in: $0, seed: seed)
        }
        if let object { replace(value(object), at: position) }
    }
}
