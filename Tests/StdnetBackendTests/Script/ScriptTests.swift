import StdnetBackend
import Testing

@Suite("A script is a value")
struct ScriptTests {
    /// A script that nobody runs.
    private func script(_ lua: String, fragments: [String] = []) -> Script<Int> {
        Script(
            "sample",
            fragments: fragments,
            lua: lua,
            twin: { _, _, _, reply throws(BackendError) in reply.integer(1) },
            decode: { reply throws(BackendError) in reply.integer ?? 0 }
        )
    }

    @Test(
        "Its name on a server is the SHA-1 of its text",
        arguments: [
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                    + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "a49b2446a02c645bf419f995b67091253a04a259"
            ),
            (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
            (
                "The quick brown fox jumps over the lazy dog",
                "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"
            ),
        ]
    )
    func digest(text: String, digest: String) {
        #expect(script(text).source.sha1 == digest)
    }

    @Test(
        "Texts around the length of a block have digests of their own",
        arguments: [
            (55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
            (56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
            (63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"),
            (64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
            (65, "11655326c708d70319be2610e8a57d9a5b959d3b"),
            (119, "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56"),
            (120, "f34c1488385346a55709ba056ddd08280dd4c6d6"),
        ]
    )
    func digestAroundBlocks(count: Int, digest: String) {
        #expect(script(String(repeating: "a", count: count)).source.sha1 == digest)
    }

    @Test("Fragments come first, what follows is in a function, and they are part of the digest")
    func fragments() {
        let joined = script("return one()", fragments: ["local one = f", "local two = g"])
        let text = """
            local one = f
            return (function()
            local two = g
            return (function()
            return one()
            end)()
            end)()
            """
        #expect(joined.source.lua == text)
        #expect(joined.source.sha1 == script(joined.source.lua).source.sha1)
        #expect(joined.source.sha1 != script("return one()").source.sha1)
    }

    @Test("It is not repeatable unless it says so")
    func repeatable() {
        #expect(!script("return 1").source.isRepeatable)
        #expect(script("return 1").source.name == "sample")
    }
}
