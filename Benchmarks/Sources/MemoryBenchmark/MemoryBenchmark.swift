/// What the memory backend costs, beside its peers, in sections that the command line may name.
@main
struct MemoryBenchmark {
    private static let sections: [(name: String, run: @Sendable () async throws -> Void)] = [
        (
            "keyspace",
            {
                var section = KeyspaceSection()
                try await section.run()
            }
        ),
        (
            "calls",
            {
                var section = CallSection()
                try await section.run()
            }
        ),
        (
            "fakeredis",
            {
                var section = FakeredisSection()
                try await section.run()
            }
        ),
        ("scripts", { try await ScriptSection().run() }),
        (
            "memory",
            {
                var section = MemorySection()
                try await section.run()
            }
        ),
        ("growth", { GrowthSection().run([1000, 100_000, 1_000_000, 10_000_000]) }),
        (
            "serve",
            {
                var section = ServeSection()
                try await section.run()
            }
        ),
    ]

    static func main() async throws {
        let chosen = CommandLine.arguments.dropFirst()
        for section in sections where chosen.isEmpty || chosen.contains(section.name) {
            try await section.run()
        }
    }
}
