/// A pattern of KEYS and SCAN: `*`, `?`, `[a-z]`, `[^a]`, and `\` before a byte to be taken as it is.
///
/// Only the last `*` is ever tried again, so the time is at most the product of both lengths.
struct GlobPattern {
    private let pattern: RawBytes

    init(_ pattern: RawBytes) { self.pattern = pattern }

    private var isSingleStar: Bool { pattern.count == 1 && pattern[0] == UInt8(ascii: "*") }

    /// Whether KEYS or SCAN lists a name: a single star stands for all there.
    func admits(_ name: RawBytes) -> Bool { isSingleStar || matches(name) }

    func matches(_ text: RawBytes) -> Bool {
        // No star matches nothing, where there is nothing else.
        if text.isEmpty { return pattern.isEmpty }
        var at = 0
        var index = 0
        var retry: (at: Int, index: Int)?
        while index < text.count {
            if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
                at += 1
                retry = (at, index)
            } else if at < pattern.count, let next = step(at, text[index]) {
                at = next
                index += 1
            } else if let last = retry {
                retry = (last.at, last.index + 1)
                at = last.at
                index = last.index + 1
            } else {
                return false
            }
        }
        while at < pattern.count, pattern[at] == UInt8(ascii: "*") { at += 1 }
        return at == pattern.count
    }

    /// Where the pattern goes on when the item at a place matches a byte; nil when it does not.
    private func step(_ at: Int, _ byte: UInt8) -> Int? {
        switch pattern[at] {
        case UInt8(ascii: "?"): return at + 1
        case UInt8(ascii: "["): return stepOverClass(at + 1, byte)
        case UInt8(ascii: "\\") where at + 1 < pattern.count:
            return pattern[at + 1] == byte ? at + 2 : nil
        default: return pattern[at] == byte ? at + 1 : nil
        }
    }

    private func stepOverClass(_ start: Int, _ byte: UInt8) -> Int? {
        var at = start
        let isNegated = at < pattern.count && pattern[at] == UInt8(ascii: "^")
        if isNegated { at += 1 }
        var isMatch = false
        // A class that is not closed ends with the pattern.
        while at < pattern.count, pattern[at] != UInt8(ascii: "]") {
            if pattern[at] == UInt8(ascii: "\\"), at + 1 < pattern.count {
                isMatch = isMatch || pattern[at + 1] == byte
                at += 2
            } else if at + 2 < pattern.count, pattern[at + 1] == UInt8(ascii: "-") {
                let low = min(pattern[at], pattern[at + 2])
                let high = max(pattern[at], pattern[at + 2])
                isMatch = isMatch || (low...high).contains(byte)
                at += 3
            } else {
                isMatch = isMatch || pattern[at] == byte
                at += 1
            }
        }
        return isMatch != isNegated ? min(at + 1, pattern.count) : nil
    }
}
