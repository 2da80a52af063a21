import RedisBackend
import StdnetBackend
import Testing

@Suite("Replies that are large", .serialized)
struct ParserLimitTests {
    private static let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)

    private func nested(_ depth: Int) -> [UInt8] {
        Array((String(repeating: "*1\r\n", count: depth) + ":7\r\n").utf8)
    }

    /// A string of some megabytes in pieces of one, after which there is another reply.
    private func string(megabytes: Int) -> [ArraySlice<UInt8>] {
        [Array("$\(megabytes << 20)\r\n".utf8)[...]]
            + repeatElement(Self.piece[...], count: megabytes) + [Array("\r\n+OK\r\n".utf8)[...]]
    }

    @Test("strings of 64 MB are read") func longString() throws {
        for run in [
            ParserRun(RESPParser(), string(megabytes: 64)),
            ParserRun(try HiredisParser(), string(megabytes: 64)),
        ] {
            #expect(run.replies.count == 2)
            let isWhole = run.replies.first?.withBytes { bytes in
                bytes.count == 64 << 20 && bytes.first == bytes.last && bytes.last == Self.piece[0]
            }
            #expect(isWhole == true)
            #expect(run.replies.last?.text == "OK")
        }
    }

    @Test("strings of more than 512 MB are refused when they are announced") func tooLong() throws {
        let reason = "a string of more than 536870912 bytes"
        for text in ["$536870913\r\n", "*1\r\n$9223372036854775807\r\n"] {
            let bytes = Array(text.utf8)
            #expect(ParserRun(RESPParser(), bytes.whole).refusal == reason)
            #expect(ParserRun(try HiredisParser(), bytes.whole).refusal == reason)
            #expect(ParserRun(try HiredisParser(), bytes.single).refusal == reason)
        }
        for text in ["!536870913\r\n", "=9223372036854775807\r\n"] {
            #expect(ParserRun(RESPParser(), Array(text.utf8).whole).refusal == reason)
        }
        let longest = Array("$536870912\r\n".utf8)
        #expect(ParserRun(RESPParser(), longest.whole) == ParserRun())
        #expect(ParserRun(try HiredisParser(), longest.single) == ParserRun())
    }

    @Test("arrays of a million elements are read") func manyElements() throws {
        let head = Array("*1000000\r\n".utf8)[...]
        let part = Array(String(repeating: ":1\r\n$1\r\na\r\n", count: 5_000).utf8)[...]
        let pieces = [head] + repeatElement(part, count: 100)
        let own = ParserRun(RESPParser(), pieces)
        #expect(own.replies.first?.count == 1_000_000)
        #expect(own == ParserRun(try HiredisParser(), pieces))
    }

    @Test("collections are nested up to 128 deep, with hiredis 0.14 up to 8") func depth() throws {
        for depth in [1, 8] {
            let run = ParserRun(try HiredisParser(), nested(depth).whole)
            #expect(run == ParserRun(RESPParser(), nested(depth).whole))
            #expect(run.replies.count == 1)
        }
        for depth in [9, 100, 128] {
            let run = ParserRun(RESPParser(), nested(depth).whole)
            #expect(run.replies.count == 1)
            let refusal = ParserRun(try HiredisParser(), nested(depth).whole).refusal
            #expect(refusal?.contains("nested") == true)
        }
        for depth in [129, 100_000] {
            let run = ParserRun(RESPParser(), nested(depth).whole)
            #expect(run.refusal == "collections nested more than 128 deep")
            #expect(ParserRun(try HiredisParser(), nested(depth).whole).refusal != nil)
        }
    }

    @Test("announced elements take no memory before they arrive") func announced() {
        // Four terabytes, were they taken at their word.
        let text = String(repeating: "*2147483647\r\n", count: 128) + ":1\r\n"
        let run = ParserRun(RESPParser(), Array(text.utf8).whole)
        #expect(run == ParserRun())
    }
}
