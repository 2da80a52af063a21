internal import StdnetCommands

/// A hash: values by name.
///
/// The original's HashTable.
///
/// Names are texts, stored as they are, whatever is said about the values.
public struct RemoteHash<Value: StructureElement>: RemoteStructure {
    /// What it is at rest.
    public static var type: StructureType { .hash }
    /// Whose it is.
    public let place: StructurePlace
    /// How values are written.
    public let coding: ElementCoding

    /// Names a hash.
    public init(at place: StructurePlace, coding: ElementCoding) {
        self.place = place
        self.coding = coding
    }

    /// The hash under a key.
    public func handle(in backend: any Backend, key: String) -> Handle {
        Handle(backend: backend, key: key, codec: ElementCodec(key: key, coding: coding))
    }

    /// A hash in a database.
    ///
    /// Each call is one round trip. Iterate it to read names and values page by page.
    public struct Handle: StructureHandle {
        /// A name and its value.
        public typealias Element = (key: String, value: Value)
        /// Where the key is.
        public let backend: any Backend
        /// The key.
        public let key: String
        let codec: ElementCodec<Value>

        /// All that it holds.
        public func contents() async throws(StructureFailure) -> [String: Value] { try await all() }
    }
}

extension RemoteHash.Handle {
    /// Writes a value; says whether the name is new.
    ///
    /// Constant time. Redis: HSET.
    @discardableResult
    public func set(_ value: Value, for name: String) async throws(StructureFailure) -> Bool {
        try await run(HSET(key, [(key: name, value: try codec.word(value))])) > 0
    }

    /// Writes values; says how many names are new.
    ///
    /// - Complexity: O(values). Redis: HSET.
    @discardableResult
    public func update(_ values: [String: Value]) async throws(StructureFailure) -> Int {
        var words: [(key: String, value: CommandArgument)] = []
        for (name, value) in values { words.append((name, try codec.word(value))) }
        return words.isEmpty ? 0 : try await run(HSET(key, words))
    }

    /// The value of a name; nil when there is none.
    ///
    /// Constant time. Redis: HGET.
    public subscript(name: String) -> Value? {
        get async throws(StructureFailure) {
            guard let reply = try await run(HGET(key, name, as: Reply.self)) else { return nil }
            return try codec.read(reply)
        }
    }

    /// The value of a name, or another one when there is none.
    public subscript(name: String, default value: Value) -> Value {
        get async throws(StructureFailure) { try await self[name] ?? value }
    }

    /// The values of these names, in their order; nil where there is none.
    ///
    /// - Complexity: O(names). Redis: HMGET.
    public func values(of names: [String]) async throws(StructureFailure) -> [Value?] {
        guard !names.isEmpty else { return [] }
        var values: [Value?] = []
        for reply in try await run(HMGET(key, names, as: Reply.self)) {
            if let reply { values.append(try codec.read(reply)) } else { values.append(nil) }
        }
        return values
    }

    /// Removes names and their values; says how many there were.
    ///
    /// - Complexity: O(names). Redis: HDEL.
    @discardableResult
    public func remove(_ names: String...) async throws(StructureFailure) -> Int {
        names.isEmpty ? 0 : try await run(HDEL(key, names))
    }

    /// Takes the value of a name, nobody else in between; nil when there is none.
    ///
    /// Constant time. Redis: HGET and HDEL in a transaction.
    public func pop(_ name: String) async throws(StructureFailure) -> Value? {
        let found: Reply?
        do throws(BackendError) {
            found = try await backend.transaction(
                HGET(key, name, as: Reply.self),
                HDEL(key, [name])
            ).0
        } catch {
            throw .backend(error)
        }
        return if let found { try codec.read(found) } else { nil }
    }

    /// Whether the name has a value.
    ///
    /// Constant time. Redis: HEXISTS.
    public func contains(_ name: String) async throws(StructureFailure) -> Bool {
        try await run(HEXISTS(key, name))
    }

    /// How many names there are.
    ///
    /// Constant time. Redis: HLEN.
    public func count() async throws(StructureFailure) -> Int { try await run(HLEN(key)) }

    /// All names: for hashes that fit into memory.
    ///
    /// - Complexity: O(names). Redis: HKEYS.
    public func keys() async throws(StructureFailure) -> Set<String> {
        var names: Set<String> = []
        for reply in try await run(HKEYS(key, as: Reply.self)) {
            names.insert(try self.name(reply))
        }
        return names
    }

    /// All values, in no order: for hashes that fit into memory.
    ///
    /// - Complexity: O(names). Redis: HVALS.
    public func values() async throws(StructureFailure) -> [Value] {
        try codec.read(try await run(HVALS(key, as: Reply.self)))
    }

    /// All names and values: for hashes that fit into memory.
    ///
    /// - Complexity: O(names). Redis: HGETALL.
    public func all() async throws(StructureFailure) -> [String: Value] {
        var all: [String: Value] = [:]
        for (name, value) in try await run(HGETALL(key, as: Reply.self, fields: Bytes.self)) {
            all[try self.name(name)] = try codec.read(value)
        }
        return all
    }

    /// Adds to a number, which is 0 when there is none; answers the sum.
    ///
    /// - Throws: ``StructureFailure/backend(_:)`` when what is there is no integer, or the sum has
    ///   more than 64 bits.
    /// - Complexity: Constant time. Redis: HINCRBY.
    @discardableResult
    public func increment(
        _ name: String,
        by amount: Int = 1
    ) async throws(StructureFailure) -> Int where Value == Int {
        try await run(HINCRBY(key, name, amount))
    }

    /// Adds to a number, which is 0 when there is none; answers the sum.
    ///
    /// - Throws: ``StructureFailure/backend(_:)`` when what is there is no number.
    /// - Complexity: Constant time. Redis: HINCRBYFLOAT.
    @discardableResult
    public func increment(
        _ name: String,
        by amount: Double = 1
    ) async throws(StructureFailure) -> Double where Value == Double {
        try await run(HINCRBYFLOAT(key, name, amount))
    }

    private func name(_ reply: Reply) throws(StructureFailure) -> String {
        try name(reply.bytes ?? [])
    }

    private func name(_ bytes: Bytes) throws(StructureFailure) -> String {
        guard let name = String(validating: bytes, as: UTF8.self) else {
            throw .undecodable(ElementFailure(key: key, hint: "a name in UTF-8", found: bytes))
        }
        return name
    }
}

extension RemoteHash.Handle: AsyncSequence {
    /// Starts to read the hash, about 500 names at a time.
    public func makeAsyncIterator() -> StructureElements<Element>.Iterator {
        pages().makeAsyncIterator()
    }

    /// Names and values, read as they are taken, a round trip for each page.
    ///
    /// Redis: HSCAN.
    public func pages(of size: Int = 500) -> StructureElements<Element> {
        StructureElements { cursor async throws(StructureFailure) in
            let command = HSCAN(
                key,
                cursor,
                count: Swift.max(1, size),
                as: Reply.self,
                fields: Reply.self
            )
            let step = try await run(command)
            var entries: [Element] = []
            for entry in step.elements {
                entries.append((try name(entry.field), try codec.read(entry.value)))
            }
            return ScanStep(cursor: step.cursor, elements: entries)
        }
    }
}
