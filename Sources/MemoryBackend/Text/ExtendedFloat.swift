#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The number type of INCRBYFLOAT: C's `long double` where Swift has it.
///
/// Elsewhere a double, which is what `long double` is on Apple's ARM machines too.
#if arch(x86_64) && !os(Windows)
typealias ExtendedFloat = Float80
#else
typealias ExtendedFloat = Double
#endif

extension ExtendedFloat {
    /// Reads a number as Redis reads long doubles: all of the bytes, no space before, no NaN.
    init?(text: RawBytes) {
        guard !text.isEmpty, text.count < 5 * 1024, !text.startsWithSpace else { return nil }
        #if arch(x86_64) && !os(Windows)
        let parsed = text.parse { strtold($0, &$1) }
        #else
        let parsed = text.parse { strtod($0, &$1) }
        #endif
        let isLost = parsed.isOutOfRange && (parsed.value.isInfinite || parsed.value.isZero)
        guard parsed.length == text.count, !parsed.value.isNaN, !isLost else { return nil }
        self = parsed.value
    }

    /// The number without an exponent: 17 decimals, zeros at the end cut.
    var decimalText: String {
        #if arch(x86_64) && !os(Windows)
        let format = "%.17Lf"
        #else
        let format = "%.17f"
        #endif
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 5 * 1024) { buffer in
            let length = withVaList([self]) {
                vsnprintf(buffer.baseAddress, buffer.count, format, $0)
            }
            var text = RawBytes(rebasing: RawBytes(UnsafeBufferPointer(buffer))[..<Int(length)])
            while text.last == UInt8(ascii: "0") { text = RawBytes(rebasing: text.dropLast()) }
            if text.last == UInt8(ascii: ".") { text = RawBytes(rebasing: text.dropLast()) }
            let shown = String(decoding: text, as: UTF8.self)
            return shown == "-0" ? "0" : shown
        }
    }
}
