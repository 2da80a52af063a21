import DequeModule
import StdnetBackend

extension Keyspace {
    /// SORT and SORT_RO.
    static let sortCommands: [CommandImplementation] = [
        .init("sort") { (k, call, reply) throws(CommandError) in
            try k.sort(call, &reply, allowsStore: true)
        },
        .init("sort_ro") { (k, call, reply) throws(CommandError) in
            try k.sort(call, &reply, allowsStore: false)
        },
    ]

    private static let mostSorted = 1 << 27

    private mutating func sort(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        allowsStore: Bool
    ) throws(CommandError) {
        var options = try SortOptions(
            call,
            allowsStore: allowsStore,
            mayReadAllKeys: mayReadAllKeys
        )
        let value = find(call[1]).map { slot($0).value }
        if case .sortedSet(let box) = value, box.content.isListpack {
            // Redis reads the members from the skiplist, and does not go back.
            try change(SortedSet.self, call[1])?.box.content.becomeSkiplist(seed: table.seed)
        }
        if case .set = value, options.keepsOrder, options.target != nil || isInScript {
            options.forceOrder()
        }
        var elements = try sortable(value, options)
        if !options.keepsOrder { elements = try sorted(elements, options) }
        elements = Array(elements[options.range(in: elements.count)])
        // A few words can ask for more values than there is memory.
        guard elements.count * max(options.gets.count, 1) <= Self.mostSorted else {
            throw .init("ERR SORT would return too many values")
        }
        if let target = options.target {
            storeSorted(elements, options, at: call[target], &reply)
        } else {
            replySorted(elements, options, &reply)
        }
    }

    /// The elements of a list, set or sorted set; those that have an order turned around where that is
    /// asked for.
    private func sortable(
        _ value: StoredValue?,
        _ options: SortOptions
    ) throws(CommandError) -> [ByteString] {
        switch value {
        case nil: return []
        case .list(let box):
            let elements = Array(box.content.elements)
            return options.keepsOrder && options.isDescending ? elements.reversed() : elements
        case .set(let box):
            var elements: [ByteString] = []
            elements.reserveCapacity(box.content.members.count)
            box.content.visit {
                elements.append(copy $0)
                return true
            }
            return elements
        case .sortedSet(let box):
            var elements: [ByteString] = []
            elements.reserveCapacity(box.content.count)
            box.content.order.forEach(in: 0..<box.content.count) { elements.append($0.member) }
            return options.keepsOrder && options.isDescending ? elements.reversed() : elements
        default: throw .wrongType
        }
    }

    private mutating func sorted(
        _ elements: [ByteString],
        _ options: SortOptions
    ) throws(CommandError) -> [ByteString] {
        var key: Bytes = []
        var weighed: [Weighed] = []
        weighed.reserveCapacity(elements.count)
        for element in elements {
            let weight = options.by.map { $0.value(for: element, in: &self, key: &key) } ?? element
            var score = 0.0
            if !options.isAlphabetic, let weight {
                guard
                    let number = weight.withBytes({
                        Double(lenientText: $0, refusesRange: true)
                    })
                else {
                    throw .init("ERR One or more scores can't be converted into double")
                }
                score = number
            }
            weighed.append(Weighed(element: element, score: score, text: weight))
        }
        if options.isAlphabetic {
            weighed.sort {
                options.isDescending
                    ? Weighed.precedesByText($1, $0) : Weighed.precedesByText($0, $1)
            }
        } else {
            weighed.sort {
                options.isDescending
                    ? Weighed.precedesByScore($1, $0) : Weighed.precedesByScore($0, $1)
            }
        }
        return weighed.map(\.element)
    }

    private mutating func replySorted(
        _ elements: [ByteString],
        _ options: SortOptions,
        _ reply: inout ReplyBuilder
    ) {
        guard !options.gets.isEmpty else {
            reply.array(elements.count)
            for element in elements { reply.bulk(element) }
            return
        }
        var key: Bytes = []
        reply.array(elements.count * options.gets.count)
        for element in elements {
            for pattern in options.gets {
                reply.bulkOrNull(pattern.value(for: element, in: &self, key: &key))
            }
        }
    }

    /// Stores what SORT would reply; what is absent becomes an empty string.
    private mutating func storeSorted(
        _ elements: [ByteString],
        _ options: SortOptions,
        at target: RawBytes,
        _ reply: inout ReplyBuilder
    ) {
        var key: Bytes = []
        var list = Deque<ByteString>()
        for element in elements {
            if options.gets.isEmpty { list.append(element) }
            for pattern in options.gets {
                list.append(pattern.value(for: element, in: &self, key: &key) ?? .empty)
            }
        }
        reply.integer(list.count)
        if !list.isEmpty {
            store(ListContent(list), at: target)
            changed(target, .list("sortstore"))
        } else if remove(target) {
            changed(target, .generic("del"))
        }
    }
}

/// An element and what it is sorted by.
private struct Weighed {
    let element: ByteString
    let score: Double
    let text: ByteString?

    static func precedesByScore(_ left: Weighed, _ right: Weighed) -> Bool {
        left.score != right.score ? left.score < right.score : left.element < right.element
    }

    /// An absent text comes first.
    static func precedesByText(_ left: Weighed, _ right: Weighed) -> Bool {
        guard let text = right.text else { return false }
        return left.text.map { $0 < text } ?? true
    }
}
