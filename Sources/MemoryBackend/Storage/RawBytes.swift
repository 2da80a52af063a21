#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Borrowed bytes, valid only within the call that lends them.
typealias RawBytes = UnsafeRawBufferPointer

extension RawBytes {
    /// Whether these are the same bytes.
    @inline(__always)
    func matches(_ other: RawBytes) -> Bool {
        guard count == other.count else { return false }
        guard let start = baseAddress, let otherStart = other.baseAddress else { return true }
        return memcmp(start, otherStart, count) == 0
    }

    /// Whether these bytes come before others: as memcmp says, then the shorter first.
    func precedes(_ other: RawBytes) -> Bool {
        guard let start = baseAddress, let otherStart = other.baseAddress else {
            return count < other.count
        }
        let order = memcmp(start, otherStart, Swift.min(count, other.count))
        return order != 0 ? order < 0 : count < other.count
    }
}
