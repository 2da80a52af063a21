import StdnetBackend
import Testing

@testable import StdnetServer

@Suite("Requests")
struct RequestParserTests {
    /// Some bytes, and what they mean.
    struct Request: CustomTestStringConvertible, Sendable {
        let text: String
        let commands: [[String]]
        var failure: String?

        var testDescription: String { text.debugDescription }
    }

    static let requests = [
        Request(text: "*1\r\n$4\r\nPING\r\n", commands: [["PING"]]),
        Request(
            text: "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$4\r\nx\r\ny\r\nGET a\r\n",
            commands: [["SET", "a", "x\r\ny"], ["GET", "a"]]
        ),
        Request(text: "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n", commands: [["ECHO", ""]]),
        Request(text: "*0\r\n*-1\r\n*-100\r\nPING\n", commands: [["PING"]]),
        Request(text: "\r\n\n   \r\nPING\r\n", commands: [["PING"]]),
        Request(
            text: "SET  key \t 'a b'  \"c\\x41\\n\"\r\n",
            commands: [["SET", "key", "a b", "cA\n"]]
        ),
        Request(text: "SET k 'it\\'s'\n", commands: [["SET", "k", "it's"]]),
        Request(text: "SET k \"\" ''\n", commands: [["SET", "k", "", ""]]),
        Request(text: "SET k\"quoted\"\n", commands: [["SET", "kquoted"]]),
        Request(text: "PING\r\n*a\r\n", commands: [["PING"]], failure: "invalid multibulk length"),
        Request(text: "*2147483648\r\n", commands: [], failure: "invalid multibulk length"),
        Request(text: "*\r\n", commands: [], failure: "invalid multibulk length"),
        Request(text: "*03\r\n", commands: [], failure: "invalid multibulk length"),
        Request(text: "*1\r\n$-1\r\n", commands: [], failure: "invalid bulk length"),
        Request(text: "*1\r\n$x\r\n", commands: [], failure: "invalid bulk length"),
        Request(text: "*1\r\n$536870913\r\n", commands: [], failure: "invalid bulk length"),
        Request(
            text: "*1\r\n$99999999999999999999\r\n",
            commands: [],
            failure: "invalid bulk length"
        ),
        Request(text: "*1\r\n:4\r\nPING\r\n", commands: [], failure: "expected '$', got ':'"),
        Request(text: "*1\r\n\r\n", commands: [], failure: "expected '$', got ' '"),
        Request(text: "GET \"a\r\n", commands: [], failure: "unbalanced quotes in request"),
        Request(text: "GET 'a'b\r\n", commands: [], failure: "unbalanced quotes in request"),
        Request(text: "GET \"a\\\r\n", commands: [], failure: "unbalanced quotes in request"),
    ]

    @Test("Are understood alike, wherever they are cut", arguments: requests)
    func cuts(_ request: Request) {
        let bytes = Array(request.text.utf8)
        for cut in 0...bytes.count {
            let parsed = Parsed([bytes[..<cut], bytes[cut...]])
            #expect(parsed.commands == request.commands, "cut at \(cut)")
            #expect(parsed.failure == request.failure.map(Parsed.words), "cut at \(cut)")
        }
        let parsed = Parsed(bytes.indices.map { bytes[$0...$0] })
        #expect(parsed.commands == request.commands)
        #expect(parsed.failure == request.failure.map(Parsed.words))
    }

