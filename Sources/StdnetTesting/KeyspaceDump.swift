internal import Foundation
public import StdnetBackend

/// A whole keyspace as a value: to compare what two backends hold, or one before and after.
///
/// It reads with SCAN and the reading commands of each type, so it serves every backend. A keyspace
/// that others write meanwhile is not read as of one instant.
public struct KeyspaceDump: Sendable, Equatable {
    /// What a key holds, with the order of what has none taken away.
    public enum Value: Sendable, Equatable {
        case string(Bytes)
        case list([Bytes])
        /// Members in the order of their bytes.
        case set([Bytes])
        /// Fields and values in the order of the fields' bytes.
        case hash([Pair])
        /// Members and the text of their scores in the order of the sorted set.
        case sortedSet([Pair])
        /// A type that can't be read here, by its name.
        case other(String)
    }

    /// A field and its value, or a member and its score.
    public struct Pair: Sendable, Equatable {
        /// The field or the member.
        public let name: Bytes
        /// The value or the score.
        public let value: Bytes
    }

    /// A value and whether it ends.
    public struct Entry: Sendable, Equatable {
        /// What the key holds.
        public let value: Value
        /// Whether the key has a deadline.
        public let expires: Bool
    }

    /// The keys in the order of their bytes.
    public let keys: [Bytes]
    private let entries: [Bytes: Entry]

    /// What a key holds; nil when it is not there.
    public subscript(key: Bytes) -> Entry? { entries[key] }
    /// What a key holds; nil when it is not there.
    public subscript(key: String) -> Entry? { entries[Bytes(key.utf8)] }

    /// Reads a keyspace.
    ///
    /// - Parameters:
    ///   - backend: Where the keyspace is.
    ///   - prefixes: Keys that start with one of these are left out.
    /// - Throws: What the backend throws.
    public init(
        of backend: some Backend,
        leavingOut prefixes: [String] = []
    ) async throws(BackendError) {
        let hidden = prefixes.map { Bytes($0.utf8) }
        let keys = try await backend.allKeys().filter { key in
            !hidden.contains { key.starts(with: $0) }
        }
        let entries = try await backend.entries(of: keys)
        self.entries = entries
        self.keys = keys.filter { entries[$0] != nil }
    }
}

// Reading.
extension Backend {
    /// All keys, each once, in the order of their bytes.
    fileprivate func allKeys() async throws(BackendError) -> [Bytes] {
        var found = Set<Bytes>()
        var cursor = "0"
        repeat {
            let reply = try await run(RawCommand("SCAN", cursor, "COUNT", "1000"))
            var parts = reply.elements
            guard let next = parts.next(), let keys = parts.next() else {
                throw .decoding(expected: "a cursor and keys", found: "\(reply.count) values")
            }
            cursor = next.text
            for key in keys.elements { found.insert(key.bytes ?? []) }
        } while cursor != "0"
        return found.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// What keys hold; those that ended meanwhile are left out.
    fileprivate func entries(
        of keys: [Bytes]
    ) async throws(BackendError) -> [Bytes: KeyspaceDump.Entry] {
        var entries: [Bytes: KeyspaceDump.Entry] = [:]
        for start in stride(from: 0, to: keys.count, by: 500) {
            let slice = Array(keys[start..<min(start + 500, keys.count)])
            let types = try await run(slice.map { rawCommand("TYPE", $0) }).map(\.text)
            let times = try await run(slice.map { rawCommand("PTTL", $0) })
            let values = try await run(
                zip(slice, types).map { key, type in readingCommand(type, key) }
            )
            for (index, key) in slice.enumerated() where types[index] != "none" {
                entries[key] = KeyspaceDump.Entry(
                    value: KeyspaceDump.Value(type: types[index], values[index]),
                    expires: (times[index].integer ?? -1) >= 0
                )
            }
        }
        return entries
    }

    private func rawCommand(_ name: String, _ key: Bytes, _ rest: String...) -> RawCommand {
        var vector = Arguments()
        vector.append(name)
        vector.append(key)
        for word in rest { vector.append(word) }
        return RawCommand(vector: vector)
    }

    private func readingCommand(_ type: String, _ key: Bytes) -> RawCommand {
        switch type {
        case "string": rawCommand("GET", key)
        case "list": rawCommand("LRANGE", key, "0", "-1")
        case "set": rawCommand("SMEMBERS", key)
        case "hash": rawCommand("HGETALL", key)
        case "zset": rawCommand("ZRANGE", key, "0", "-1", "WITHSCORES")
        default: rawCommand("TYPE", key)
        }
    }
}

extension KeyspaceDump.Value {
    fileprivate init(type: String, _ reply: Reply) {
        // RESP3 has a pair for each member of a sorted set, RESP2 both in turn.
        let elements = reply.elements.flatMap { element in
            element.kind == .array ? element.elements.map(\.dumped) : [element.dumped]
        }
        switch type {
        case "string": self = .string(reply.bytes ?? [])
        case "list": self = .list(elements)
        case "set": self = .set(elements.sorted { $0.lexicographicallyPrecedes($1) })
        case "hash":
            self = .hash(
                Self.pairs(elements).sorted { $0.name.lexicographicallyPrecedes($1.name) }
            )
        case "zset": self = .sortedSet(Self.pairs(elements))
        default: self = .other(type)
        }
    }

    private static func pairs(_ elements: [Bytes]) -> [KeyspaceDump.Pair] {
        stride(from: 0, to: elements.count - 1, by: 2).map { index in
            KeyspaceDump.Pair(name: elements[index], value: elements[index + 1])
        }
    }
}

extension Reply {
    /// The bytes of a string, or of a score as RESP2 writes it.
    fileprivate var dumped: Bytes {
        kind == .double ? Bytes((double ?? .nan).score.utf8) : bytes ?? []
    }
}

extension Double {
    /// A score as Redis writes it by RESP2.
    var score: String {
        isInfinite ? (self > 0 ? "inf" : "-inf") : String(format: "%.17g", self)
    }
}
