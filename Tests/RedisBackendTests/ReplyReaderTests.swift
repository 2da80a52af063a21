import RedisBackend
import StdnetBackend
import Testing

@Suite("The reply reader")
struct ReplyReaderTests {
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

    private func feed(_ piece: [UInt8], to reader: ReplyReader) throws {
        try piece.withUnsafeBytes { try reader.feed($0) }
    }

    /// Feeds pieces and takes what is complete after each.
    private func replies(to pieces: [[UInt8]]) throws -> [Reply] {
        let reader = try ReplyReader()
        var replies: [Reply] = []
        for piece in pieces {
            try feed(piece, to: reader)
            guard let batch = reader.take() else { continue }
            replies += batch.roots.map { Reply(tape: batch.tape, position: $0) }
        }
        return replies
    }

    @Test("reads every kind of value") func kinds() throws {
        #expect(try replies(to: [Array(Self.stream.utf8)]) == Self.expected)
    }

    @Test("reads the same wherever the input is split") func split() throws {
        let bytes = Array(Self.stream.utf8)
        for position in 0...bytes.count {
            let pieces = [Array(bytes[..<position]), Array(bytes[position...])]
            #expect(try replies(to: pieces) == Self.expected, "split at \(position)")
        }
    }

    @Test("reads the same byte by byte") func single() throws {
        #expect(try replies(to: Self.stream.utf8.map { [$0] }) == Self.expected)
    }

    @Test("reads pieces larger than it passes on at once") func large() throws {
        let values = (0..<50_000).map { "value \($0)" }
        let text = values.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
        let found = try replies(to: [Array(text.utf8)])
        #expect(found.map(\.text) == values)
    }

    @Test("keeps what was complete before an error") func error() throws {
        let reader = try ReplyReader()
        let error = #expect(throws: BackendError.self) {
            try feed(Array("+OK\r\nHTTP/1.1 400\r\n".utf8), to: reader)
        }
        guard case .decoding(_, let found) = error else {
            Issue.record("expected a decoding error, got \(String(describing: error))")
            return
        }
        #expect(found.contains("\"H\""))
        let batch = try #require(reader.take())
        #expect(batch.roots.map { Reply(tape: batch.tape, position: $0).text } == ["OK"])
    }

    @Test("refuses arrays nested too deeply instead of crashing") func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "*1\r\n", count: depth) + ":1\r\n").utf8)
        }
        #expect(try replies(to: [nested(7)]).count == 1)
        #expect(throws: BackendError.self) { try replies(to: [nested(100)]) }
    }

    @Test("refuses lengths that no reply has") func lengths() throws {
        for text in ["$-2\r\n", "*-2\r\n", ":12x\r\n", "$x\r\n", "?\r\n"] {
            #expect(throws: BackendError.self, "\(text)") { try replies(to: [Array(text.utf8)]) }
        }
    }
}
