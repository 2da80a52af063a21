import Foundation
import RedisBackend
import StdnetBackend
import Testing

@Suite("Parsers under input made by chance")
struct ParserFuzzTests {
    /// Where hiredis 0.14 reads on and the other parser refuses: it looks neither for the line break
    /// behind a string nor for a CR or LF alone in a line.
    private static let readByHiredis = ["instead of a line break"]
    /// Where it refuses and the other parser reads on.
    private static let refusedByHiredis =
        ["No support for nested multi bulk replies with depth > 7"]
        + "_#,(=!~%>|".map { "got \"\($0)\" as reply type byte" }

    /// Runs a fixed number of stories, or for as many seconds as `STDNET_FUZZ_SECONDS` says,
    /// starting from `STDNET_FUZZ_SEED`.
    @Test("read the same in any pieces, agree with each other, and never crash")
    func stories() throws {
        let environment = ProcessInfo.processInfo.environment
        let first = environment["STDNET_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
        let seconds = environment["STDNET_FUZZ_SECONDS"].flatMap(Int.init)
        let end = seconds.map { ContinuousClock.now + .seconds($0) }
        var seed = first
        while end.map({ ContinuousClock.now < $0 }) ?? (seed < first + 5_000) {
            try check(seed)
            seed += 1
        }
        if seconds != nil { print("\(seed - first) stories, seeds \(first) to \(seed - 1)") }
    }

    private func check(_ seed: UInt64) throws {
        var story = RESPStory(seed: seed)
        let own = ParserRun(RESPParser(), story.bytes.whole)
        #expect(ParserRun(RESPParser(), story.pieces()) == own, "seed \(seed)")
        #expect(ParserRun(RESPParser(), story.bytes.single) == own, "seed \(seed)")

        // hiredis looks at a number only when its line is complete.
        let isCutShort = own.refusal != nil && !Self.reads(own.refusal)
        let rest = isCutShort ? [Array("\r\n".utf8)[...]] : []
        let hiredis = ParserRun(try HiredisParser(), story.pieces() + rest)
        let common = min(own.replies.count, hiredis.replies.count)
        #expect(own.replies.prefix(common) == hiredis.replies.prefix(common), "seed \(seed)")
        if own.replies.count > common || own.refusal == nil && hiredis.refusal != nil {
            #expect(Self.refuses(hiredis.refusal), "seed \(seed): \(hiredis.refusal ?? "")")
        }
        if hiredis.replies.count > common || own.refusal != nil && hiredis.refusal == nil {
            #expect(Self.reads(own.refusal), "seed \(seed): \(own.refusal ?? "")")
        }
    }

    private static func reads(_ refusal: String?) -> Bool {
        guard let refusal else { return false }
        return readByHiredis.contains { refusal.contains($0) }
    }

    private static func refuses(_ refusal: String?) -> Bool {
        guard let refusal else { return false }
        return refusedByHiredis.contains { refusal.contains($0) }
    }
}
