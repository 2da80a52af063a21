import Foundation

/// The built `stdnet`, run as people run it.
struct Tool {
    /// How a run ended.
    struct Run {
        let status: Int32
        let output: String
        let errors: String

        /// The output as one JSON object.
        func json() throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
            guard let object = object as? [String: Any] else { throw Missing(what: "an object") }
            return object
        }
    }

    /// What a test needs and did not find.
    struct Missing: Error, CustomStringConvertible {
        let what: String
        var description: String { "missing: \(what)" }
    }

    /// Runs the tool to its end.
    static func run(_ arguments: String...) async throws -> Run {
        try await start(arguments).result()
    }

    /// Starts the tool.
    static func start(_ arguments: [String]) throws -> RunningTool {
        try RunningTool(executable: try executable(), arguments)
    }

    /// Starts another program, which is in the PATH.
    static func start(
        program: String,
        _ arguments: [String],
        input: String = ""
    ) throws -> RunningTool {
        let env = URL(filePath: "/usr/bin/env")
        return try RunningTool(executable: env, [program] + arguments, input: input)
    }

    /// Looks for the tool beside the tests: where exactly depends on the platform and on who runs
    /// them.
    static func executable() throws -> URL {
        let places =
            CommandLine.arguments.filter { $0.hasPrefix("/") }
            + [Bundle.main.bundlePath, Bundle.main.executablePath ?? ""]
            + Bundle.allBundles.map(\.bundlePath)
        for place in places {
            var folder = URL(filePath: place).standardizedFileURL
            while folder.pathComponents.count > 1 {
                folder.deleteLastPathComponent()
                let tool = folder.appending(path: "stdnet")
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(
                    atPath: tool.path,
                    isDirectory: &isFolder
                )
                if exists, !isFolder.boolValue { return tool }
            }
        }
        throw Missing(what: "the executable 'stdnet' in or around \(places)")
    }
}

/// A run that is not over yet.
final class RunningTool {
    private let process = Process()
    private let ended: AsyncStream<Int32>
    private let folder: URL

    fileprivate init(executable: URL, _ arguments: [String], input: String = "") throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("stdnet-run-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = executable
        process.arguments = arguments
        let inputFile = folder.appendingPathComponent("input")
        try Data(input.utf8).write(to: inputFile)
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = try Self.file(folder, "output")
        process.standardError = try Self.file(folder, "errors")
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        self.ended = ended
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: folder)
    }

    var identifier: Int32 { process.processIdentifier }

    /// Sends what Ctrl-C sends.
    func interrupt() { process.interrupt() }

    /// Sends a polite request to end.
    func terminate() { process.terminate() }

    /// Ends it at once, also when it was started deaf to polite requests.
    func end() { kill(process.processIdentifier, SIGKILL) }

    /// Waits until something is printed, or the tool has ended.
    func firstLine() async throws -> String { try await lines(1)[0] }

    /// Waits until so many lines are printed, or the tool has ended.
    func lines(_ count: Int) async throws -> [String] {
        while true {
            let lines = try text("output").split(separator: "\n", omittingEmptySubsequences: false)
            if lines.count > count { return lines.prefix(count).map(String.init) }
            guard process.isRunning else {
                throw Tool.Missing(what: "a line; it said: \(try text("errors"))")
            }
            await Task.yield()
        }
    }

    /// Waits for the end.
    func result() async throws -> Tool.Run {
        var status: Int32?
        for await value in ended { status = value }
        guard let status else { throw Tool.Missing(what: "the status of the tool") }
        return Tool.Run(
            status: status,
            output: try text("output"),
            errors: try text("errors")
        )
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    private static func file(_ folder: URL, _ name: String) throws -> FileHandle {
        let url = folder.appendingPathComponent(name)
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}
