import RedisBackend
import StdnetBackend
import Testing

@Suite("The parser by hiredis")
struct HiredisParserTests {
    /// Values of every kind of RESP2, with empty and nested ones.
    static let stream =
        "+OK\r\n-ERR wrong\r\n:42\r\n:-7\r\n$5\r\nhello\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n"
        + "*3\r\n:1\r\n$2\r\n\r\n\r\n*2\r\n*-1\r\n$-1\r\n+\r\n"
        + "*2\r\n*2\r\n+a\r\n*1\r\n:9223372036854775807\r\n$1\r\nb\r\n"

    static var expected: [Reply] {
        var tape = ReplyBuilder()
        tape.status("OK")
        tape.error("ERR wrong")
        tape.integer(42)
        tape.integer(-7)
        tape.bulk("hello")
        tape.bulk("")
        tape.null()
        tape.nullArray()
        tape.array(0)
        tape.array(3)
        tape.integer(1)
        tape.bulk("\r\n")
        tape.array(2)
        tape.nullArray()
        tape.null()
        tape.status("")
        tape.array(2)
        tape.array(2)
        tape.status("a")
        tape.array(1)
        tape.integer(.max)
        tape.bulk("b")
        return tape.finish()
    }

    @Test("reads every kind of value") func kinds() throws {
        let run = ParserRun(try HiredisParser(), Array(Self.stream.utf8).whole)
        #expect(run.replies == Self.expected)
        #expect(run.refusal == nil)
    }

    @Test("keeps what was complete before an error") func error() throws {
        let run = ParserRun(try HiredisParser(), Array("+OK\r\nHTTP/1.1 400\r\n".utf8).whole)
        #expect(run.refusal?.contains("\"H\"") == true)
        #expect(run.replies.map(\.text) == ["OK"])
    }
}
