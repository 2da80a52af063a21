import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of publish and subscribe")
struct PublishingTests {
    @Test("nobody hears what nobody subscribed to", arguments: TestedBackend.servers)
    func nobody(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(PUBLISH("news", "hello")) == 0)
            #expect(try await backend.run(SPUBLISH("news", Bytes([0, 255]))) == 0)
            #expect(try await backend.run(PUBSUB.CHANNELS()) == [])
            #expect(try await backend.run(PUBSUB.CHANNELS(matching: "n*")) == [])
            #expect(try await backend.run(PUBSUB.NUMPAT()) == 0)
            #expect(try await backend.run(PUBSUB.NUMSUB(["a", "b"])) == ["a": 0, "b": 0])
            #expect(try await backend.run(PUBSUB.SHARDCHANNELS()) == [])
            #expect(try await backend.run(PUBSUB.SHARDNUMSUB(["a"])) == ["a": 0])
        }
    }
}
