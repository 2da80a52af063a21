internal import Foundation
internal import Synchronization

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#endif

/// A private `redis-server` for tests: on a port of its own, nothing on disk, gone afterwards.
///
/// ```swift
/// try await withRedisServer { server in
///     let redis = try await RedisBackend.connect(to: server.url)
///     …
/// }
/// ```
///
/// The server ends with ``stop()``, with the last reference to this object, and with the process
/// that started it, however that ends: a second process watches and then kills the server.
public final class RedisServer: Sendable {
    /// How a server is started.
    public struct Options: Sendable {
        /// What clients must authenticate with.
        public var password: String?
        /// The port; by default a free one.
        public var port: Int?
        /// Whether the server also listens on a Unix socket.
        public var hasUnixSocket = false
        /// Further words of the command line, such as `["--databases", "4"]`.
        public var arguments: [String] = []

        /// Makes options.
        public init(
            password: String? = nil,
            port: Int? = nil,
            hasUnixSocket: Bool = false,
            arguments: [String] = []
        ) {
            self.password = password
            self.port = port
            self.hasUnixSocket = hasUnixSocket
            self.arguments = arguments
        }
    }

    /// Why there is no server.
    public struct Failure: Error, CustomStringConvertible {
        /// One sentence, and the server's last words where it had any.
        public let description: String
    }

    /// The TCP port on 127.0.0.1.
    public let port: Int
    /// The path of the Unix socket, when one was asked for.
    public let unixSocketPath: String?
    private let password: String?
    private let folder: URL
    private let process: ServerProcess

    /// The connection string of the server, with its password.
    public var url: String { "redis://\(credentials)127.0.0.1:\(port)" }

    /// The connection string of the Unix socket, when one was asked for.
    public var unixSocketURL: String? {
        unixSocketPath.map { path in
            "redis+unix://\(path)" + (password.map { "?password=\($0.percentEncoded)" } ?? "")
        }
    }

    private var credentials: String { password.map { ":\($0.percentEncoded)@" } ?? "" }

    private init(
        port: Int,
        options: Options,
        folder: URL,
        unixSocketPath: String?,
        process: ServerProcess
    ) {
        self.port = port
        self.unixSocketPath = unixSocketPath
        password = options.password
        self.folder = folder
        self.process = process
    }

    deinit {
        process.kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Starts a server and waits until it answers.
    ///
    /// - Throws: ``Failure`` when there is no `redis-server`, or when it does not answer in time.
    public static func start(
        _ options: Options = Options(),
        within limit: Duration = .seconds(10)
    ) async throws -> RedisServer {
        let executable = try executable()
        let deadline = ContinuousClock.now + limit
        while true {
            let server = try launch(executable, options)
            do {
                try await server.waitUntilReady(deadline)
                return server
            } catch let failure as Failure {
                await server.stop()
                // Somebody else took the port between its choice and its use: choose another one.
                guard failure.description.contains("Address already in use"),
                    ContinuousClock.now < deadline
                else { throw failure }
            }
        }
    }

    /// Kills the server, as `kill -9` does: connections break, nothing is finished.
    public func kill() { process.kill() }

    /// Kills the server and waits until it is gone.
    public func stop() async { await process.stop() }

    private static func launch(_ executable: String, _ options: Options) throws -> RedisServer {
        // A path of a Unix socket has at most 107 bytes, so the folder's name is short.
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redis-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try options.port ?? LocalSocket.freePort()
        let socket =
            options.hasUnixSocket ? folder.appendingPathComponent("redis.sock").path : nil
        var arguments = [
            executable, "--port", "\(port)", "--bind", "127.0.0.1", "--save", "", "--appendonly",
            "no", "--dir", folder.path, "--daemonize", "no",
        ]
        if let password = options.password { arguments += ["--requirepass", password] }
        if let socket { arguments += ["--unixsocket", socket] }
        let process = try ServerProcess(arguments + options.arguments, log: folder.log)
        return RedisServer(
            port: port,
            options: options,
            folder: folder,
            unixSocketPath: socket,
            process: process
        )
    }

    private static func executable() throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/bin", "/usr/local/bin"]
        let candidates = folders.map { $0 + "/redis-server" }
        guard
            let found = candidates.first(where: {
                FileManager.default.isExecutableFile(atPath: $0)
            })
        else {
            throw Failure(
                description: "there is no redis-server in PATH; install it by "
                    + "'apt-get install redis-server' or 'brew install redis'"
            )
        }
        return found
    }

