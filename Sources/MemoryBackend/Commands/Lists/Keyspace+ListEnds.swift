import DequeModule
import StdnetBackend

// Commands at the ends of lists.
extension Keyspace {
    mutating func push(
        _ call: ArgumentView,
        to end: ListEnd,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let list = try write(ListContent.self, call[1])
        for position in 2..<call.count { list.content.push(ByteString(call[position]), to: end) }
        reply.integer(list.content.elements.count)
    }

    mutating func pushIfPresent(
        _ call: ArgumentView,
        to end: ListEnd,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard find(call[1]) != nil else { return reply.integer(0) }
        try push(call, to: end, &reply)
    }

    mutating func pop(
        _ call: ArgumentView,
        from end: ListEnd,
        name: String,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .wrongArity(name) }
        let wanted = call.count == 3 ? try call.requiredCount(2) : nil
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return wanted == nil ? reply.null() : reply.nullArray()
        }
        if let wanted { reply.array(min(wanted, list.content.elements.count)) }
        for _ in 0..<min(wanted ?? 1, list.content.elements.count) {
            reply.bulkOrNull(list.content.pop(from: end))
        }
        if list.content.isEmpty { remove(at: position) }
    }

    mutating func moveElement(
        _ call: ArgumentView,
        from source: ListEnd,
        to target: ListEnd,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return reply.null()
        }
        _ = try read(ListContent.self, call[2])
        guard let element = list.content.pop(from: source) else { return reply.null() }
        if call[1].matches(call[2]) {
            list.content.push(element, to: target)
        } else {
            if list.content.isEmpty { remove(at: position) }
            try write(ListContent.self, call[2]).content.push(element, to: target)
        }
        reply.bulk(element)
    }
}

extension ListContent {
    mutating func push(_ element: ByteString, to end: ListEnd) {
        switch end {
        case .left: elements.prepend(element)
        case .right: elements.append(element)
        }
    }

    mutating func pop(from end: ListEnd) -> ByteString? {
        switch end {
        case .left: elements.popFirst()
        case .right: elements.popLast()
        }
    }
}
