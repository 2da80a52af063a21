#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension Double {
    /// Reads the number that a text starts with, as C does; nil when there is none.
    init?(leadingText text: RawBytes) {
        guard text.count < 512 else { return nil }
        let parsed = text.parse { strtod($0, &$1) }
        guard parsed.length > 0 else { return nil }
        self = parsed.value
    }
}

extension Int {
    /// Reads the integer that a text starts with, as C's `atoi` does: 0 when there is none.
    init(leadingText text: RawBytes) {
        self = text.parse { strtol($0, &$1, 10) }.value
    }
}
