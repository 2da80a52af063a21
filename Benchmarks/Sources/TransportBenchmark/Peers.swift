import Foundation
import Measuring

/// Redis's own benchmark: C, one thread, nothing decoded.
///
/// The limit of what a client can do.
struct RedisBenchmark {
    private let port: Int

    init(_ port: Int) { self.port = port }

    func run(into table: inout FigureTable, named name: String) throws {
        let pipelined = ["-c", "1", "-P", "1000"]
        let rows: [(workloads: [Workload], command: String, count: Int, options: [String])] = [
            // The limit of one connection is the same for whoever fills it.
            ([.pipelinedSet, .parallelSet], "set", 1_000_000, pipelined),
            ([.pipelinedGet, .parallelGet], "get", 1_000_000, pipelined),
            ([.sequentialGet], "get", 20_000, ["-c", "1", "-P", "1"]),
            ([.fiftyTasks], "get", 200_000, ["-c", "50", "-P", "1"]),
        ]
        for row in rows where row.workloads.contains(where: { table.includes($0) }) {
            let figure = try rate(row.command, row.count, row.options)
            for workload in row.workloads { table[workload, name] = figure }
        }
    }

    private func rate(_ command: String, _ count: Int, _ options: [String]) throws -> Figure? {
        let words = command == "set" ? ["set", "key", "value"] : ["get", "key"]
        let lines = try Peer.lines(
            of: ["redis-benchmark", "-p", "\(port)", "-n", "\(count)", "--csv"] + options + words
        )
        // "test","rps",...
        guard let last = lines.last?.split(separator: ","), last.count > 1,
            let rate = Double(last[1].trimmingCharacters(in: ["\""]))
        else { return nil }
        return Figure(rate: rate / 1000, cpu: nil)
    }
}

/// redis-py with the hiredis parser, as PyPI has them.
struct RedisPy {
    private let port: Int

    init(_ port: Int) { self.port = port }

    func run(into table: inout FigureTable, named name: String) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("redis_py.py").path
        let lines = try Peer.lines(of: [
            ProcessInfo.processInfo.environment["STDNET_PYTHON"] ?? "python3", script, "\(port)",
        ])
        let workloads: [Substring: Workload] = [
            "set": .pipelinedSet, "get": .pipelinedGet, "sequential": .sequentialGet,
            "tasks": .fiftyTasks, "hashes": .hashes, "list": .list,
        ]
        for line in lines {
            let words = line.split(separator: " ")
            guard words.count == 3, let workload = workloads[words[0]], let rate = Double(words[1]),
                let cpu = Double(words[2])
            else { continue }
            table[workload, name] = Figure(rate: rate, cpu: cpu)
            if workload == .list { table[.lazyList, name] = Figure(rate: rate, cpu: cpu) }
        }
    }
}
