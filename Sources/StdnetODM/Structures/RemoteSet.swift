internal import StdnetCommands

/// A set: elements that differ, in no order.
///
/// The original's Set.
///
/// Elements are one when their stored bytes are.
public struct RemoteSet<Element: StructureElement & Hashable>: RemoteStructure {
    /// What it is at rest.
    public static var type: StructureType { .set }
    /// Whose it is.
    public let place: StructurePlace
    /// How elements are written.
    public let coding: ElementCoding

    /// Names a set.
    public init(at place: StructurePlace, coding: ElementCoding) {
        self.place = place
        self.coding = coding
    }

    /// The set under a key.
    public func handle(in backend: any Backend, key: String) -> Handle {
        Handle(backend: backend, key: key, codec: ElementCodec(key: key, coding: coding))
    }

    /// A set in a database.
    ///
    /// Each call is one round trip. Iterate it to read it page by page.
    public struct Handle: StructureHandle {
        /// Where the key is.
        public let backend: any Backend
        /// The key.
        public let key: String
        let codec: ElementCodec<Element>

        /// All that it holds.
        public func contents() async throws(StructureFailure) -> Set<Element> { try await all() }
    }
}

extension RemoteSet.Handle {
    /// Adds elements; says how many of them are new.
    ///
    /// - Complexity: O(elements added). Redis: SADD.
    @discardableResult
    public func insert(
        contentsOf elements: some Sequence<Element> & Sendable
    ) async throws(StructureFailure) -> Int {
        let words = try codec.words(elements)
        return words.isEmpty ? 0 : try await run(SADD(key, words))
    }

    /// Adds elements; says how many of them are new.
    @discardableResult
    public func insert(_ elements: Element...) async throws(StructureFailure) -> Int {
        try await insert(contentsOf: elements)
    }

    /// Removes elements; says how many of them there were.
    ///
    /// - Complexity: O(elements removed). Redis: SREM.
    @discardableResult
    public func remove(
        contentsOf elements: some Sequence<Element> & Sendable
    ) async throws(StructureFailure) -> Int {
        let words = try codec.words(elements)
        return words.isEmpty ? 0 : try await run(SREM(key, words))
    }

    /// Removes elements; says how many of them there were.
    @discardableResult
    public func remove(_ elements: Element...) async throws(StructureFailure) -> Int {
        try await remove(contentsOf: elements)
    }

    /// Whether this is an element.
    ///
    /// Constant time. Redis: SISMEMBER.
    public func contains(_ element: Element) async throws(StructureFailure) -> Bool {
        try await run(SISMEMBER(key, try codec.word(element)))
    }

    /// Whether each of these is an element, in their order.
    ///
    /// - Complexity: O(elements asked for). Redis: SMISMEMBER.
    public func contains(each elements: [Element]) async throws(StructureFailure) -> [Bool] {
        guard !elements.isEmpty else { return [] }
        return try await run(SMISMEMBER(key, try codec.words(elements)))
    }

    /// How many elements there are.
    ///
    /// Constant time. Redis: SCARD.
    public func count() async throws(StructureFailure) -> Int { try await run(SCARD(key)) }

    /// All elements: for sets that fit into memory.
    ///
    /// - Complexity: O(elements). Redis: SMEMBERS.
    public func all() async throws(StructureFailure) -> Set<Element> {
        try read(try await run(SMEMBERS(key, as: Bytes.self)))
    }

    /// An element by chance; nil when there is none.
    ///
    /// Constant time. Redis: SRANDMEMBER.
    public func randomElement() async throws(StructureFailure) -> Element? {
        guard let reply = try await run(SRANDMEMBER(key, as: Reply.self)) else { return nil }
        return try codec.read(reply)
    }

    /// As many different elements by chance as there are, and no more than `limit`.
    ///
    /// - Complexity: O(limit). Redis: SRANDMEMBER.
    public func randomElements(_ limit: Int) async throws(StructureFailure) -> [Element] {
        try codec.read(try await run(SRANDMEMBER(key, count: Swift.max(0, limit), as: Reply.self)))
    }

    /// Takes an element by chance; nil when there is none.
    ///
    /// Constant time. Redis: SPOP.
    public func popRandom() async throws(StructureFailure) -> Element? {
        guard let bytes = try await run(SPOP(key, as: Bytes.self)) else { return nil }
        return try codec.read(bytes)
    }

    private func read(_ members: Set<Bytes>) throws(StructureFailure) -> Set<Element> {
        var elements: Set<Element> = []
        elements.reserveCapacity(members.count)
        for member in members { elements.insert(try codec.read(member)) }
        return elements
    }
}

extension RemoteSet.Handle {
    /// What is in this set or in one of others, which write their elements in the same way.
    ///
    /// - Complexity: O(elements of all). Redis: SUNION.
    public func union(_ others: Self...) async throws(StructureFailure) -> Set<Element> {
        try read(try await run(SUNION(keys(with: others), as: Bytes.self)))
    }

    /// What is in this set and in all others, which write their elements in the same way.
    ///
    /// - Complexity: O(elements of the smallest, times sets). Redis: SINTER.
    public func intersection(_ others: Self...) async throws(StructureFailure) -> Set<Element> {
        try read(try await run(SINTER(keys(with: others), as: Bytes.self)))
    }

    /// What is in this set and in none of the others, which write their elements in the same way.
    ///
    /// - Complexity: O(elements of all). Redis: SDIFF.
    public func subtracting(_ others: Self...) async throws(StructureFailure) -> Set<Element> {
        try read(try await run(SDIFF(keys(with: others), as: Bytes.self)))
    }

    private func keys(with others: [Self]) -> [String] { [key] + others.map(\.key) }
}

extension RemoteSet.Handle: AsyncSequence {
    /// Starts to read the set, about 500 elements at a time.
    public func makeAsyncIterator() -> StructureElements<Element>.Iterator {
        pages().makeAsyncIterator()
    }

    /// The elements, read as they are taken, a round trip for each page.
    ///
    /// Redis: SSCAN.
    public func pages(of size: Int = 500) -> StructureElements<Element> {
        StructureElements { cursor async throws(StructureFailure) in
            let command = SSCAN(key, cursor, count: Swift.max(1, size), as: Reply.self)
            let step = try await run(command)
            return ScanStep(cursor: step.cursor, elements: try codec.read(step.elements))
        }
    }
}
