import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Patterns of KEYS")
struct GlobPatternTests {
    private func matches(_ pattern: String, _ text: String) -> Bool {
        Bytes(pattern.utf8).withUnsafeBytes { pattern in
            Bytes(text.utf8).withUnsafeBytes { GlobPattern(pattern).matches($0) }
        }
    }

    @Test(
        "match what Redis matches",
        arguments: [
            ("h?llo", "hello"), ("h*llo", "heeello"), ("h[ae]llo", "hallo"),
            ("h[^e]llo", "hallo"), ("h[a-b]llo", "hbllo"), ("h[b-a]llo", "hallo"),
            ("h\\*llo", "h*llo"), ("a**b", "ab"), ("[\\]]", "]"), ("a[b", "ab"), ("*:*", "a:b"),
        ]
    )
    func accepts(pattern: String, text: String) { #expect(matches(pattern, text)) }

    @Test(
        "refuse what Redis refuses",
        arguments: [
            ("", "a"), ("*", ""), ("h?llo", "hllo"), ("h[^e]llo", "hello"), ("h\\*llo", "hello"),
            ("a*b", "ac"), ("a", "ab"), ("ab", "a"), ("[a-c]", "d"),
        ]
    )
    func refuses(pattern: String, text: String) { #expect(!matches(pattern, text)) }

    @Test("need no exponential time for many stars")
    func manyStars() {
        let pattern = String(repeating: "a*", count: 30) + "b"
        #expect(!matches(pattern, String(repeating: "a", count: 2_000)))
    }
}
