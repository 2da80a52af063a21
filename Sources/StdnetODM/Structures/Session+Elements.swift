// Structures see the end of a commit: first objects are deleted, moved and written, then these changes
// follow in the order of the session. All of it happens, or nothing.

extension Session {
    // MARK: Lists

    /// Plans to put an element behind the last one of a list.
    ///
    /// ```swift
    /// let bag = session.insert(Bag(name: "new"))
    /// session.append("first", to: bag[\.items])
    /// ```
    public mutating func append<Element>(_ element: Element, to list: RemoteList<Element>) {
        plan(.rpush, list, elements: CollectionOfOne(element))
    }

    /// Plans to put elements behind the last one of a list.
    public mutating func append<Element>(
        contentsOf elements: some Sequence<Element>,
        to list: RemoteList<Element>
    ) {
        plan(.rpush, list, elements: elements)
    }

    /// Plans to put an element before the first one of a list.
    public mutating func prepend<Element>(_ element: Element, to list: RemoteList<Element>) {
        plan(.lpush, list, elements: CollectionOfOne(element))
    }

    /// Plans to put elements before the first one of a list, one after the other: the last of them
    /// comes first.
    public mutating func prepend<Element>(
        contentsOf elements: some Sequence<Element>,
        to list: RemoteList<Element>
    ) {
        plan(.lpush, list, elements: elements)
    }

    // MARK: Sets

    /// Plans to add an element to a set.
    public mutating func add<Element>(_ element: Element, to set: RemoteSet<Element>) {
        plan(.sadd, set, elements: CollectionOfOne(element))
    }

    /// Plans to add elements to a set.
    public mutating func add<Element>(
        contentsOf elements: some Sequence<Element>,
        to set: RemoteSet<Element>
    ) {
        plan(.sadd, set, elements: elements)
    }

    /// Plans to remove an element from a set.
    public mutating func remove<Element>(_ element: Element, from set: RemoteSet<Element>) {
        plan(.srem, set, elements: CollectionOfOne(element))
    }

    /// Plans to remove elements from a set.
    public mutating func remove<Element>(
        contentsOf elements: some Sequence<Element>,
        from set: RemoteSet<Element>
    ) {
        plan(.srem, set, elements: elements)
    }

    // MARK: Sorted sets

    /// Plans to give an element of a sorted set its score, whether it is there or not.
    public mutating func set<Member>(
        _ element: Member,
        score: Double,
        in set: RemoteSortedSet<Member>
    ) {
        plan(.zadd, set) { operation throws(ElementRefusal) in
            operation.append(.double(score))
            try operation.append(element, as: set.coding)
        }
    }

    /// Plans to remove an element from a sorted set.
    public mutating func remove<Member>(_ element: Member, from set: RemoteSortedSet<Member>) {
        plan(.zrem, set, elements: CollectionOfOne(element))
    }

    // MARK: Hashes

    /// Plans to write a value of a hash.
    public mutating func set<Value>(_ value: Value, for name: String, in hash: RemoteHash<Value>) {
        plan(.hset, hash) { operation throws(ElementRefusal) in
            operation.append(.text(name))
            try operation.append(value, as: hash.coding)
        }
    }

    /// Plans to remove a name and its value from a hash.
    public mutating func remove<Value>(_ name: String, from hash: RemoteHash<Value>) {
        plan(.hdel, hash) { $0.append(.text(name)) }
    }

    // MARK: All

    /// Plans to empty a structure.
    public mutating func removeAll<Structure: RemoteStructure>(from structure: Structure) {
        plan(.unlink, structure)
    }
}
