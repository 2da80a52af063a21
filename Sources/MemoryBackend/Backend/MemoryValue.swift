public import StdnetBackend

/// What a key of a server in process holds, read without a command: for tests.
public enum MemoryValue: Sendable, Equatable {
    case string(Bytes)
    case list([Bytes])
    case hash([Bytes: Bytes])
    case set(Set<Bytes>)
    /// In order.
    case sortedSet([Member])
    /// The ids of its entries, as XRANGE writes them, and the fields and values of each by turns.
    case stream([StreamEntry])

    /// A member of a sorted set.
    public struct Member: Sendable, Equatable {
        /// The member.
        public let member: Bytes
        /// Its score.
        public let score: Double

        /// Makes one, to compare with.
        public init(member: Bytes, score: Double) {
            self.member = member
            self.score = score
        }
    }

    /// An entry of a stream.
    public struct StreamEntry: Sendable, Equatable {
        /// The id.
        public let id: String
        /// Fields and values by turns.
        public let fields: [Bytes]

        /// Makes one, to compare with.
        public init(id: String, fields: [Bytes]) {
            self.id = id
            self.fields = fields
        }
    }
}

/// A key of a server in process.
public struct MemoryKey: Sendable, Equatable {
    /// What it holds.
    public let value: MemoryValue
    /// When it ends, in milliseconds since 1970; nil for never.
    public let deadline: Int?

    /// Makes one, to compare with.
    public init(value: MemoryValue, deadline: Int? = nil) {
        self.value = value
        self.deadline = deadline
    }
}

/// What a server in process has counted.
public struct MemoryCounts: Sendable, Equatable {
    /// How many commands ran, those in transactions and scripts included.
    public let commands: Int
    /// How many batches backends sent, one round trip each.
    public let roundTrips: Int
    /// How many times each command ran, by its name in lower case.
    public let byCommand: [String: Int]
}

extension MemoryServer {
    /// What all keys of a database hold now; takes time in proportion to it.
    public func contents(ofDatabase number: Int = 0) -> [Bytes: MemoryKey] {
        withState { state in
            state.keyspace.select(max(0, min(number, Keyspace.databaseCount - 1)))
            return state.keyspace.contents
        }
    }

    /// What a key holds now; nil when there is none.
    public func value(of key: String, inDatabase number: Int = 0) -> MemoryKey? {
        withState { state in
            state.keyspace.select(max(0, min(number, Keyspace.databaseCount - 1)))
            return Bytes(key.utf8).withUnsafeBytes { bytes in
                state.keyspace.peek(bytes).map { MemoryKey(state.keyspace.slot($0)) }
            }
        }
    }

    /// What was counted since the server was made, or since ``resetCounts()``.
    public var counts: MemoryCounts {
        withState { state in
            let names = Keyspace.dispatch.allNames
            let pairs = zip(names, state.statistics.commands.map(\.calls)).filter { $0.1 > 0 }
            return MemoryCounts(
                commands: state.statistics.commands.reduce(0) { $0 + $1.calls },
                roundTrips: state.statistics.roundTripCount,
                byCommand: Dictionary(uniqueKeysWithValues: pairs.map { ($0, $1) })
            )
        }
    }

    /// Begins counting anew.
    public func resetCounts() { withState { $0.resetStatistics() } }
}

extension Keyspace {
    fileprivate var contents: [Bytes: MemoryKey] {
        var all: [Bytes: MemoryKey] = [:]
        for position in 0..<table.count {
            let entry = table.entry(position).pointee
            all[entry.key.withBytes { Bytes($0) }] = MemoryKey(entry.value)
        }
        return all
    }
}

extension MemoryKey {
    fileprivate init(_ slot: Keyspace.Slot) {
        value = MemoryValue(slot.value)
        deadline = slot.deadline == .max ? nil : slot.deadline
    }
}

extension MemoryValue {
    fileprivate init(_ value: StoredValue) {
        switch value {
        case .inline, .heap, .raw, .embedded: self = .string(value.bytes)
        case .list(let box): self = .list(box.content.elements.map { $0.withBytes { Bytes($0) } })
        case .hash(let box):
            var fields: [Bytes: Bytes] = [:]
            let table = box.content.fields
            for position in 0..<table.count {
                let entry = table.entry(position).pointee
                fields[entry.key.withBytes { Bytes($0) }] = entry.value.withBytes { Bytes($0) }
            }
            self = .hash(fields)
        case .set(let box):
            var members: Set<Bytes> = []
            box.content.visit { member in
                members.insert(member.withBytes { Bytes($0) })
                return true
            }
            self = .set(members)
        case .sortedSet(let box):
            var members: [Member] = []
            box.content.order.forEach(in: 0..<box.content.count) { element in
                let bytes = element.member.withBytes { Bytes($0) }
                members.append(Member(member: bytes, score: element.score))
            }
            self = .sortedSet(members)
        case .stream(let box):
            var reply = ReplyBuilder()
            box.content.entries.forEach { entry, chunk, bytes in
                reply.entry(entry, of: chunk, in: bytes)
                return true
            }
            self = .stream(
                reply.finish().map { entry in
                    var parts = entry.elements
                    let id = parts.next()?.text ?? ""
                    let fields = parts.next()?.elements.compactMap(\.bytes) ?? []
                    return StreamEntry(id: id, fields: fields)
                }
            )
        }
    }
}
