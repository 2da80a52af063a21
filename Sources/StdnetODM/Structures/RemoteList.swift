internal import StdnetCommands

/// A list: elements in a sequence.
///
/// The original's List.
public struct RemoteList<Element: StructureElement>: RemoteStructure {
    /// What it is at rest.
    public static var type: StructureType { .list }
    /// Whose it is.
    public let place: StructurePlace
    /// How elements are written.
    public let coding: ElementCoding

    /// Names a list.
    public init(at place: StructurePlace, coding: ElementCoding) {
        self.place = place
        self.coding = coding
    }

    /// The list under a key.
    public func handle(in backend: any Backend, key: String) -> Handle {
        Handle(backend: backend, key: key, codec: ElementCodec(key: key, coding: coding))
    }

    /// A list in a database.
    ///
    /// Each call is one round trip; positions count from 0, and from the end when they are negative.
    /// Iterate it to read it page by page.
    public struct Handle: StructureHandle {
        /// Where the key is.
        public let backend: any Backend
        /// The key.
        public let key: String
        let codec: ElementCodec<Element>

        /// All that it holds.
        public func contents() async throws(StructureFailure) -> [Element] { try await all() }
    }
}

extension RemoteList.Handle {
    /// Puts elements behind the last one.
    ///
    /// - Returns: How many elements the list has now.
    /// - Complexity: O(elements added). Redis: RPUSH.
    @discardableResult
    public func append(
        contentsOf elements: some Sequence<Element> & Sendable
    ) async throws(StructureFailure) -> Int {
        let words = try codec.words(elements)
        return words.isEmpty ? try await count() : try await run(RPUSH(key, words))
    }

    /// Puts elements behind the last one.
    @discardableResult
    public func append(_ elements: Element...) async throws(StructureFailure) -> Int {
        try await append(contentsOf: elements)
    }

    /// Puts elements before the first one, one after the other: the last of them comes first.
    ///
    /// - Returns: How many elements the list has now.
    /// - Complexity: O(elements added). Redis: LPUSH.
    @discardableResult
    public func prepend(
        contentsOf elements: some Sequence<Element> & Sendable
    ) async throws(StructureFailure) -> Int {
        let words = try codec.words(elements)
        return words.isEmpty ? try await count() : try await run(LPUSH(key, words))
    }

    /// Puts elements before the first one, one after the other: the last of them comes first.
    @discardableResult
    public func prepend(_ elements: Element...) async throws(StructureFailure) -> Int {
        try await prepend(contentsOf: elements)
    }

    /// Takes the first element; nil when there is none.
    ///
    /// Redis: LPOP.
    public func popFirst() async throws(StructureFailure) -> Element? {
        try read(try await run(LPOP(key, as: Reply.self)))
    }

    /// Takes the last element; nil when there is none.
    ///
    /// Redis: RPOP.
    public func popLast() async throws(StructureFailure) -> Element? {
        try read(try await run(RPOP(key, as: Reply.self)))
    }

    /// Takes the first element, and waits for one when there is none; nil when none came in time.
    ///
    /// It waits on a connection of its own, for ever when `limit` is nil. Redis: BLPOP.
    public func popFirst(waiting limit: Duration?) async throws(StructureFailure) -> Element? {
        try read(try await run(BLPOP([key], timeout: limit, as: Reply.self))?.element)
    }

    /// Takes the last element, and waits for one when there is none; nil when none came in time.
    ///
    /// It waits on a connection of its own, for ever when `limit` is nil. Redis: BRPOP.
    public func popLast(waiting limit: Duration?) async throws(StructureFailure) -> Element? {
        try read(try await run(BRPOP([key], timeout: limit, as: Reply.self))?.element)
    }

    /// Takes as many of the first elements as there are, and no more than `limit`.
    ///
    /// - Complexity: O(elements taken). Redis: LPOP.
    public func popFirst(_ limit: Int) async throws(StructureFailure) -> [Element] {
        try codec.read(try await run(LPOP(key, count: limit, as: Reply.self)))
    }

    /// Takes as many of the last elements as there are, and no more than `limit`, the last one first.
    ///
    /// - Complexity: O(elements taken). Redis: RPOP.
    public func popLast(_ limit: Int) async throws(StructureFailure) -> [Element] {
        try codec.read(try await run(RPOP(key, count: limit, as: Reply.self)))
    }

    private func read(_ reply: Reply??) throws(StructureFailure) -> Element? {
        guard case .some(.some(let reply)) = reply else { return nil }
        return try codec.read(reply)
    }
}
