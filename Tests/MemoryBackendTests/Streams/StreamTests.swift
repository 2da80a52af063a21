import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Streams")
struct StreamTests {
    private func stream(_ keyspace: borrowing Keyspace, _ key: String) -> StreamContent? {
        let position = Array(key.utf8).withUnsafeBytes { keyspace.find($0) }
        return position.flatMap { StreamContent.box(in: keyspace.slot($0).value)?.content }
    }

    @Test("of a copied keyspace and of a copied key share nothing")
    func copiesAreIsolated() {
        var original = Keyspace(seed: 1)
        for number in 1...250 { _ = original.run("XADD s \(number) field value") }
        _ = original.run("XGROUP CREATE s g 0")
        _ = original.run("XREADGROUP GROUP g alice COUNT 200 STREAMS s >")
        _ = original.run("COPY s t")
        var copy = original.copy()
        _ = copy.run("XADD s 251 field value")
        _ = copy.run("XDEL s 1 100")
        _ = copy.run("XACK s g 1 2 3")
        _ = copy.run("XGROUP CREATECONSUMER s g bob")
        _ = original.run("XTRIM t MAXLEN 10")
        #expect(original.run("XLEN s") == "250")
        #expect(original.run("XLEN t") == "10")
        #expect(copy.run("XLEN s") == "249")
        #expect(copy.run("XLEN t") == "250")
        #expect(stream(original, "s")?.groups[0].pending.count == 200)
        #expect(stream(copy, "s")?.groups[0].pending.count == 197)
        #expect(stream(original, "s")?.groups[0].consumerNumbers.count == 1)
        #expect(stream(copy, "s")?.groups[0].consumerNumbers.count == 2)
    }

    @Test("fill chunks up to the settings, deleted entries included")
    func chunksFollowSettings() {
        var keyspace = Keyspace(seed: 1)
        keyspace.settings.streamNodeMaxEntries = 10
        for number in 1...100 {
            _ = keyspace.run("XADD s \(number) field value")
            if number % 10 != 1 { _ = keyspace.run("XDEL s \(number)") }
        }
        #expect(stream(keyspace, "s")?.entries.chunks.count == 10)
        #expect(keyspace.run("XTRIM s MAXLEN ~ 5 LIMIT 3") == "3")
        #expect(stream(keyspace, "s")?.entries.chunks.count == 7)
        keyspace.settings.streamNodeMaxBytes = 1
        for number in 101...110 { _ = keyspace.run("XADD s \(number) field value") }
        #expect(stream(keyspace, "s")?.entries.chunks.count == 17)
    }

    @Test("take the milliseconds of the clock, and go on when it goes back")
    func idsFollowClock() {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: 1_000)
        #expect(keyspace.run("XADD s * a b") == "\"1000-0\"")
        #expect(keyspace.run("XADD s * a b") == "\"1000-1\"")
        keyspace.advance(to: 1_005)
        #expect(keyspace.run("XADD s * a b") == "\"1005-0\"")
        keyspace.advance(to: 900)
        #expect(keyspace.run("XADD s * a b") == "\"1005-1\"")
    }
}
