internal import Foundation
internal import StdnetBackend
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
        /// With what the port is encrypted; nil for a plain one.
        public var tls: TLS?
        /// Further words of the command line, such as `["--databases", "4"]`.
        public var arguments: [String] = []

        /// Makes options.
        public init(
            password: String? = nil,
            port: Int? = nil,
            hasUnixSocket: Bool = false,
            tls: TLS? = nil,
            arguments: [String] = []
        ) {
            self.password = password
            self.port = port
            self.hasUnixSocket = hasUnixSocket
            self.tls = tls
            self.arguments = arguments
        }
    }

    /// The files that a server proves itself with, as paths, each in PEM.
    public struct TLS: Sendable {
        /// The certificate of the server.
        public var certificate: String
        /// Its private key.
        public var privateKey: String
        /// The certificates that those of clients are checked with, and that clients may trust.
        public var authorities: String
        /// Whether clients need a certificate.
        public var asksClients: Bool

        /// Names the files.
        public init(
            certificate: String,
            privateKey: String,
            authorities: String,
            asksClients: Bool = false
        ) {
            self.certificate = certificate
            self.privateKey = privateKey
            self.authorities = authorities
            self.asksClients = asksClients
        }

        fileprivate func arguments(port: Int) -> [String] {
            [
                "--tls-port", "\(port)", "--tls-cert-file", certificate, "--tls-key-file",
                privateKey, "--tls-ca-cert-file", authorities, "--tls-auth-clients",
                asksClients ? "yes" : "no",
            ]
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
    private let tls: TLS?
    private let folder: URL
    private let process: ServerProcess

    /// The connection string of the server, with its password.
    ///
    /// With TLS it has a parameter, `ca`, and more follow with `&`.
    public var url: String {
        guard let tls else { return "redis://\(credentials)127.0.0.1:\(port)" }
        return "rediss://\(credentials)127.0.0.1:\(port)?ca=\(tls.authorities.percentEncoded)"
    }

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
        tls = options.tls
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
        // Whether an encrypted server is there is asked at its socket.
        let hasSocket = options.hasUnixSocket || options.tls != nil
        let socket = hasSocket ? folder.appendingPathComponent("redis.sock").path : nil
        var arguments = [
            executable, "--port", options.tls == nil ? "\(port)" : "0", "--bind", "127.0.0.1",
            "--save", "", "--appendonly", "no", "--dir", folder.path, "--daemonize", "no",
            // A replica is not to wait for others that might come.
            "--repl-diskless-sync-delay", "0",
        ]
        arguments += options.tls?.arguments(port: port) ?? []
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
        // The socket is the last that a server opens.
        let place = unixSocketPath.map { LocalSocket.path($0) } ?? .port(port)
        while !place.answers(to: request, with: "+PONG") {
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
