import StdnetODM
import StdnetTesting
import Testing

@Suite("Integers of every width are decimal digits")
struct IntegerTests {
    @Test("The ends of every width are stored and read, and one more is refused")
    func ends() {
        check(Int8.self, .integer)
        check(Int16.self, .integer)
        check(Int32.self, .integer)
        check(Int64.self, .integer)
        check(Int.self, .integer)
        check(Int128.self, .decimal)
        check(UInt8.self, .integer)
        check(UInt16.self, .integer)
        check(UInt32.self, .integer)
        check(UInt64.self, .decimal)
        check(UInt.self, .decimal)
        check(UInt128.self, .decimal)
    }

    private func check<Value: FixedWidthInteger & ScoredValue>(
        _: Value.Type,
        _ kind: ValueKind,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(Value.kind == kind, sourceLocation: sourceLocation)
        var values: [Value] = [.min, .max, 0, 1, 100]
        if Value.isSigned { values += [0 - 1, 0 - 100] }
        for value in values {
            #expect(value.storedText == "\(value)", sourceLocation: sourceLocation)
            #expect(Value(text: "\(value)") == value, sourceLocation: sourceLocation)
        }
        for text in ["\(Value.max)0", "\(Value.max)".incremented] {
            #expect(Value(text: text) == nil, "\(text)", sourceLocation: sourceLocation)
        }
        let below = Value.isSigned ? "-" + "\(Value.min)".dropFirst().incremented : "-1"
        #expect(Value(text: below) == nil, "\(below)", sourceLocation: sourceLocation)
        for text in ["", "-", "+5", "007", "-0", "5.0", "1e3", " 5", "5 ", "many", "0x5", "1_000"] {
            #expect(Value(text: text) == nil, "\(text)", sourceLocation: sourceLocation)
        }
        #expect(
            Value.storedForm == "an integer from \(Value.min) to \(Value.max) in decimal digits",
            sourceLocation: sourceLocation
        )
    }

    @Test("Long numbers read back", arguments: [6, 7] as [UInt64])
    func longNumbers(seed: UInt64) {
        var generator = Dice(seed: seed)
        for _ in 0..<2000 {
            let wide =
                UInt128.random(in: 0 ... .max, using: &generator) >> UInt128(generator.next() % 128)
            #expect(UInt128(text: "\(wide)") == wide)
            let signed = Int128(truncatingIfNeeded: wide)
            #expect(Int128(text: "\(signed)") == signed)
            let unsigned = UInt64(truncatingIfNeeded: wide)
            #expect(UInt64(text: "\(unsigned)") == unsigned)
            #expect(UInt64(text: "\(wide)") == UInt64(exactly: wide))
        }
    }

    @Test("Scores are shared from 2^53 on")
    func sharedScores() {
        #expect(!(9_007_199_254_740_991 as Int).sharesScore)
        #expect((9_007_199_254_740_992 as Int).sharesScore)
        #expect((-9_007_199_254_740_992 as Int64).sharesScore)
        #expect(UInt64.max.sharesScore && !UInt32.max.sharesScore && !(5 as UInt64).sharesScore)
        #expect(!(1e300).sharesScore)
    }
}

extension StringProtocol {
    /// The decimal number after this one.
    fileprivate var incremented: String {
        var digits = Array(utf8)
        var place = digits.count - 1
        while place >= 0, digits[place] == UInt8(ascii: "9") {
            digits[place] = UInt8(ascii: "0")
            place -= 1
        }
        if place < 0 { return "1" + String(decoding: digits, as: UTF8.self) }
        digits[place] += 1
        return String(decoding: digits, as: UTF8.self)
    }
}
