import RedisBackend
import StdnetBackend
import Testing

@Suite("Both parsers")
struct ParserAgreementTests {
    private static let stream = Array(RESPCorpus.resp2.joined().utf8)

    @Test("read the same replies of RESP2 wherever the input is split") func split() throws {
        let expected = ParserRun(RESPParser(), Self.stream.whole)
        #expect(expected.replies.count == RESPCorpus.resp2.count)
        #expect(expected.refusal == nil)
        for position in 0...Self.stream.count {
            let pieces = Self.stream.split(at: position)
            #expect(ParserRun(RESPParser(), pieces) == expected, "split at \(position)")
            #expect(ParserRun(try HiredisParser(), pieces) == expected, "split at \(position)")
        }
    }

    @Test("read the same replies of RESP2 byte by byte") func single() throws {
        let expected = ParserRun(RESPParser(), Self.stream.whole)
        #expect(ParserRun(RESPParser(), Self.stream.single) == expected)
        #expect(ParserRun(try HiredisParser(), Self.stream.single) == expected)
    }

    @Test("refuse the same, and keep what was complete before", arguments: RESPCorpus.refused)
    func refused(_ text: String) throws {
        let bytes = Array("+OK\r\n\(text)".utf8)
        for pieces in [bytes.whole, bytes.single] {
            let own = ParserRun(RESPParser(), pieces)
            let hiredis = ParserRun(try HiredisParser(), pieces)
            #expect(own.refusal != nil)
            #expect(hiredis.refusal != nil)
            #expect(own.replies.map(\.text) == ["OK"])
            #expect(hiredis.replies == own.replies)
        }
    }

    @Test("differ where hiredis looks for no line break") func laxer() throws {
        let bytes = Array("$1\r\na??".utf8)
        #expect(ParserRun(RESPParser(), bytes.whole).refusal != nil)
        #expect(ParserRun(try HiredisParser(), bytes.whole).replies.count == 1)
    }

    @Test("refuse a line with half a line break in it", arguments: ["+a\rb\r\n", "-a\nb\r\n"])
    func brokenLine(_ text: String) throws {
        let bytes = Array((text + "+next\r\n").utf8)
        #expect(ParserRun(RESPParser(), bytes.whole).refusal != nil)
        #expect(ParserRun(try HiredisParser(), bytes.whole).refusal != nil)
        #expect(ParserRun(try HiredisParser(), bytes.whole).replies.isEmpty)
    }

    @Test("refuse everything after what they refused") func refusedForEver() throws {
        func refuses(_ parser: consuming some ReplyParser) -> Bool {
            for text in [":x\r\n", "+OK\r\n"] {
                do throws(BackendError) {
                    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(BackendError) in
                        try parser.feed(UnsafeRawBufferPointer(bytes))
                    }
                    return false
                } catch {}
            }
            return parser.take() == nil
        }
        #expect(refuses(RESPParser()))
        #expect(refuses(try HiredisParser()))
    }

    @Test("keep a reply that is not complete while others are taken") func taking() throws {
        let values = (0..<50_000).map { "value \($0)" }
        let bytes = Array(values.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined().utf8)
        let pieces = stride(from: 0, to: bytes.count, by: 1_000).map {
            bytes[$0..<min($0 + 1_000, bytes.count)]
        }
        #expect(ParserRun(RESPParser(), pieces).replies.map(\.text) == values)
        #expect(ParserRun(try HiredisParser(), pieces).replies.map(\.text) == values)
    }
}
