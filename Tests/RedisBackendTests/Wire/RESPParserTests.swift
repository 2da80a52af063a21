import RedisBackend
import StdnetBackend
import Testing

@Suite("The parser of RESP3")
struct RESPParserTests {
    private static let stream = Array(RESPCorpus.resp3.joined().utf8)

    private static var expected: [Reply] {
        var tape = ReplyBuilder()
        tape.null()
        tape.boolean(true)
        tape.boolean(false)
        for value in [3.25, -0.0, 10, 1e300, .infinity, -.infinity, .nan, 0.1 + 0.2] {
            tape.double(value)
        }
        tape.append(bigNumber("3492890328409238509324850943850943825024385"))
        tape.append(bigNumber("-12"))
        tape.bulk("Some string")
        tape.bulk("")
        tape.error("SYNTAX invalid syntax")
        tape.collection(.set, 0)
        tape.collection(.set, 2)
        tape.status("a")
        tape.integer(1)
        tape.collection(.map, 0)
        tape.collection(.map, 4)
        tape.status("a")
        tape.integer(1)
        tape.bulk("b")
        tape.collection(.map, 2)
        tape.null()
        tape.boolean(true)
        tape.collection(.push, 3)
        tape.status("message")
        tape.bulk("news")
        tape.bulk("hi")
        tape.collection(.push, 2)
        tape.bulk("invalidate")
        tape.null()
        tape.array(2)
        tape.integer(1)
        tape.integer(2)
        tape.array(3)
        tape.integer(1)
        tape.integer(2)
        tape.array(0)
        for _ in 0..<10 { tape.array(1) }
        tape.double(1.5)
        return tape.finish()
    }

    private static func bigNumber(_ digits: String) -> Reply {
        let tape = ReplyTape(
            nodes: [.init(kind: .bigNumber, count: UInt32(digits.utf8.count))],
            bytes: Array(digits.utf8)
        )
        return Reply(tape: tape)
    }

    private func refusal(of text: String) -> String? {
        ParserRun(RESPParser(), Array(text.utf8).whole).refusal
    }

    @Test("reads every kind of value") func kinds() {
        let run = ParserRun(RESPParser(), Self.stream.whole)
        #expect(run.replies == Self.expected)
        #expect(run.refusal == nil)
    }

    @Test("reads the same wherever the input is split") func split() {
        for position in 0...Self.stream.count {
            let run = ParserRun(RESPParser(), Self.stream.split(at: position))
            #expect(run.replies == Self.expected, "split at \(position)")
        }
    }

    @Test("reads the same byte by byte") func single() {
        #expect(ParserRun(RESPParser(), Self.stream.single).replies == Self.expected)
    }

    @Test(
        "reads doubles exactly",
        arguments: [
            "0", "-0", "1.5", "+2", "123456789012345", "0.1", "1234567.12345678", "1e5", "1E-7",
            "2.2250738585072014e-308", "5e-324", "1.7976931348623157e+308", "0.000000000000001",
            "9007199254740993", "00000000000000000000001", "1e-999",
        ]
    )
    func doubles(_ text: String) throws {
        let run = ParserRun(RESPParser(), Array(",\(text)\r\n".utf8).whole)
        let expected = try #require(Double(text))
        #expect(run.replies.first?.double?.bitPattern == expected.bitPattern)
    }

    @Test(
        "refuses doubles that are none",
        arguments: [
            "", "-", ".5", "5.", "1e", "1e+", "0x10", "infinity", "INF", "--1", "1 ", " 1", "1,5",
            "nan(1)", "1e999", "-inff",
        ]
    )
    func badDoubles(_ text: String) {
        #expect(refusal(of: ",\(text)\r\n")?.contains("double") == true)
    }

    @Test(
        "says what is wrong",
        arguments: [
            ("#x\r\n", "boolean"), ("#\r\n", "boolean"), ("#tt\r\n", "boolean"), ("_x\r\n", "null"),
            ("(\r\n", "big number"), ("(-\r\n", "big number"), ("(1a\r\n", "big number"),
            ("=3\r\ntxt\r\n", "verbatim"), ("=5\r\ntext:\r\n", "verbatim"),
            ("=-1\r\n", "below zero"), ("!-1\r\n", "below zero"), ("%-1\r\n", "below zero"),
            ("~-1\r\n", "below zero"), (">-1\r\n", "below zero"), ("|-1\r\n", "below zero"),
            ("$-2\r\n", "below zero"), ("*-9\r\n", "below zero"), ("*1\r\n>1\r\n:1\r\n", "push"),
            ("$?\r\n", "streamed"), ("*?\r\n", "streamed"), ("%?\r\n", "streamed"),
            (";4\r\n", "streamed"), (".\r\n", "streamed"),
            ("%1073741824\r\n", "collection of more"),
            (":18446744073709551615\r\n", "64 bits"), (":1\n", "number"), (":1\r\r", "number"),
            ("+a\n", "\"\\n\" instead"), ("+a\rb", "\"b\" instead"),
            ("$1\r\nab\r\n", "\"b\" instead"),
            ("$1\r\na\rb", "\"b\" instead"), ("\u{1}", "\"\\u{01}\" as the first byte"),
        ]
    )
    func reasons(_ text: String, _ reason: String) {
        #expect(refusal(of: text)?.contains(reason) == true)
        #expect(ParserRun(RESPParser(), Array(text.utf8).single).refusal == refusal(of: text))
    }
}
