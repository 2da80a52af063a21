import DequeModule
import StdnetBackend

// Commands that change lists inside.
extension Keyspace {
    mutating func lset(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (_, list) = try change(ListContent.self, call[1]) else { throw .noSuchKey }
        let index = try call.requiredInteger(2)
        guard let position = list.content.position(of: index) else { throw .indexOutOfRange }
        list.content.elements[position] = ByteString(call[3])
        reply.ok()
    }

    /// Removes equal elements: a positive count from the left, a negative from the right, 0 all.
    mutating func lrem(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let count = try call.requiredInteger(2)
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return reply.integer(0)
        }
        let element = ByteString(call[3])
        let limit = count == 0 ? Int.max : Int(clamping: count.magnitude)
        let elements = list.content.elements
        var removed = 0
        func keep(_ other: ByteString) -> Bool {
            guard removed < limit, other == element else { return true }
            removed += 1
            return false
        }
        list.content.elements =
            count < 0
            ? Deque(elements.reversed().filter(keep).reversed()) : elements.filter(keep)
        if list.content.isEmpty { remove(at: position) }
        reply.integer(removed)
    }

    mutating func ltrim(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let start = try call.requiredInteger(2)
        let end = try call.requiredInteger(3)
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return reply.ok()
        }
        if let range = resolvedRange(
            from: start,
            through: end,
            count: list.content.elements.count
        ) {
            list.content.elements.removeLast(list.content.elements.count - range.upperBound)
            list.content.elements.removeFirst(range.lowerBound)
        } else {
            remove(at: position)
        }
        reply.ok()
    }

    mutating func linsert(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let isAfter = call.isWord("AFTER", at: 2)
        guard isAfter || call.isWord("BEFORE", at: 2) else { throw .syntax }
        guard let (_, list) = try change(ListContent.self, call[1]) else {
            return reply.integer(0)
        }
        guard let pivot = list.content.elements.firstIndex(of: ByteString(call[3])) else {
            return reply.integer(-1)
        }
        list.content.elements.insert(ByteString(call[4]), at: isAfter ? pivot + 1 : pivot)
        reply.integer(list.content.elements.count)
    }
}
