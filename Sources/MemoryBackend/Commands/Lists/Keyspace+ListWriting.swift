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
        changed(call[1], .list("lset"))
    }

    /// Removes equal elements: a positive count from the left, a negative from the right, 0 all.
    mutating func lrem(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let count = try call.requiredInteger(2)
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return reply.integer(0)
        }
        let removed = list.content.remove(
            ByteString(call[3]),
            from: count < 0 ? .right : .left,
            limit: count == 0 ? .max : Int(clamping: count.magnitude)
        )
        reply.integer(removed)
        guard removed > 0 else { return }
        changed(call[1], .list("lrem"))
        if list.content.isEmpty {
            remove(at: position)
            happened(call[1], .generic("del"))
        }
    }

    mutating func ltrim(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let start = try call.requiredInteger(2)
        let end = try call.requiredInteger(3)
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return reply.ok()
        }
        let count = list.content.elements.count
        let kept = resolvedRange(from: start, through: end, count: count) ?? 0..<0
        if kept.count < count {
            list.content.elements.removeLast(count - kept.upperBound)
            list.content.elements.removeFirst(kept.lowerBound)
        }
        reply.ok()
        // Redis says so even when nothing was cut.
        happened(call[1], .list("ltrim"))
        if list.content.isEmpty {
            remove(at: position)
            happened(call[1], .generic("del"))
        }
        touched(call[1])
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
        changed(call[1], .list("linsert"))
    }
}
