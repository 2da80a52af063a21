import StdnetBackend

/// Reads a stream, part after part.
struct RDBStreamDecoder {
    private enum Step {
        /// So many listpacks of entries are still to come.
        case nodes(Int)
        case state
        case groups(Int)
        /// So many deliveries of a group, which has so many groups behind it.
        case deliveries(Int, groups: Int)
        case consumers(Int, groups: Int)
        case owned(Int, consumers: Int, groups: Int)
        case done
    }

    private let type: RDBType
    private var step: Step

    var isDone: Bool {
        if case .done = step { return true }
        return false
    }

    /// Reads how many listpacks there are: there may be none.
    init(_ type: RDBType, _ reader: inout RDBReader) throws(RDBError) {
        self.type = type
        step = .nodes(try reader.length())
    }

    /// Goes on until the stream is complete, or the bytes are at their end.
    mutating func run(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        while !isDone {
            let mark = reader.position
            do throws(RDBError) {
                step = try next(&reader, &sink)
            } catch {
                reader.move(to: mark)
                throw error
            }
        }
    }

    private func next(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) -> Step {
        switch step {
        case .done: return .done
        case .nodes(0): return .state
        case .nodes(let left):
            try Self.node(&reader, &sink)
            return .nodes(left - 1)
        case .state: return try state(&reader, &sink)
        case .groups(0): return .done
        case .groups(let left):
            let deliveries = try group(&reader, &sink)
            return .deliveries(deliveries, groups: left - 1)
        case .deliveries(0, let groups):
            return .consumers(try reader.length(), groups: groups)
        case .deliveries(let left, let groups):
            let id = try reader.rawID()
            let time = try reader.littleEndian(Int64.self)
            let delivery = StoredDelivery(time: time, count: try reader.number())
            try sink.pending(id, delivery)
            return .deliveries(left - 1, groups: groups)
        case .consumers(0, let groups):
            try sink.endGroup()
            return .groups(groups)
        case .consumers(let left, let groups):
            let owned = try consumer(&reader, &sink)
            return .owned(owned, consumers: left - 1, groups: groups)
        case .owned(0, let consumers, let groups): return .consumers(consumers, groups: groups)
        case .owned(let left, let consumers, let groups):
            try sink.owned(try reader.rawID())
            return .owned(left - 1, consumers: consumers, groups: groups)
        }
    }

    private static func node(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        let key = try reader.string()
        let listpack = try reader.string()
        try RDBValueDecoder.withPacked(key) { key throws(RDBError) in
            guard key.count == 16 else { throw .corrupt }
            try listpack.withBytes { bytes throws(RDBError) in
                try sink.entries(base: StreamEntryID(key), bytes)
            }
        }
    }

    private func state(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) -> Step {
        let count = try reader.number()
        let lastID = try reader.idOfLengths()
        var counters: (StreamEntryID, StreamEntryID, UInt64)?
        if type != .streamOfListpacks {
            let firstID = try reader.idOfLengths()
            counters = (firstID, try reader.idOfLengths(), try reader.number())
        }
        let groups = try reader.length()
        try sink.stream(RDBStreamState(count: count, lastID: lastID, counters: counters))
        return .groups(groups)
    }

    /// Reads a group, and how many deliveries follow.
    private func group(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) -> Int {
        let name = try reader.string()
        let lastID = try reader.idOfLengths()
        var entriesRead = RDBStreamState.Counter.notKept
        if type != .streamOfListpacks {
            // A number that nobody knows is -1.
            let read = Int64(bitPattern: try reader.number())
            entriesRead = .known(read == -1 ? nil : read)
        }
        let deliveries = try reader.length()
        try sink.group(name, lastID: lastID, entriesRead: entriesRead)
        return deliveries
    }

    /// Reads a consumer, and how many entries are pending for it.
    private func consumer(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) -> Int {
        let name = try reader.string()
        let seen = try reader.littleEndian(Int64.self)
        var active: Int64?
        if type == .streamOfListpacks3 {
            let time = try reader.littleEndian(Int64.self)
            active = time == -1 ? nil : time
        }
        let owned = try reader.length()
        try sink.consumer(name, StoredStreamConsumer(seen: seen, active: active))
        return owned
    }
}
