package import StdnetBackend

extension Backend {
    /// The CPU time that a Redis server has used so far, user and system, as `INFO cpu` says.
    package func cpuSeconds() async throws -> Double {
        let text = try await run(RawCommand("INFO", "cpu")).text
        var seconds = 0.0
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":")
            guard parts.count == 2, ["used_cpu_user", "used_cpu_sys"].contains(parts[0]) else {
                continue
            }
            seconds += Double(parts[1]) ?? 0
        }
        return seconds
    }
}
