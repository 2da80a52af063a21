import Foundation
import Measuring

/// What one run of a program took, which does one thing and says so: wall and CPU seconds, MiB.
struct MeasuredRun {
    let wall: Double
    let cpu: Double
    /// The most memory of the process, in MiB.
    let memory: Double

    /// Runs a program that ends with its three figures.
    init(_ words: [String]) throws {
        let lines = try Peer.lines(of: words)
        let figures = (lines.last ?? "").split(separator: "\t").compactMap { Double($0) }
        guard figures.count == 3 else { throw CocoaError(.fileReadCorruptFile) }
        (wall, cpu, memory) = (figures[0], figures[1], figures[2])
    }

    /// Does something and prints the figures.
    static func report(_ body: () async throws -> Void) async throws {
        let (start, cpu) = (ContinuousClock.now, ProcessTime.seconds)
        try await body()
        let wall = (ContinuousClock.now - start) / .seconds(1)
        print("\(wall)\t\(ProcessTime.seconds - cpu)\t\(ProcessMemory.peak)")
    }
}
