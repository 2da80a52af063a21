import StdnetBackend

extension ServerState {
    /// FUNCTION: libraries of functions.
    static let functionCommands: [CommandImplementation] = [
        .init(
            "function",
            server: { (server, _, call, reply) throws(CommandError) in
                try server.function(call, &reply)
            }
        )
    ]

    private mutating func function(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(1).lowercased() {
        case "load": try loadLibrary(call, &reply)
        case "delete": try deleteLibrary(call, &reply)
        case "list": try listLibraries(call, &reply)
        case "flush": try flushLibraries(call, &reply)
        case "dump": reply.bulk(LibraryPayload.bytes(of: functions.all))
        case "restore": try restoreLibraries(call, &reply)
        case "stats": try functionStatistics(&reply)
        case "kill":
            try scripts.control.kill(isFunction: true)
            reply.ok()
        default: reply.help("FUNCTION", Self.functionHelp)
        }
    }

    private mutating func loadLibrary(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        for position in 2..<call.count - 1 where !call.isWord("REPLACE", at: position) {
            throw .init("ERR Unknown option given: \(call.errorText(position))")
        }
        var libraries = functions
        let name = try load(
            call[call.count - 1],
            into: &libraries,
            replacing: call.count > 3,
            within: Self.loadLimit
        )
        functions = libraries
        keyspace.changes.unsaved += 1
        reply.bulk(name)
    }

    private mutating func deleteLibrary(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let library = functions.remove(call.text(2)) else {
            throw .init("ERR Library not found")
        }
        release([library])
        keyspace.changes.unsaved += 1
        reply.ok()
    }

    private mutating func flushLibraries(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .unknownForm(call) }
        guard call.count == 2 || call.isWord("SYNC", at: 2) || call.isWord("ASYNC", at: 2) else {
            throw .init("ERR FUNCTION FLUSH only supports SYNC|ASYNC option")
        }
        release(functions.all)
        functions = FunctionLibraries()
        keyspace.changes.unsaved += 1
        reply.ok()
    }

    private mutating func restoreLibraries(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 4 else { throw .unknownForm(call) }
        let replaces = call.count == 4 && call.isWord("REPLACE", at: 3)
        let flushes = call.count == 4 && call.isWord("FLUSH", at: 3)
        guard call.count == 3 || replaces || flushes || call.isWord("APPEND", at: 3) else {
            throw .init(
                "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE."
            )
        }
        let verifies = keyspace.settings.verifiesChecksums
        guard DumpPayload.isSound(call[2], verifiesChecksum: verifies) else {
            throw .init("ERR DUMP payload version or checksum are wrong")
        }
        var restored = FunctionLibraries()
        do throws(CommandError) {
            try loadLibraries(in: call[2], into: &restored)
            let before = functions
            functions =
                try flushes ? restored : functions.joined(with: restored, replacing: replaces)
            release(before.all.filter { flushes || restored[$0.name] != nil })
        } catch {
            release(restored.all)
            throw error
        }
        keyspace.changes.unsaved += 1
        reply.ok()
    }

    private mutating func loadLibraries(
        in payload: RawBytes,
        into libraries: inout FunctionLibraries
    ) throws(CommandError) {
        var reader = LibraryPayload.Reader(payload)
        while let code = try reader.next() {
            let result = code.withUnsafeBytes { code in
                Result { () throws(CommandError) in try load(code, into: &libraries) }
            }
            _ = try result.get()
        }
    }
}
