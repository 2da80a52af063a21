/// Sorts by keys of 64 bits, byte by byte from the lowest; what has equal keys stays as it was.
///
/// Bytes that all keys have in common cost nothing: ids have few others.
enum RadixSort {
    private static let digits = 8
    private static let buckets = 256

    @inline(__always)
    static func sort<Element: BitwiseCopyable>(
        _ elements: UnsafeMutableBufferPointer<Element>,
        by key: (Element) -> UInt64
    ) {
        guard let start = elements.baseAddress, elements.count > 1 else { return }
        withUnsafeTemporaryAllocation(of: Int.self, capacity: digits * buckets) { counts in
            counts.initialize(repeating: 0)
            for element in elements {
                let key = key(element)
                for digit in 0..<digits { counts[digit * buckets + byte(digit, of: key)] += 1 }
            }
            let scratch = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
            defer { scratch.deallocate() }
            var (source, target) = (start, scratch)
            for digit in 0..<digits {
                let places = UnsafeMutableBufferPointer(
                    rebasing: counts[digit * buckets..<(digit + 1) * buckets]
                )
                guard places[byte(digit, of: key(source[0]))] < elements.count else { continue }
                var place = 0
                for bucket in places.indices {
                    place += places[bucket]
                    places[bucket] = place - places[bucket]
                }
                for position in 0..<elements.count {
                    let element = source[position]
                    let bucket = byte(digit, of: key(element))
                    (target + places[bucket]).initialize(to: element)
                    places[bucket] += 1
                }
                swap(&source, &target)
            }
            if source != start { start.update(from: source, count: elements.count) }
        }
    }

    @inline(__always)
    private static func byte(_ digit: Int, of key: UInt64) -> Int {
        Int(UInt8(truncatingIfNeeded: key >> UInt64(8 * digit)))
    }
}
