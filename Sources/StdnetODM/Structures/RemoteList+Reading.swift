internal import StdnetCommands

extension RemoteList.Handle {
    /// How many elements there are.
    ///
    /// Constant time. Redis: LLEN.
    public func count() async throws(StructureFailure) -> Int { try await run(LLEN(key)) }

    /// All elements: for lists that fit into memory.
    ///
    /// - Complexity: O(elements). Redis: LRANGE.
    public func all() async throws(StructureFailure) -> [Element] { try await elements(0, -1) }

    /// The element at a position; nil when there is none.
    ///
    /// - Complexity: O(elements up to it, from the nearer end). Redis: LINDEX.
    public subscript(index: Int) -> Element? {
        get async throws(StructureFailure) {
            guard let reply = try await run(LINDEX(key, index, as: Reply.self)) else { return nil }
            return try codec.read(reply)
        }
    }

    /// The elements at these positions, those that there are.
    ///
    /// - Complexity: O(elements up to the range and in it). Redis: LRANGE.
    public subscript(range: some Interval<Int> & Sendable) -> [Element] {
        get async throws(StructureFailure) {
            guard let (first, last) = range.ends.positions else { return [] }
            return try await elements(first, last)
        }
    }

    /// Puts another element at a position.
    ///
    /// - Throws: ``StructureFailure/outOfRange(key:index:)`` when there is none.
    /// - Complexity: O(elements up to it, from the nearer end). Redis: LSET.
    public func set(_ element: Element, at index: Int) async throws(StructureFailure) {
        do throws(StructureFailure) {
            try await run(LSET(key, index, try codec.word(element)))
        } catch .backend(.server("ERR", "index out of range")), .backend(
            .server("ERR", "no such key")
        )
        {
            throw .outOfRange(key: key, index: index)
        }
    }

    /// Puts an element before the first one that equals another; says whether there is one.
    ///
    /// - Complexity: O(elements up to it). Redis: LINSERT.
    @discardableResult
    public func insert(
        _ element: Element,
        before other: Element
    ) async throws(StructureFailure) -> Bool {
        let words = (try codec.word(other), try codec.word(element))
        return try await run(LINSERT(key, .before, words.0, words.1)) != nil
    }

    /// Puts an element behind the first one that equals another; says whether there is one.
    ///
    /// - Complexity: O(elements up to it). Redis: LINSERT.
    @discardableResult
    public func insert(
        _ element: Element,
        after other: Element
    ) async throws(StructureFailure) -> Bool {
        let words = (try codec.word(other), try codec.word(element))
        return try await run(LINSERT(key, .after, words.0, words.1)) != nil
    }

    /// Removes elements that equal this one: the first so many or, when the limit is negative, the last.
    ///
    /// With a limit of 0, which is not said, it is all of them. Answers how many there were.
    ///
    /// - Complexity: O(elements). Redis: LREM.
    @discardableResult
    public func remove(
        _ element: Element,
        limit: Int = 0
    ) async throws(StructureFailure) -> Int {
        try await run(LREM(key, try codec.word(element), count: limit))
    }

    /// The position of the first element that equals this one; nil when there is none.
    ///
    /// - Complexity: O(elements). Redis: LPOS.
    public func firstIndex(of element: Element) async throws(StructureFailure) -> Int? {
        try await run(LPOS(key, try codec.word(element)))
    }

    /// Keeps the elements at these positions and removes all others.
    ///
    /// - Complexity: O(elements removed). Redis: LTRIM.
    public func keep(_ range: some Interval<Int> & Sendable) async throws(StructureFailure) {
        guard let (first, last) = range.ends.positions else {
            try await delete()
            return
        }
        try await run(LTRIM(key, from: first, through: last))
    }

    private func elements(_ first: Int, _ last: Int) async throws(StructureFailure) -> [Element] {
        try codec.read(try await run(LRANGE(key, from: first, through: last, as: Reply.self)))
    }
}

extension RemoteList.Handle: AsyncSequence {
    /// Starts to read the list, 500 elements at a time.
    public func makeAsyncIterator() -> StructureElements<Element>.Iterator {
        pages().makeAsyncIterator()
    }

    /// The elements, read as they are taken, a round trip for each page.
    ///
    /// Redis: LRANGE.
    public func pages(of size: Int = 500) -> StructureElements<Element> {
        .byPosition(pageSize: size) { first, last async throws(StructureFailure) in
            try await elements(first, last)
        }
    }
}
