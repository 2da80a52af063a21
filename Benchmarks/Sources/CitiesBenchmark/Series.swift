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
        let before = try await redis?.cpuMilliseconds()
        let time = try await ContinuousClock().measure { try await body() }
        if let redis, let before { server.append(try await redis.cpuMilliseconds() - before) }
        wall.append(time / .milliseconds(1))
    }
}

extension Backend {
    /// The CPU time that a server has used so far.
    fileprivate func cpuMilliseconds() async throws -> Double {
        let text = try await run(RawCommand("INFO", "cpu")).text
        var seconds = 0.0
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":")
            guard parts.count == 2, ["used_cpu_user", "used_cpu_sys"].contains(parts[0]) else {
                continue
            }
            seconds += Double(parts[1]) ?? 0
        }
        return seconds * 1000
    }
}

extension [Double] {
    /// The one in the middle.
    var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}

extension Double {
    func rounded(to digits: Int) -> Double {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
