import DequeModule
import StdnetBackend

// Commands that read lists.
extension Keyspace {
    func lrange(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let start = try call.requiredInteger(2)
        let end = try call.requiredInteger(3)
        guard let list = try read(ListContent.self, call[1]),
            let range = resolvedRange(
                from: start,
                through: end,
                count: list.content.elements.count
            )
        else { return reply.array(0) }
        reply.array(range.count)
        for index in range { reply.bulk(list.content.elements[index]) }
    }

    func lindex(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let list = try read(ListContent.self, call[1]) else { return reply.null() }
        let index = try call.requiredInteger(2)
        reply.bulkOrNull(list.content.position(of: index).map { list.content.elements[$0] })
    }

    func lpos(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let search = try ElementSearch(call)
        guard let list = try read(ListContent.self, call[1]) else {
            return search.count == nil ? reply.null() : reply.array(0)
        }
        let found = search.positions(of: ByteString(call[2]), in: list.content.elements)
        guard search.count != nil else {
            return found.first.map { reply.integer($0) } ?? reply.null()
        }
        reply.array(found.count)
        for position in found { reply.integer(position) }
    }
}
