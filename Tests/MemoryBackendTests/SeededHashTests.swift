import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("The hash function")
struct SeededHashTests {
    @Test(
        "depends on the seed, for short and for long keys",
        arguments: ["short", "a long key, longer than 22 bytes"]
    )
    func dependsOnSeed(text: String) {
        var first = SeededGenerator(seed: 1)
        var second = SeededGenerator(seed: 2)
        let key = ByteString(text)
        #expect(key.hash(HashSeed(&first)) != key.hash(HashSeed(&second)))
    }

    @Test("gives keys of every length different hashes")
    func everyLength() {
        var random = SeededGenerator(seed: 1)
        let seed = HashSeed(&random)
        let hashes = (0..<200).map { ByteString(Bytes(repeating: 0, count: $0)).hash(seed) }
        #expect(Set(hashes).count == 200)
    }
}
