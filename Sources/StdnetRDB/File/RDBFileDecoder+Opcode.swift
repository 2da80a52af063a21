import StdnetBackend

/// What is known of the next key before its name.
struct PendingKey {
    var database = 0
    var expiry: Int64?
    var idleSeconds: UInt64?
    var frequency: UInt8?
    var name: Bytes = []
    var isBegun = false

    /// Forgets all but the database, and keeps the memory of the name.
    mutating func reset() {
        (expiry, idleSeconds, frequency, isBegun) = (nil, nil, nil, false)
    }

    mutating func begin(_ bytes: RawBytes) {
        name.removeAll(keepingCapacity: true)
        name.append(contentsOf: bytes)
        isBegun = true
    }
}

// What stands between values.
extension RDBFileDecoder {
    /// Reads one thing and changes nothing before it is complete.
    mutating func readOpcode(
        _ reader: inout RDBReader,
        _ sink: inout some RDBFileSink
    ) throws(RDBError) {
        let byte = try reader.byte()
        guard let opcode = RDBOpcode(rawValue: byte) else {
            return try readKey(byte, &reader, &sink)
        }
        switch opcode {
        case .end: state = version >= 5 ? .checksum : .done
        case .selectDatabase:
            let number = try reader.number()
            guard number <= UInt64(Int32.max) else { throw .corrupt }
            pending.database = Int(number)
        case .expirySeconds:
            let seconds = try reader.littleEndian(Int32.self)
            pending.expiry = Int64(seconds) * 1000
        case .expiryMilliseconds: pending.expiry = try reader.littleEndian(Int64.self)
        case .resize:
            let keys = try reader.number()
            _ = try reader.number()
            announcedKeys = (announcedKeys ?? 0).addingReportingOverflow(keys).partialValue
        case .auxiliary:
            let name = try reader.string()
            try sink.auxiliary(name, try reader.string())
        case .frequency: pending.frequency = try reader.byte()
        case .idle: pending.idleSeconds = try reader.number()
        case .slotInfo: for _ in 0..<3 { _ = try reader.number() }
        case .library:
            let code = try reader.string()
            try code.withBytes { code throws(RDBError) in try sink.library(code) }
        case .candidateLibrary: try readCandidate(&reader, &sink)
        case .moduleAuxiliary:
            let name = RDBModule.name(of: try reader.number())
            // When it was written, as a number after its mark.
            _ = try reader.number()
            _ = try reader.number()
            guard options.skipsModules else { throw .module(name) }
            state = .moduleAuxiliary
        }
    }

    /// A library whose name and engine are not part of its source.
    private func readCandidate(
        _ reader: inout RDBReader,
        _ sink: inout some RDBFileSink
    ) throws(RDBError) {
        let name = try reader.string()
        let engine = try reader.string()
        if try reader.number() != 0 { _ = try reader.string() }
        let code = try reader.string()
        let source = CandidateLibrary.source(
            name: name.array,
            engine: engine.array,
            code: code.array
        )
        try source.lend { source throws(RDBError) in try sink.library(source) }
    }

    private mutating func readKey(
        _ byte: UInt8,
        _ reader: inout RDBReader,
        _ sink: inout some RDBFileSink
    ) throws(RDBError) {
        // The first modules wrote what nobody else can find the end of.
        guard byte != 6 else { throw .module("of Redis 4.0's candidates") }
        guard let type = RDBType(rawValue: byte) else { throw .unknownType(byte) }
        let start = offset + reader.position - 1
        let name = try reader.string()
        guard let stored = type.stored else {
            name.withBytes { pending.begin($0) }
            let mark = reader.position
            let module = RDBModule.name(of: try reader.number())
            guard options.skipsModules else { throw .module(module) }
            reader.move(to: mark)
            skippedModuleCount += 1
            keyCount += 1
            return state = .value(RDBValueDecoder(type, skips: true))
        }
        let isWanted = try name.withBytes { name throws(RDBError) in
            pending.begin(name)
            return try sink.begin(
                RDBKey(
                    name: name,
                    database: pending.database,
                    type: type,
                    stored: stored,
                    expiry: pending.expiry,
                    idleSeconds: pending.idleSeconds,
                    frequency: pending.frequency,
                    offset: start
                )
            )
        }
        keyCount += 1
        state = .value(RDBValueDecoder(type, skips: !isWanted))
    }
}
