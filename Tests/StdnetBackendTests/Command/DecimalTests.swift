import StdnetBackend
import Testing

@Suite("Decimal digits are read as Redis reads them")
struct DecimalTests {
    private func number(_ text: String) -> Int? {
        Array(text.utf8).withUnsafeBytes { Int(decimal: $0) }
    }

    @Test(
        "Plain digits are a number",
        arguments: [
            ("0", 0), ("7", 7), ("-1", -1), ("10", 10), ("1234567890", 1_234_567_890),
            ("999999999999999999", 999_999_999_999_999_999),
            ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
            ("-9223372036854775807", -Int.max),
        ]
    )
    func accepted(text: String, value: Int) {
        #expect(number(text) == value)
    }

    @Test(
        "Everything else is not",
        arguments: [
            "", "-", "--1", "+1", " 1", "1 ", "01", "-01", "-0", "00", "1.0", "1e3", "0x10",
            "1_000",
            "one", "/", ":", "1/", "1:", "9223372036854775808", "-9223372036854775809",
            "9999999999999999999", "10000000000000000000", "-10000000000000000000",
            "99999999999999999999999999", "１", "1\0",
        ]
    )
    func refused(text: String) {
        #expect(number(text) == nil)
    }
}
