import StdnetBackend

/// Reads one value and gives its parts to a sink, as far as the bytes go.
///
/// What it reads may be anything: nothing is believed before it is checked, and no memory is taken
/// that the bytes themselves do not fill. When they end too early, the reader stands behind the last
/// part that was complete, and the decoder goes on from there with more of them.
package struct RDBValueDecoder {
    enum State {
        case start
        /// So many elements, pairs or nodes are still to come.
        case items(Int)
        case stream(RDBStreamDecoder)
        /// So many strings are to be passed over, each with what stands before and behind it.
        case skipping(Int, Margins)
        case module
        case done
    }

    /// What a part has beside its string when it is passed over.
    struct Margins {
        var hasLengthBefore = false
        var bytesBehind = 0
        var hasTextScoreBehind = false
    }

    let type: RDBType
    /// Whether the value is passed over.
    let skips: Bool
    var state = State.start
    /// Whether an element of a list came.
    var hasElements = false
    /// What the times in a hash with fields that end are relative to.
    var firstExpiry: Int64 = 0

    package init(_ type: RDBType, skips: Bool = false) {
        self.type = type
        self.skips = skips
    }

    package var isDone: Bool {
        if case .done = state { return true }
        return false
    }

    /// Goes on until the value is complete.
    ///
    /// - Throws: ``RDBError/truncated`` when more bytes are needed; ``RDBError/empty`` when the value has
    ///   no parts and is read to its end.
    package mutating func run(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        while true {
            switch state {
            case .done: return
            case .start:
                let mark = reader.position
                do throws(RDBError) {
                    try start(&reader, &sink)
                } catch {
                    if error != .empty { reader.move(to: mark) }
                    throw error
                }
            case .items(let left): try items(left, &reader, &sink)
            case .stream(var stream):
                defer { state = stream.isDone ? .done : .stream(stream) }
                if skips {
                    var nobody = DiscardingSink()
                    try stream.run(&reader, &nobody)
                } else {
                    try stream.run(&reader, &sink)
                }
            case .skipping(let left, let margins): try skip(left, margins, &reader)
            case .module: try module(&reader)
            }
        }
    }

    private mutating func start(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        switch type {
        case .module:
            _ = try reader.number()
            state = .module
        case .streamOfListpacks, .streamOfListpacks2, .streamOfListpacks3:
            state = .stream(try RDBStreamDecoder(type, &reader))
        case .list, .set, .hash, .sortedSet, .sortedSetWithTextScores, .listOfZiplists,
            .listOfListpacks, .hashWithExpiry, .hashWithCandidateExpiry:
            try startItems(&reader)
        case .string where !skips:
            try sink.string(try reader.string())
            state = .done
        default:
            if skips {
                if type == .hashListpackWithExpiry { _ = try reader.take(8) }
                try reader.skipString()
            } else {
                try packed(&reader, &sink)
            }
            state = .done
        }
    }

    private mutating func startItems(_ reader: inout RDBReader) throws(RDBError) {
        if type == .hashWithExpiry { firstExpiry = try reader.littleEndian(Int64.self) }
        let count = try reader.length()
        guard count > 0 else {
            state = .done
            throw .empty
        }
        guard skips else { return state = .items(count) }
        switch type {
        case .hash:
            guard count <= Int.max / 2 else { throw .corrupt }
            state = .skipping(2 * count, Margins())
        case .sortedSet: state = .skipping(count, Margins(bytesBehind: 8))
        case .sortedSetWithTextScores:
            state = .skipping(count, Margins(hasTextScoreBehind: true))
        case .listOfListpacks: state = .skipping(count, Margins(hasLengthBefore: true))
        // Their parts have to be looked at, and are thrown away.
        case .hashWithExpiry, .hashWithCandidateExpiry: state = .items(count)
        default: state = .skipping(count, Margins())
        }
    }

    private mutating func skip(
        _ count: Int,
        _ margins: Margins,
        _ reader: inout RDBReader
    ) throws(RDBError) {
        var left = count
        var mark = reader.position
        do throws(RDBError) {
            while left > 0 {
                if margins.hasLengthBefore { _ = try reader.number() }
                try reader.skipString()
                if margins.bytesBehind > 0 { _ = try reader.take(margins.bytesBehind) }
                if margins.hasTextScoreBehind { _ = try reader.textScore() }
                mark = reader.position
                left -= 1
            }
            state = .done
        } catch {
            reader.move(to: mark)
            state = .skipping(left, margins)
            throw error
        }
    }
}
