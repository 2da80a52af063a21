import StdnetBackend

/// How long the longest common subsequence is, for each pair of prefixes of two strings.
///
/// Going back through it from the end finds one such subsequence, the one that Redis finds.
struct SubsequenceTable {
    /// A run of bytes that are the same in both strings.
    struct Match {
        var left: Int
        var right: Int
        var length: Int
    }

    private let width: Int
    private let lengths: ContiguousArray<UInt32>

    init(_ left: RawBytes, _ right: RawBytes) {
        let width = right.count + 1
        let size = (left.count + 1) * width
        self.width = width
        lengths = ContiguousArray(unsafeUninitializedCapacity: size) { lengths, count in
            count = size
            lengths[..<width].update(repeating: 0)
            for row in 0..<left.count {
                let above = row * width
                let here = above + width
                lengths[here] = 0
                for column in 0..<right.count {
                    lengths[here + column + 1] =
                        left[row] == right[column]
                        ? lengths[above + column] + 1
                        : max(lengths[above + column + 1], lengths[here + column])
                }
            }
        }
    }

    /// How long the longest common subsequence of the whole strings is.
    var length: Int { lengths.last.map { Int($0) } ?? 0 }

    func subsequence(_ left: RawBytes, _ right: RawBytes) -> Bytes {
        var bytes: Bytes = []
        bytes.reserveCapacity(length)
        goBack(left, right) { row, _ in bytes.append(left[row]) }
        return bytes.reversed()
    }

    /// The runs of bytes that make the subsequence, the last one first.
    func matches(_ left: RawBytes, _ right: RawBytes) -> [Match] {
        var matches: [Match] = []
        goBack(left, right) { row, column in
            if let last = matches.last, last.left == row + 1, last.right == column + 1 {
                matches[matches.count - 1] = Match(
                    left: row,
                    right: column,
                    length: last.length + 1
                )
            } else {
                matches.append(Match(left: row, right: column, length: 1))
            }
        }
        return matches
    }

    /// Visits the places of the bytes of the subsequence, the last one first.
    private func goBack(
        _ left: RawBytes,
        _ right: RawBytes,
        _ visit: (_ row: Int, _ column: Int) -> Void
    ) {
        var row = left.count
        var column = right.count
        while row > 0, column > 0 {
            if left[row - 1] == right[column - 1] {
                row -= 1
                column -= 1
                visit(row, column)
            } else if lengths[(row - 1) * width + column] > lengths[row * width + column - 1] {
                row -= 1
            } else {
                column -= 1
            }
        }
    }
}
