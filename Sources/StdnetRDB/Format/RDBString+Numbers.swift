#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension RDBString {
    /// The score that a packed sorted set has: never NaN.
    func score() throws(RDBError) -> Double {
        if case .integer(let number) = self { return Double(number) }
        let score = withBytes { Double(leadingText: $0) }
        guard let score, !score.isNaN else { throw .corrupt }
        return score
    }

    /// The integer that was written as one.
    func integer() throws(RDBError) -> Int64 {
        guard case .integer(let number) = self else { throw .corrupt }
        return number
    }
}

extension Double {
    /// Reads the number that a text starts with, as C does; nil when there is none.
    package init?(leadingText text: RawBytes) {
        guard text.count < 512 else { return nil }
        let number = withUnsafeTemporaryAllocation(byteCount: text.count + 1, alignment: 1) {
            buffer -> Double? in
            buffer.copyBytes(from: text)
            buffer[text.count] = 0
            return buffer.withMemoryRebound(to: CChar.self) { text in
                guard let start = text.baseAddress else { return nil }
                var end: UnsafeMutablePointer<CChar>? = start
                let number = strtod(start, &end)
                return end == start ? nil : number
            }
        }
        guard let number else { return nil }
        self = number
    }
}
