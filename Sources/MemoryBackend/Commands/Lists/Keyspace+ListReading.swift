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
        let options = try PositionOptions(call)
        guard let list = try read(ListContent.self, call[1]) else {
            return options.count == nil ? reply.null() : reply.array(0)
        }
        let found = options.positions(of: ByteString(call[2]), in: list.content.elements)
        guard options.count != nil else {
            return found.first.map { reply.integer($0) } ?? reply.null()
        }
        reply.array(found.count)
        for position in found { reply.integer(position) }
    }
}

extension ListContent {
    /// The position of an index that may count from the end; nil when it is outside.
    func position(of index: Int) -> Int? {
        let position = index < 0 ? index + elements.count : index
        return elements.indices.contains(position) ? position : nil
    }
}

/// The options of LPOS.
private struct PositionOptions {
    private var rank = 1
    private(set) var count: Int?
    private var limit = 0

    init(_ call: ArgumentView) throws(CommandError) {
        var position = 3
        while position < call.count {
            guard call.hasWord(after: position) else { throw .syntax }
            if call.isWord("RANK", at: position) {
                rank = try call.requiredInteger(position + 1)
                guard rank != 0 else {
                    throw .init(
                        """
                        ERR RANK can't be zero: use 1 to start from the first match, 2 from the \
                        second ... or use negative to start from the end of the list
                        """
                    )
                }
            } else if call.isWord("COUNT", at: position) {
                count = try call.requiredCount(
                    position + 1,
                    otherwise: .init("ERR COUNT can't be negative")
                )
            } else if call.isWord("MAXLEN", at: position) {
                limit = try call.requiredCount(
                    position + 1,
                    otherwise: .init("ERR MAXLEN can't be negative")
                )
            } else {
                throw .syntax
            }
            position += 2
        }
    }

    func positions(of element: ByteString, in elements: Deque<ByteString>) -> [Int] {
        var found: [Int] = []
        var matches = 0
        let wanted = count == 0 ? Int.max : count ?? 1
        let compared = limit == 0 ? elements.count : min(limit, elements.count)
        for step in 0..<compared {
            let index = rank > 0 ? step : elements.count - 1 - step
            guard elements[index] == element else { continue }
            matches += 1
            guard matches >= rank.magnitude else { continue }
            found.append(index)
            if found.count == wanted { break }
        }
        return found
    }
}
