package import StdnetBackend

/// The compression of strings in RDB files (LibLZF by Marc Lehmann).
///
/// The compressed bytes are runs, a byte below 32 and so many bytes plus one to copy, and references,
/// a length and a distance back: `LLLooooo oooooooo`, or `111ooooo LLLLLLLL oooooooo` for long ones.
package enum LZF {
    private static let longestRun = 1 << 5
    private static let farthest = 1 << 13
    private static let longestReference = (1 << 8) + (1 << 3)
    private static let hashBits: UInt32 = 16

    /// What was compressed; nil when that is not `count` bytes.
    package static func decompressed(_ source: RawBytes, count: Int) -> Bytes? {
        // In LibLZF an error is a length of 0, so that Redis takes anything for nothing.
        guard count > 0 else { return [] }
        // Three bytes make at most 264: a count that is out of reach gets no memory.
        guard count <= source.count * 88 else { return nil }
        var result: Bytes = []
        result.reserveCapacity(count)
        var at = 0
        while at < source.count {
            let control = Int(source[at])
            at += 1
            if control < longestRun {
                let end = at + control + 1
                guard end <= source.count, result.count + control < count else { return nil }
                result.append(contentsOf: source[at..<end])
                at = end
                continue
            }
            var length = control >> 5 + 2
            if length == 9 {
                guard at < source.count else { return nil }
                length += Int(source[at])
                at += 1
            }
            guard at < source.count else { return nil }
            let start = result.count - (control & 0x1f) << 8 - Int(source[at]) - 1
            at += 1
            guard start >= 0, result.count + length <= count else { return nil }
            // What is copied may overlap with what it makes.
            for index in start..<start + length { result.append(result[index]) }
        }
        return result.count == count ? result : nil
    }
}

extension LZF {
    /// Compresses strings to the same bytes as Redis does.
    package struct Compressor {
        /// Where three bytes were seen last, by their hash; what is not above `base` was in a string
        /// before, so that nothing needs to be cleared.
        private var seen: ContiguousArray<UInt32> = []
        private var base: UInt32 = 0

        package init() {}

        /// The compressed bytes; nil when they are more than `limit`.
        package mutating func compress(_ source: RawBytes, limit: Int) -> Bytes? {
            guard source.count > 2, source.count < Int(Int32.max), limit > 0 else { return nil }
            if seen.isEmpty || base > UInt32.max - UInt32(source.count) {
                seen = ContiguousArray(repeating: 0, count: 1 << LZF.hashBits)
                base = 0
            }
            defer { base += UInt32(source.count) }
            var output = Output(limit: limit)
            var at = 0
            while at < source.count - 2 {
                let earlier = exchange(source, at)
                guard let earlier, at - earlier - 1 < LZF.farthest,
                    source[earlier] == source[at], source[earlier + 1] == source[at + 1],
                    source[earlier + 2] == source[at + 2]
                else {
                    guard output.literal(source[at]) else { return nil }
                    at += 1
                    continue
                }
                let length = Self.commonLength(source, earlier, at)
                guard output.reference(back: at - earlier - 1, length: length) else { return nil }
                at += length
                guard at < source.count - 2 else { break }
                // Of the bytes of a reference only the last two places are remembered.
                _ = exchange(source, at - 2)
                _ = exchange(source, at - 1)
            }
            return output.finish(RawBytes(rebasing: source[at...]))
        }

        /// Where the three bytes at a place were before, and remembers the place.
        @inline(__always)
        private mutating func exchange(_ source: RawBytes, _ at: Int) -> Int? {
            let word =
                UInt32(source[at]) << 16 | UInt32(source[at + 1]) << 8 | UInt32(source[at + 2])
            let hash = (word >> (24 - LZF.hashBits) &- word &* 5) & (1 << LZF.hashBits - 1)
            let last = seen[Int(hash)]
            seen[Int(hash)] = base + UInt32(at)
            // The first place of a string is never referred to.
            return last > base ? Int(last - base) : nil
        }

        private static func commonLength(_ source: RawBytes, _ earlier: Int, _ at: Int) -> Int {
            // How far the original looks, which loses one or two bytes at the end of a string.
            let reach = min(source.count - at - 2, LZF.longestReference)
            let longest = reach > 16 ? max(reach, 19) : max(reach, 3)
            var length = 3
            while length < longest, source[earlier + length] == source[at + length] { length += 1 }
            return length
        }
    }

    /// Compressed bytes while they grow: runs start with a byte that says how long they are.
    private struct Output {
        private var bytes: Bytes = [0]
        private var run = 0
        private let limit: Int

        init(limit: Int) {
            self.limit = limit
            bytes.reserveCapacity(limit + 1)
        }

        mutating func literal(_ byte: UInt8) -> Bool {
            guard bytes.count < limit else { return false }
            append(byte)
            return true
        }

        private mutating func append(_ byte: UInt8) {
            bytes.append(byte)
            run += 1
            if run == LZF.longestRun { startRun() }
        }

        private mutating func endRun() {
            if run == 0 {
                bytes.removeLast()
            } else {
                bytes[bytes.count - run - 1] = UInt8(run - 1)
            }
        }

        private mutating func startRun() {
            endRun()
            run = 0
            bytes.append(0)
        }

        mutating func reference(back distance: Int, length: Int) -> Bool {
            guard bytes.count - (run == 0 ? 1 : 0) + 4 < limit else { return false }
            endRun()
            let high = UInt8(distance >> 8)
            if length < 9 {
                bytes.append(high | UInt8(length - 2) << 5)
            } else {
                bytes.append(high | 7 << 5)
                bytes.append(UInt8(length - 9))
            }
            bytes.append(UInt8(truncatingIfNeeded: distance))
            run = 0
            bytes.append(0)
            return true
        }

        /// Writes the last bytes, at most two of them.
        mutating func finish(_ rest: RawBytes) -> Bytes? {
            guard bytes.count + 3 <= limit else { return nil }
            for byte in rest { append(byte) }
            endRun()
            return bytes
        }
    }
}