    @Test(
        "End when a line is too long",
        arguments: [("*", "too big mbulk count string"), ("A", "too big inline request")]
    )
    func longLine(_ first: String, _ reason: String) {
        let line = Array(repeating: UInt8(ascii: "1"), count: RequestLimits.maxLineLength)
        #expect(Parsed([Array(first.utf8)[...], line[1...]]).failure == nil)
        #expect(Parsed([Array(first.utf8)[...], line[...]]).failure == Parsed.words(reason))
        let word = Array("*1\r\n$".utf8)
        #expect(
            Parsed([word[...], line[...]]).failure == Parsed.words("too big bulk count string")
        )
    }

    @Test("Are short until the client has said who it is")
    func unauthenticated() {
        var limits = RequestLimits()
        limits.isUnauthenticated = true
        #expect(
            Parsed([Array("*11\r\n".utf8)[...]], limits).failure
                == Parsed.words("unauthenticated multibulk length")
        )
        #expect(
            Parsed([Array("*1\r\n$16385\r\n".utf8)[...]], limits).failure
                == Parsed.words("unauthenticated bulk length")
        )
        #expect(Parsed([Array("*10\r\n$16384\r\n".utf8)[...]], limits).failure == nil)
    }

    @Test("End without a word when more comes than may be held")
    func tooMuch() {
        var limits = RequestLimits()
        limits.maxHeldBytes = 1000
        let parsed = Parsed(
            [Array("*1\r\n$5000\r\n".utf8)[...], Array(repeating: 0, count: 2000)[...]],
            limits
        )
        #expect(parsed.failure == [])
        #expect(parsed.commands.isEmpty)
    }

    @Test("Words without bytes take memory too")
    func emptyWords() {
        var limits = RequestLimits()
        limits.maxHeldBytes = 1000
        let words = Array(repeating: Array("$0\r\n\r\n".utf8), count: 126)
        let parsed = Parsed(
            [Array("*200\r\n".utf8)[...]] + words.map { $0[...] },
            limits
        )
        #expect(parsed.failure == [])
    }

    @Test("What has been read whole does not count for what comes after it")
    func wholeCommands() {
        var limits = RequestLimits()
        limits.maxHeldBytes = 1000
        let large = "*2\r\n$4\r\nECHO\r\n$900\r\n" + String(repeating: "x", count: 900) + "\r\n"
        let parsed = Parsed([Array((large + large.dropLast(700)).utf8)[...]], limits)
        #expect(parsed.failure == nil)
        #expect(parsed.commands.count == 1)
    }

    @Test("A NUL hides the end of a line, as in C")
    func nul() {
        #expect(Parsed([Array("PI\0NG\r\n".utf8)[...]]).commands.isEmpty)
        #expect(
            Parsed([Array("*1\r\n\0\r\n".utf8)[...]]).failure == nil
        )
    }

    @Test("Whatever comes, it is understood alike in any pieces", arguments: UInt64(0)..<40)
    func hostile(_ seed: UInt64) {
        var random = TestGenerator(seed)
        let alphabet = Array("*$\r\n0123456789-+ \"'\\xPINGget\0\u{7f}é".utf8)
        for _ in 0..<200 {
            let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let whole = Parsed([bytes[...]])
            var pieces: [ArraySlice<UInt8>] = []
            var at = 0
            while at < bytes.count {
                let end = min(bytes.count, at + Int.random(in: 1...8, using: &random))
                pieces.append(bytes[at..<end])
                at = end
            }
            #expect(Parsed(pieces) == whole)
        }
    }
}

/// What a parser makes of bytes.
private struct Parsed: Equatable {
    var commands: [[String]] = []
    /// The error reply.
    var failure: [UInt8]?

    init(_ pieces: [ArraySlice<UInt8>], _ limits: RequestLimits = RequestLimits()) {
        var parser = RequestParser()
        var batch = RequestBatch()
        for piece in pieces where failure == nil {
            do throws(ProtocolError) {
                try Array(piece).withUnsafeBufferPointer { bytes throws(ProtocolError) in
                    try parser.read(UnsafeRawBufferPointer(bytes), into: &batch, limits: limits)
                }
            } catch {
                failure = error.reply
            }
            var start = 0
            for end in batch.ends {
                commands.append((start..<end).map { batch.words.text(at: $0) })
                start = end
            }
            batch.next = batch.ends.count
            batch.removeCommands()
        }
    }

    static func words(_ reason: String) -> [UInt8] {
        Array("-ERR Protocol error: \(reason)\r\n".utf8)
    }
}