    private func waitUntilReady(_ deadline: ContinuousClock.Instant) async throws {
        var request = ""
        if let password {
            request = "*2\r\n$4\r\nAUTH\r\n$\(password.utf8.count)\r\n\(password)\r\n"
        }
        request += "PING\r\n"
        while !LocalSocket.answers(port: port, to: request, with: "+PONG") {
            guard process.isRunning, ContinuousClock.now < deadline else {
                let log = (try? String(contentsOf: folder.log, encoding: .utf8)) ?? ""
                let end = log.split(separator: "\n").suffix(5).joined(separator: "\n")
                throw Failure(description: "redis-server does not answer on port \(port):\n\(end)")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

/// Starts a private `redis-server` for the time of a closure.
///
/// - Parameters:
///   - options: How the server is started.
///   - body: What is done with it; however it ends, the server is stopped.
/// - Returns: what the closure returns.
/// - Throws: what the closure throws, or ``RedisServer/Failure`` when there is no server.
public func withRedisServer<Result>(
    _ options: RedisServer.Options = RedisServer.Options(),
    _ body: (RedisServer) async throws -> Result
) async throws -> Result {
    let server = try await RedisServer.start(options)
    do {
        let result = try await body(server)
        await server.stop()
        return result
    } catch {
        await server.stop()
        throw error
    }
}

extension URL {
    fileprivate var log: URL { appendingPathComponent("redis.log") }
}

extension String {
    fileprivate var percentEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self
    }
}

/// The server's process, and a second one that kills it should this process end without doing so.
private final class ServerProcess: Sendable {
    private struct State {
        var isRunning = true
        var waiters: [CheckedContinuation<Void, Never>] = []
        /// Standard input of the watcher: when it breaks, the watcher acts.
        var lifeline: FileHandle?
        var watcher: pid_t?
    }

    private let state = Mutex(State())
    private let identifier: Mutex<pid_t?> = Mutex(nil)

    init(_ command: [String], log: URL) throws {
        guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
            throw RedisServer.Failure(description: "cannot write \(log.path)")
        }
        let output = try FileHandle(forWritingTo: log)
        let server = Process()
        server.executableURL = URL(fileURLWithPath: command[0])
        server.arguments = Array(command.dropFirst())
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C"
        server.environment = environment
        server.standardInput = FileHandle.nullDevice
        server.standardOutput = output
        server.standardError = output
        server.terminationHandler = { [weak self] _ in self?.ended() }
        try server.run()
        let number = server.processIdentifier
        identifier.withLock { $0 = number }
        try output.close()
        try watch(number)
    }

    deinit { kill() }

    var isRunning: Bool { state.withLock { $0.isRunning } }

    private func watch(_ number: pid_t) throws {
        let pipe = Pipe()
        let watcher = Process()
        watcher.executableURL = URL(fileURLWithPath: "/bin/sh")
        watcher.arguments = ["-c", "read -r line; kill -9 $1 2>/dev/null", "sh", "\(number)"]
        watcher.standardInput = pipe
        watcher.standardOutput = FileHandle.nullDevice
        watcher.standardError = FileHandle.nullDevice
        do { try watcher.run() } catch {
            kill()
            throw error
        }
        try pipe.fileHandleForReading.close()
        state.withLock { state in
            state.lifeline = pipe.fileHandleForWriting
            state.watcher = watcher.processIdentifier
        }
        if !isRunning { dismissWatcher() }
    }

    func kill() {
        let number = identifier.withLock { $0 }
        state.withLock { state in
            // Only while it runs: afterwards the number may be somebody else's.
            if state.isRunning, let number { _ = sendSignal(number, SIGKILL) }
        }
    }

    func stop() async {
        kill()
        await withCheckedContinuation { waiter in
            let isRunning = state.withLock { state in
                if state.isRunning { state.waiters.append(waiter) }
                return state.isRunning
            }
            if !isRunning { waiter.resume() }
        }
    }

    private func ended() {
        let waiters = state.withLock { state in
            state.isRunning = false
            defer { state.waiters = [] }
            return state.waiters
        }
        dismissWatcher()
        for waiter in waiters { waiter.resume() }
    }

    /// Ends the watcher before its pipe breaks: there is nobody to kill any more.
    private func dismissWatcher() {
        state.withLock { state in
            if let watcher = state.watcher { _ = sendSignal(watcher, SIGKILL) }
            state.watcher = nil
            try? state.lifeline?.close()
            state.lifeline = nil
        }
    }
}

/// `kill` of the C library, under a name that methods of that name do not hide.
private func sendSignal(_ process: pid_t, _ signal: Int32) -> Int32 { kill(process, signal) }

/// As much of TCP on 127.0.0.1 as starting a server takes.
private enum LocalSocket {
    /// A port that nobody listens on, chosen by the operating system.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, streamType, 0)
        defer { close(descriptor) }
        let port = withAddress(port: 0) { address, length -> Int? in
            guard descriptor >= 0, bind(descriptor, address, length.pointee) == 0,
                getsockname(descriptor, address, length) == 0
            else { return nil }
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                Int(UInt16(bigEndian: $0.pointee.sin_port))
            }
        }
        guard let port else { throw RedisServer.Failure(description: "no free port") }
        return port
    }

    /// Whether a server takes a request and its answer contains these words.
    static func answers(port: Int, to request: String, with words: String) -> Bool {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 0, tv_usec: 200_000)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        let isConnected = withAddress(port: port) { connect(descriptor, $0, $1.pointee) == 0 }
        guard isConnected, send(descriptor, request, request.utf8.count, 0) > 0 else {
            return false
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 256)
        while !String(decoding: answer, as: UTF8.self).contains(words) {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { return false }
            answer += piece.prefix(count)
        }
        return true
    }

    private static var streamType: Int32 {
        #if canImport(Glibc)
        Int32(SOCK_STREAM.rawValue)
        #else
        SOCK_STREAM
        #endif
    }

    private static func withAddress<Result>(
        port: Int,
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &length) }
        }
    }
}
