/// Which part of the found objects.
struct Slice: Sendable, Equatable {
    /// A cut that counts from the end, or that comes after one.
    enum Cut: Sendable, Equatable {
        case prefix(Int), suffix(Int), dropFirst(Int), dropLast(Int)
    }

    /// How many are left out at the start.
    private(set) var offset = 0
    /// How many there are at most, after that.
    private(set) var limit: Int?
    /// What is cut off afterwards: to know where, one must know how many objects there are.
    private(set) var cuts: [Cut] = []

    init() {}
    init(_ range: Range<Int>) {
        offset = range.lowerBound
        limit = range.count
    }

    /// Nothing can be in it.
    var isEmpty: Bool { limit == 0 }
    /// Everything is in it.
    var isWhole: Bool { offset == 0 && limit == nil && cuts.isEmpty }
    /// How many are in it, from the last; nil when it is another part than that.
    var tail: Int? {
        guard offset == 0, limit == nil, cuts.count == 1, case .suffix(let count) = cuts[0] else {
            return nil
        }
        return count
    }
    /// How many objects must be found to know all that are in it; nil: all that there are.
    var reach: Int? { limit.map { offset.addingReportingOverflow($0) }.map { $1 ? .max : $0 } }

    func prefix(_ count: Int) -> Slice {
        guard cuts.isEmpty else { return cut(.prefix(count)) }
        var copy = self
        copy.limit = min(limit ?? .max, max(0, count))
        return copy
    }
    func dropFirst(_ count: Int) -> Slice {
        guard cuts.isEmpty else { return cut(.dropFirst(count)) }
        var copy = self
        let dropped = max(0, count)
        let (start, overflow) = offset.addingReportingOverflow(dropped)
        copy.offset = overflow ? .max : start
        copy.limit = limit.map { max(0, $0 - dropped) }
        return copy
    }
    func suffix(_ count: Int) -> Slice { cut(.suffix(count)) }
    func dropLast(_ count: Int) -> Slice { cut(.dropLast(count)) }

    private func cut(_ cut: Cut) -> Slice {
        var copy = self
        copy.cuts.append(cut)
        return copy
    }

    /// Which of so many objects are in it.
    func places(of total: Int) -> Range<Int> {
        let start = min(offset, total)
        var range = start..<(limit.map { start + min($0, total - start) } ?? total)
        for cut in cuts {
            switch cut {
            case .prefix(let count): range = range.prefix(max(0, count))
            case .suffix(let count): range = range.suffix(max(0, count))
            case .dropFirst(let count): range = range.dropFirst(max(0, count))
            case .dropLast(let count): range = range.dropLast(max(0, count))
            }
        }
        return range
    }
    /// How many of so many objects are in it.
    func count(of total: Int) -> Int { places(of: total).count }
}
