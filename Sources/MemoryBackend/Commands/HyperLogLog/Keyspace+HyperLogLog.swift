import StdnetBackend

extension CommandError {
    static var notHyperLogLog: CommandError {
        .init("WRONGTYPE Key is not a valid HyperLogLog string value.")
    }
    static var corruptHyperLogLog: CommandError {
        .init("INVALIDOBJ Corrupted HLL object detected")
    }
}

// PFADD, PFCOUNT and PFMERGE.
extension Keyspace {
    mutating func pfadd(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let found = try findLog(call[1])
        let position = found ?? set(call[1], .raw(HyperLogLog().bytes))
        var hasChanged = found == nil
        let sparseLimit = settings.hllSparseMaxBytes
        try changeLog(at: position) { log throws(CommandError) in
            for word in 2..<call.count where try log.add(call[word], sparseLimit: sparseLimit) {
                hasChanged = true
            }
            if hasChanged { log.lastCount = nil }
        }
        if hasChanged { changed(call[1], .string("pfadd")) }
        reply.integer(hasChanged ? 1 : 0)
    }

    mutating func pfcount(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        if call.count > 2 {
            let union = try union(call)
            return reply.integer(RegisterHistogram(union.registers).estimate)
        }
        guard let position = try findLog(call[1]) else {
            return reply.integer(0)
        }
        let (count, isNew) = try changeLog(at: position) { log throws(CommandError) in
            if let count = log.lastCount { return (count, false) }
            let count = try RegisterHistogram(log).estimate
            log.lastCount = count
            return (count, true)
        }
        if isNew { touched(call[1]) }
        reply.integer(count)
    }

    mutating func pfmerge(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let (registers, hasDense) = try union(call)
        let position = locate(call[1]) ?? set(call[1], .raw(HyperLogLog().bytes))
        let sparseLimit = settings.hllSparseMaxBytes
        try changeLog(at: position) { log throws(CommandError) in
            if hasDense { try log.makeDense() }
            for register in registers.indices where registers[register] > 0 {
                _ = try log.raise(register, to: registers[register], sparseLimit: sparseLimit)
            }
            log.lastCount = nil
        }
        changed(call[1], .string("pfadd"))
        reply.ok()
    }

    /// The greatest registers of all keys after the name, and whether one of them is dense.
    private mutating func union(
        _ call: ArgumentView
    ) throws(CommandError) -> (registers: [UInt8], hasDense: Bool) {
        var registers = [UInt8](repeating: 0, count: HyperLogLog.registerCount)
        var hasDense = false
        for word in 1..<call.count {
            guard let position = try findLog(call[word]) else {
                continue
            }
            let log = HyperLogLog(valid: slot(position).value.bytes)
            if !log.isSparse { hasDense = true }
            try log.merge(into: &registers)
        }
        return (registers, hasDense)
    }
}

// The HyperLogLogs of keys.
extension Keyspace {
    /// Where a HyperLogLog is; nil when there is no key.
    func findLog(_ key: RawBytes) throws(CommandError) -> Int? {
        guard let position = try findString(key) else { return nil }
        let isValid =
            switch slot(position).value {
            case .inline(let bytes): bytes.withBytes { HyperLogLog.isValid($0) }
            case .heap(let bytes), .raw(let bytes):
                bytes.withUnsafeBytes { HyperLogLog.isValid($0) }
            default: false
            }
        guard isValid else { throw .notHyperLogLog }
        return position
    }

    /// Changes a HyperLogLog in place.
    mutating func changeLog<Result>(
        at position: Int,
        _ change: (inout HyperLogLog) throws(CommandError) -> Result
    ) throws(CommandError) -> Result {
        try changeBytes(at: position) { bytes throws(CommandError) in
            var log = HyperLogLog(valid: [])
            swap(&log.bytes, &bytes)
            defer { swap(&log.bytes, &bytes) }
            return try change(&log)
        }
    }
}
