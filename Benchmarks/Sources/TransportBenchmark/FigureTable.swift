import CAllocations
import Foundation
import Measuring

/// What is measured.
enum Workload: String, CaseIterable {
    case pipelinedSet = "SET, pipelined by 1000"
    case pipelinedGet = "GET, pipelined by 1000"
    case parallelSet = "SET, pipelined by 1000, 4 tasks on one connection"
    case parallelGet = "GET, pipelined by 1000, 4 tasks on one connection"
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
    /// Blocks of memory that the client allocated for one operation; nil where it is not known.
    var allocations: Double?

    /// Times work in this process.
    static func measure(
        operations: Int,
        _ body: () async throws -> Void
    ) async rethrows -> Figure {
        let allocations = stdnet_allocation_count()
        let cpu = ProcessTime.seconds
        let time = try await ContinuousClock().measure { try await body() }
        let count = Double(operations)
        return Figure(
            rate: count / (time / .seconds(1)) / 1000,
            cpu: (ProcessTime.seconds - cpu) * 1e6 / count,
            allocations: Double(stdnet_allocation_count() - allocations) / count
        )
    }
}

/// The figures of all rounds, by workload and by who did the work.
struct FigureTable {
    private var figures: [Workload: [String: [Figure]]] = [:]
    private var names: [String] = []
    /// What is measured; everything when it is empty.
    private let rows: Set<String>

    init(of rows: Set<String>) { self.rows = rows }

    /// Whether a workload is to be measured.
    func includes(_ workload: Workload) -> Bool {
        rows.isEmpty || rows.contains(workload.rawValue)
    }

    /// Adds a figure; reads the last one.
    subscript(workload: Workload, name: String) -> Figure? {
        get { figures[workload]?[name]?.last }
        set {
            guard let newValue else { return }
            if !names.contains(name) { names.append(name) }
            figures[workload, default: [:]][name, default: []].append(newValue)
        }
    }

    /// Prints the medians, and the ratios to each peer, as tables in Markdown.
    func report() {
        for workload in Workload.allCases {
            print("\n\(workload.rawValue)\n")
            print("| | k/s | client CPU, µs | allocations | stdnet / this | loop executor / this |")
            print("|---|---|---|---|---|---|")
            let own = median(workload, "stdnet")
            let loop = median(workload, "stdnet, loop executor")
            for name in names {
                guard let figure = median(workload, name) else { continue }
                let ratio = { (mine: Figure?) in
                    mine.map { String(format: "%.2f", $0.rate / figure.rate) } ?? ""
                }
                let cells = [
                    name, String(format: "%.1f", figure.rate),
                    figure.cpu.map { String(format: "%.2f", $0) } ?? "",
                    figure.allocations.map { String(format: "%.2f", $0) } ?? "", ratio(own),
                    ratio(loop),
                ]
                print("| " + cells.joined(separator: " | ") + " |")
            }
        }
    }

    private func median(_ workload: Workload, _ name: String) -> Figure? {
        let sorted = (figures[workload]?[name] ?? []).sorted { $0.rate < $1.rate }
        return sorted.isEmpty ? nil : sorted[sorted.count / 2]
    }
}
