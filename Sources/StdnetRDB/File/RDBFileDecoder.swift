import StdnetBackend

/// Decodes an RDB file while it comes, from whatever gives its bytes.
///
/// It never holds more than one part: the longest string, and what was fed last.
package struct RDBFileDecoder {
    /// What is between two keys.
    enum State {
        case header
        case opcode
        case value(RDBValueDecoder)
        /// What a module says about itself, part by part.
        case moduleAuxiliary
        case checksum
        case done
    }

    let options: RDBFileOptions
    var state = State.header
    var pending = PendingKey()
    /// The version of the format.
    package private(set) var version = 0
    /// How many keys came, and how many of those were dropped as Redis would drop them.
    package var keyCount = 0
    package var emptyKeyCount = 0
    /// How many values of modules were passed over.
    package var skippedModuleCount = 0
    /// How many keys the file says it has; nil where it does not.
    package var announcedKeys: UInt64?

    /// What was fed and not yet read.
    private var rest: Bytes = []
    /// How many bytes of the rest are needed before it is worth looking at them again.
    private var needed = 0
    /// How many bytes were read.
    package private(set) var offset = 0
    private var checksum: UInt64 = 0

    package init(_ options: RDBFileOptions = RDBFileOptions()) { self.options = options }

    /// Whether the file is read to its end.
    package var isComplete: Bool {
        if case .done = state { return true }
        return false
    }

    /// Reads as far as the bytes go.
    ///
    /// - Throws: ``RDBFileError``, also when the sink stops it.
    package mutating func feed(
        _ bytes: RawBytes,
        to sink: inout some RDBFileSink
    ) throws(RDBFileError) {
        guard !rest.isEmpty else {
            let read = try decode(bytes, &sink)
            rest.append(contentsOf: bytes[read...])
            return
        }
        rest.append(contentsOf: bytes)
        guard rest.count >= needed else { return }
        var all: Bytes = []
        swap(&all, &rest)
        let read = try all.lend { bytes throws(RDBFileError) in try decode(bytes, &sink) }
        all.removeSubrange(..<read)
        swap(&all, &rest)
    }

    /// That no more bytes come.
    package func finish() throws(RDBFileError) {
        guard isComplete else { throw error(.truncated, at: offset + rest.count) }
    }

    /// Reads what it can, and returns how many bytes that were.
    private mutating func decode(
        _ bytes: RawBytes,
        _ sink: inout some RDBFileSink
    ) throws(RDBFileError) -> Int {
        var reader = RDBReader(bytes)
        reader.longestString = options.longestString
        var summed = 0
        do throws(RDBError) {
            while !isComplete {
                if case .checksum = state {
                    sum(bytes, from: &summed, to: reader.position)
                    try readChecksum(&reader)
                } else {
                    try step(&reader, &sink)
                }
            }
            guard reader.remaining == 0 else { throw .trailingBytes }
        } catch {
            guard error == .truncated else { throw self.error(error, at: offset + reader.position) }
            let kept = reader.remaining
            needed = kept.addingReportingOverflow(reader.missing).partialValue
            if needed < kept { needed = .max }
        }
        sum(bytes, from: &summed, to: reader.position)
        offset += reader.position
        return reader.position
    }

    private mutating func sum(_ bytes: RawBytes, from start: inout Int, to end: Int) {
        guard end > start else { return }
        checksum = CRC64.checksum(RawBytes(rebasing: bytes[start..<end]), from: checksum)
        start = end
    }

    private func error(_ fault: RDBError, at offset: Int) -> RDBFileError {
        RDBFileError(fault: fault, offset: offset, key: pending.isBegun ? pending.name : nil)
    }

    private mutating func step(
        _ reader: inout RDBReader,
        _ sink: inout some RDBFileSink
    ) throws(RDBError) {
        switch state {
        case .value(var value):
            do throws(RDBError) {
                try value.run(&reader, &sink)
                if !value.skips { try sink.end() }
            } catch {
                guard error == .empty else {
                    state = .value(value)
                    throw error
                }
                emptyKeyCount += 1
                if !value.skips { try sink.abandon() }
            }
            pending.reset()
            state = .opcode
        case .moduleAuxiliary:
            let mark = reader.position
            do throws(RDBError) {
                if try RDBModule.skipPart(&reader) { state = .opcode }
            } catch {
                reader.move(to: mark)
                throw error
            }
        default:
            let mark = reader.position
            do throws(RDBError) {
                if case .header = state {
                    try readHeader(&reader)
                } else {
                    try readOpcode(&reader, &sink)
                }
            } catch {
                reader.move(to: mark)
                throw error
            }
        }
    }

    private mutating func readHeader(_ reader: inout RDBReader) throws(RDBError) {
        let header: RawBytes
        do throws(RDBError) {
            header = try reader.take(9)
        } catch {
            let start = try reader.take(min(reader.remaining, 5))
            guard start.elementsEqual("REDIS".utf8.prefix(start.count)) else { throw .notAFile }
            throw error
        }
        let digits = RawBytes(rebasing: header[5...])
        guard header.prefix(5).elementsEqual("REDIS".utf8),
            digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { throw .notAFile }
        version = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard 1...RDBType.lastVersion ~= version else { throw .version(version) }
        state = .opcode
    }

    private mutating func readChecksum(_ reader: inout RDBReader) throws(RDBError) {
        let mark = reader.position
        do throws(RDBError) {
            let stated = try reader.littleEndian(UInt64.self)
            // A server that was told to do without writes zero.
            guard stated == 0 || stated == checksum || !options.verifiesChecksum else {
                throw .checksum
            }
            state = .done
        } catch {
            reader.move(to: mark)
            throw error
        }
    }
}
