import DequeModule

/// The two ends of a list.
enum ListEnd {
    case left, right
}

/// What a list holds.
struct ListContent: StoredCollection {
    var elements: Deque<ByteString> = []

    init(seed: HashSeed, capacity: Int) {}
    init(_ elements: Deque<ByteString>) { self.elements = elements }

    var isEmpty: Bool { elements.isEmpty }
    /// Redis 7.0 keeps lists of all sizes alike.
    var encodingName: StaticString { "quicklist" }

    @inline(__always)
    static func box(in value: StoredValue) -> Box<ListContent>? {
        if case .list(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<ListContent>) -> StoredValue { .list(box) }

    @inline(__always)
    mutating func push(_ element: consuming ByteString, to end: ListEnd) {
        switch end {
        case .left: elements.prepend(element)
        case .right: elements.append(element)
        }
    }

    @inline(__always)
    mutating func pop(from end: ListEnd) -> ByteString? {
        switch end {
        case .left: elements.popFirst()
        case .right: elements.popLast()
        }
    }

    /// The position of an index that may count from the end; nil when it is outside.
    func position(of index: Int) -> Int? {
        let position = index < 0 ? index &+ elements.count : index
        return elements.indices.contains(position) ? position : nil
    }

    /// Removes the first equal elements seen from an end, and says how many.
    mutating func remove(_ element: ByteString, from end: ListEnd, limit: Int) -> Int {
        let count = elements.count
        var removed = 0
        var kept = 0
        for step in 0..<count {
            let index = end == .left ? step : count - 1 - step
            if removed < limit, elements[index] == element {
                removed += 1
            } else {
                if removed > 0 {
                    elements.swapAt(end == .left ? kept : count - 1 - kept, index)
                }
                kept += 1
            }
        }
        switch end {
        case .left: elements.removeLast(removed)
        case .right: elements.removeFirst(removed)
        }
        return removed
    }
}
