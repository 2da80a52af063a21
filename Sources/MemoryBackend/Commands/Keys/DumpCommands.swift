import StdnetBackend
import StdnetRDB

extension Keyspace {
    /// DUMP and RESTORE.
    static let dumpCommands: [CommandImplementation] = [
        .init("dump") { (k, call, reply) throws(CommandError) in k.dump(call, &reply) },
        .init("restore") { (k, call, reply) throws(CommandError) in try k.restore(call, &reply) },
    ]

    private func dump(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        guard let position = find(call[1]) else { return reply.null() }
        reply.bulk(DumpPayload.bytes(of: slot(position), settings))
    }

    private mutating func restore(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let options = try RestoreOptions(call)
        guard options.replaces || find(call[1]) == nil else { throw .busyKey }
        let time = try call.requiredInteger(2)
        guard time >= 0 else { throw .init("ERR Invalid TTL value, must be >= 0") }
        guard DumpPayload.isSound(call[3], verifiesChecksum: settings.verifiesChecksums) else {
            throw .init("ERR DUMP payload version or checksum are wrong")
        }
        let object: RDBObject
        do throws(RDBError) {
            object = try DumpPayload.object(in: call[3], seed: table.seed)
        } catch {
            throw .init("ERR Bad data format")
        }
        let wasRemoved = options.replaces && remove(call[1])
        let deadline =
            time == 0 ? Int.max : options.isAbsolute ? min(time, .max - 1) : time &+ now
        if deadline <= now {
            if wasRemoved { changed(call[1], .generic("del")) }
        } else {
            let use = options.use(at: now, counts: settings.countsUses)
            insert(value(object), at: call[1], deadline: deadline, use: use)
            changed(call[1], .generic("restore"))
        }
        reply.ok()
    }
}

/// The words of RESTORE after the payload.
private struct RestoreOptions {
    private(set) var replaces = false
    private(set) var isAbsolute = false
    private var idleSeconds: Int?
    private var count: Int?

    init(_ call: ArgumentView) throws(CommandError) {
        var position = 4
        while position < call.count {
            let hasNumber = call.hasWord(after: position)
            if call.isWord("REPLACE", at: position) {
                replaces = true
            } else if call.isWord("ABSTTL", at: position) {
                isAbsolute = true
            } else if call.isWord("IDLETIME", at: position), hasNumber, count == nil {
                let number = try call.requiredInteger(position + 1)
                guard number >= 0 else {
                    throw .init("ERR Invalid IDLETIME value, must be >= 0")
                }
                idleSeconds = number
                position += 1
            } else if call.isWord("FREQ", at: position), hasNumber, idleSeconds == nil {
                let number = try call.requiredInteger(position + 1)
                guard 0...255 ~= number else {
                    throw .init("ERR Invalid FREQ value, must be >= 0 and <= 255")
                }
                count = number
                position += 1
            } else {
                throw .syntax
            }
            position += 1
        }
    }

    /// The use that the options tell; nil where they say nothing of the kind that is kept.
    func use(at now: Int, counts: Bool) -> KeyUse? {
        counts
            ? count.map { KeyUse(countingAt: now, count: $0) }
            : idleSeconds.map { KeyUse(at: now, idleSeconds: $0) }
    }
}

extension CommandError {
    fileprivate static var busyKey: CommandError {
        .init("BUSYKEY Target key name already exists.")
    }
}
