import StdnetBackend

// LCS: the longest common subsequence of two strings.
extension Keyspace {
    mutating func lcs(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let first = find(call[1])
        let second = find(call[2])
        let strings = [first, second].map { $0.map { slot($0).value.string } ?? .empty }
        guard let left = strings[0], let right = strings[1] else {
            throw .init("ERR The specified keys must contain string values")
        }
        let options = try SubsequenceOptions(call)
        // Redis needs four bytes for each pair of prefixes, and says no where that is too much.
        let (size, isTooLarge) = (left.count + 1).multipliedReportingOverflow(
            by: (right.count + 1) * 4
        )
        guard !isTooLarge, size <= settings.protoMaxBulkLength else {
            throw .init(
                "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"
            )
        }
        left.withBytes { left in
            right.withBytes { right in
                let table = SubsequenceTable(left, right)
                if options.wantsRanges {
                    table.writeRanges(left, right, options, &reply)
                } else if options.wantsLength {
                    reply.integer(table.length)
                } else {
                    reply.bulk(table.subsequence(left, right))
                }
            }
        }
    }
}

/// The words after the keys in LCS.
private struct SubsequenceOptions {
    var wantsLength = false
    var wantsRanges = false
    var showsMatchLength = false
    var leastMatchLength = 0

    init(_ call: ArgumentView) throws(CommandError) {
        var word = 3
        while word < call.count {
            if call.isWord("IDX", at: word) {
                wantsRanges = true
            } else if call.isWord("LEN", at: word) {
                wantsLength = true
            } else if call.isWord("WITHMATCHLEN", at: word) {
                showsMatchLength = true
            } else if call.isWord("MINMATCHLEN", at: word), call.hasWord(after: word) {
                word += 1
                leastMatchLength = try call.requiredInteger(word)
            } else {
                throw .syntax
            }
            word += 1
        }
        if wantsLength, wantsRanges {
            throw .init("ERR If you want both the length and indexes, please just use IDX.")
        }
    }
}

extension SubsequenceTable {
    fileprivate func writeRanges(
        _ left: RawBytes,
        _ right: RawBytes,
        _ options: SubsequenceOptions,
        _ reply: inout ReplyBuilder
    ) {
        reply.map(2)
        reply.bulk("matches")
        let start = reply.count
        reply.array(0)
        var count = 0
        for match in matches(left, right) where match.length >= options.leastMatchLength {
            reply.array(options.showsMatchLength ? 3 : 2)
            for first in [match.left, match.right] {
                reply.array(2)
                reply.integer(first)
                reply.integer(first + match.length - 1)
            }
            if options.showsMatchLength { reply.integer(match.length) }
            count += 1
        }
        reply.setCount(count, at: start)
        reply.bulk("len")
        reply.integer(length)
    }
}
