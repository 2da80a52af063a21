import Foundation

/// A program as the compiler sees it: what it says about each line.
struct Compilation {
    /// One error.
    struct Complaint: Hashable, CustomStringConvertible {
        /// Nil within the expansion of a macro, which has lines of its own.
        let line: Int?
        let message: String
        var description: String { (line.map { "\($0): " } ?? "") + message }
    }

    let complaints: [Complaint]
    /// All that the compiler wrote.
    let output: String

    /// Compiles a program against the modules beside the running tests, down to where ownership is
    /// checked; warnings count as errors.
    init(_ source: String, options: [String] = []) async throws {
        let products = try BuiltProducts()
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "stdnet-compilation-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "Program.swift")
        try Data(source.utf8).write(to: program)
        let log = folder.appending(path: "log")
        try Data().write(to: log)

        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments =
            [
                "swiftc", "-emit-sil", "-warnings-as-errors", "-o",
                folder.appending(path: "Program.sil").path,
                "-parse-as-library", "-module-name", "Program", "-swift-version", "6",
                "-diagnostic-style", "llvm", "-I", products.modules.path,
                "-load-plugin-executable", "\(products.plugin.path)#StdnetMacros",
                "-module-cache-path", products.moduleCache.path, program.path,
            ] + options
        let handle = try FileHandle(forWritingTo: log)
        compiler.standardOutput = handle
        compiler.standardError = handle
        // Waiting must not hold a thread: there are as many as cores, and other tests have deadlines.
        try await withCheckedThrowingContinuation { continuation in
            compiler.terminationHandler = { _ in continuation.resume() }
            do { try compiler.run() } catch {
                compiler.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        try handle.close()

        output = String(decoding: try Data(contentsOf: log), as: UTF8.self)
        var seen: [Complaint] = []
        for line in output.split(separator: "\n") {
            guard let word = line.firstRange(of: ": error: ") else { continue }
            let place = line[..<word.lowerBound].split(separator: ":")
            let isProgram = place.first.map { $0.hasSuffix("/Program.swift") } ?? false
            let complaint = Complaint(
                line: isProgram && place.count > 1 ? Int(place[1]) : nil,
                message: String(line[word.upperBound...])
            )
            if !seen.contains(complaint) { seen.append(complaint) }
        }
        if seen.isEmpty, compiler.terminationStatus != 0 {
            seen = [Complaint(line: nil, message: output)]
        }
        complaints = seen
    }
}
