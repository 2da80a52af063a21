import DequeModule
import StdnetBackend

/// What LPOS looks for: `[RANK rank] [COUNT count] [MAXLEN length]`.
struct ElementSearch {
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

    /// Where the element is, in the order of the search; one position when no count was given.
    func positions(of element: ByteString, in elements: Deque<ByteString>) -> [Int] {
        var found: [Int] = []
        var matches = 0
        // The lowest rank has no magnitude: Redis's arithmetic wraps, and every match will do.
        let firstMatch = rank < 0 ? 0 &- rank : rank
        let compared = limit == 0 ? elements.count : min(limit, elements.count)
        for step in 0..<compared {
            let index = rank > 0 ? step : elements.count - 1 - step
            guard elements[index] == element else { continue }
            matches += 1
            guard matches >= firstMatch else { continue }
            found.append(index)
            guard let count else { break }
            if count > 0, matches &- firstMatch &+ 1 >= count { break }
        }
        return found
    }
}
