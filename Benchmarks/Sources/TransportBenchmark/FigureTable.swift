import Foundation

/// What is measured.
enum Workload: String, CaseIterable {
    case pipelinedSet = "SET, pipelined by 1000"
    case pipelinedGet = "GET, pipelined by 1000"
    case sequentialGet = "GET, one after the other"
    case fiftyTasks = "GET, 50 tasks"
    case hashes = "HGETALL of 8 fields to a struct, pipelined by 100"
    case list = "LRANGE of 200,000 to strings, elements"
    case lazyList = "LRANGE of 200,000, read without strings, elements"
}

/// One measurement.
struct Figure {
    /// Thousands of operations in a second.
    let rate: Double
    /// Microseconds of the client's CPU for one operation; nil where it is not known.
    let cpu: Double?

    /// Times work in this process.
    static func measure(
        operations: Int,
        _ body: () async throws -> Void
    ) async rethrows -> Figure {
        let before = cpuSeconds()
        let time = try await ContinuousClock().measure { try await body() }
        let cpu = cpuSeconds() - before
        return Figure(
            rate: Double(operations) / (time / .seconds(1)) / 1000,
            cpu: cpu * 1e6 / Double(operations)
        )
    }

    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(RUSAGE_SELF, &usage)
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}

/// The figures of all rounds, by workload and by who did the work.
struct FigureTable {
    private var figures: [Workload: [String: [Figure]]] = [:]
    private var names: [String] = []

    /// Adds a figure; reads nothing.
    subscript(workload: Workload, name: String) -> Figure? {
        get { figures[workload]?[name]?.last }
        set {
            guard let newValue else { return }
            if !names.contains(name) { names.append(name) }
            figures[workload, default: [:]][name, default: []].append(newValue)
        }
    }

    /// Prints the medians, and the ratios to each peer.
    func report() {
        for workload in Workload.allCases {
            print(workload.rawValue)
            let own = median(workload, "stdnet")
            let loop = median(workload, "stdnet, loop executor")
            for name in names.sorted(by: >) {
                guard let figure = median(workload, name) else { continue }
                let cpu = figure.cpu.map { String(format: "%8.2f µs CPU", $0) } ?? ""
                let ratios = [own, loop].map { mine in
                    mine.map { String(format: "%6.2f", $0.rate / figure.rate) } ?? "     -"
                }
                let title = name.padding(toLength: 24, withPad: " ", startingAt: 0)
                print(
                    "  \(title)",
                    String(format: "%9.1f k/s", figure.rate),
                    cpu,
                    "  stdnet / this:",
                    ratios[0],
                    " loop / this:",
                    ratios[1]
                )
            }
        }
    }

    private func median(_ workload: Workload, _ name: String) -> Figure? {
        let sorted = (figures[workload]?[name] ?? []).sorted { $0.rate < $1.rate }
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }
}
