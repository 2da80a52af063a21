import Foundation

/// The memory of this process.
package enum ProcessMemory {
    /// The most that was ever resident, in MiB.
    package static var peak: Double {
        #if os(Linux)
        // What `getrusage` says there is also that of the process which this one was made from.
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return (kilobytes.flatMap { Double($0) } ?? .nan) / 1024
        #else
        var usage = rusage()
        getrusage(RUSAGE_SELF, &usage)
        return Double(usage.ru_maxrss) / 1_048_576
        #endif
    }
}
