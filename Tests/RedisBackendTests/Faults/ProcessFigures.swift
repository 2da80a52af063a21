import Foundation

/// What this process holds of the operating system.
enum ProcessFigures {
    /// How many descriptors are open; nil where the system does not say.
    static var descriptorCount: Int? {
        for folder in ["/proc/self/fd", "/dev/fd"] {
            if let names = try? FileManager.default.contentsOfDirectory(atPath: folder) {
                return names.count
            }
        }
        return nil
    }

    /// How many kilobytes of memory are resident; nil where the system does not say.
    static var residentKilobytes: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }
    }
}
