import StdnetBackend
import Testing

@testable import SQLiteSnapshot

@Suite("The digest of the content")
struct DigestTests {
    @Test(
        "is made of BLAKE2b-256",
        arguments: [
            ("", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
            ("abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"),
        ]
    )
    func blake(message: String, digest: String) {
        var hash = BLAKE2b()
        Bytes(message.utf8).withUnsafeBytes { hash.update($0) }
        #expect(hash.finish().description == digest)
    }

    @Test("of messages as long as a block, and around it")
    func blocks() {
        var hash = BLAKE2b()
        for count in [127, 128, 129, 255, 256, 257, 1000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            bytes.withUnsafeBytes { hash.update($0) }
            let whole = hash.finish()
            for byte in bytes { hash.update(byte) }
            #expect(hash.finish() == whole)
        }
    }

    @Test("sums carry, and what was added can be taken back")
    func sums() throws {
        let one = ContentDigest(words: (1, 0, 0, 0))
        var sum = ContentDigest(words: (.max, .max, 5, 0))
        let before = sum
        sum += one
        #expect(sum == ContentDigest(words: (0, 0, 6, 0)))
        sum -= one
        #expect(sum == before)
        #expect(ContentDigest(sum.description) == sum)
        #expect(ContentDigest("12") == nil)
        #expect(ContentDigest(String(repeating: "x", count: 64)) == nil)
    }
}
