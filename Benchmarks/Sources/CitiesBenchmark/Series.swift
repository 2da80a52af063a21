import Measuring
import StdnetBackend

/// What the rounds of one way of loading took, in milliseconds.
struct Series {
    let title: String
    private(set) var wall: [Double] = []
    /// The CPU time of the server, user and system.
    private(set) var server: [Double] = []

    init(_ title: String) { self.title = title }

    /// Times one round, on an empty database.
    mutating func add(on redis: (any Backend)?, _ body: () async throws -> Void) async throws {
        if let redis { _ = try await redis.run(RawCommand("FLUSHDB")) }
        let before = try await redis?.cpuSeconds()
        let time = try await ContinuousClock().measure { try await body() }
        if let redis, let before { server.append((try await redis.cpuSeconds() - before) * 1000) }
        wall.append(time / .milliseconds(1))
    }
}

extension Double {
    func rounded(to digits: Int) -> Double {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
