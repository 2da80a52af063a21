import Foundation
import StdnetODM
import StdnetTesting
import Testing

@Suite("Decimals are exact")
struct DecimalTests {
    @Test(
        "The text is plain",
        arguments: [
            ("0", "0"), ("1", "1"), ("-0.50", "-0.5"), ("1200", "1200"), ("1.10", "1.1"),
            ("1E+2", "100"), ("1e-7", "0.0000001"), ("-0", "0"), ("0.000", "0"), ("007.5", "7.5"),
            (".5", "0.5"), ("+2", "2"),
            ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
            ("0.1234567890123456789012345678901234567", "0.1234567890123456789012345678901234567"),
            ("1e127", "1" + String(repeating: "0", count: 127)),
            ("1e-127", "0." + String(repeating: "0", count: 126) + "1"),
        ]
    )
    func plain(read: String, stored: String) throws {
        let number = try #require(Decimal(text: read))
        #expect(number.storedText == stored)
        #expect(Decimal(text: stored) == number)
    }

    @Test(
        "What is no number, or has more digits than a Decimal, is refused",
        arguments: [
            "", "-", ".", "1,5", "nan", "NaN", "inf", "1.5x", " 1", "1 ", "1e", "1e+", "0x10",
            "1.5.5",
            "1e1000", "1e-1000", "1e999999999999999999999", "--1",
            "123456789012345678901234567890123456789.5", "0.1" + String(repeating: "1", count: 40),
        ]
    )
    func refused(text: String) {
        #expect(Decimal(text: text) == nil)
    }

    @Test("Any decimal reads back", arguments: [8, 9] as [UInt64])
    func any(seed: UInt64) throws {
        var generator = Dice(seed: seed)
        for _ in 0..<2000 {
            let mantissa =
                Decimal(UInt64(generator.next())) * Decimal(UInt64(generator.next() >> 4))
            let number = Decimal(
                sign: generator.next() % 2 == 0 ? .minus : .plus,
                exponent: Int(generator.next() % 120) - 80,
                significand: mantissa
            )
            let text = try #require(number.storedText)
            #expect(Decimal(text: text) == number, "\(text)")
            #expect(!text.contains("e") && !text.contains("E"))
            #expect(!text.contains(".") || text.last != "0", "\(text)")
            #expect(number.sharesScore == !number.isZero)
        }
    }

    @Test("NaN is refused, and says why")
    func notANumber() {
        #expect(Decimal.nan.refusal == "a decimal is a number: nil can stand for none")
        #expect(Optional(Decimal.nan).refusal != nil)
        #expect(Decimal(5).refusal == nil && Decimal?.none.refusal == nil)
    }
}
