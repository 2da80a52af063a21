import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of HyperLogLogs")
struct HyperLogLogCommandTests {
    @Test("different things are counted once", arguments: TestedBackend.servers)
    func counting(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(PFADD("a", ["x", "y", "x"])))
            #expect(try await backend.run(PFADD("a", ["x"])) == false)
            #expect(try await backend.run(PFADD("b", ["y", "z"])))
            #expect(try await backend.run(PFCOUNT(["a"])) == 2)
            #expect(try await backend.run(PFCOUNT(["a", "b", "none"])) == 3)
            try await backend.run(PFMERGE("c", ["a", "b"]))
            #expect(try await backend.run(PFCOUNT(["c"])) == 3)
        }
    }
}
