import Foundation
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// How a server is reached, and what is spoken with it.
enum Transport: String {
    case resp2 = "RESP2 over TCP"
    case resp3 = "RESP3 over TCP"
    case unixSocket = "RESP2 over a Unix socket"
    case tls = "RESP3 over TLS"
}

/// A server that the cases of one test share, each on a keyspace without a key.
struct SharedServer: Sendable {
    @TaskLocal static var current: SharedServer?

    let url: String

    /// Lends a backend of its own to a closure; what others left behind is gone.
    func withBackend(_ body: (RedisBackend) async throws -> Void) async throws {
        let backend = try await RedisBackend.connect(to: url)
        do {
            for command in [RawCommand("FLUSHALL"), RawCommand("SCRIPT", "FLUSH")] {
                _ = try await backend.run(command)
            }
            try await body(backend)
        } catch {
            await backend.close()
            throw error
        }
        await backend.close()
    }
}

/// Starts a server for a test, once for all its cases.
struct ServerTrait: TestTrait, TestScoping {
    let transport: Transport

    func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
        testCase == nil ? self : nil
    }

    @concurrent
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        switch transport {
        case .resp2: try await serve(.init(), function) { $0.url }
        case .resp3: try await serve(.init(), function) { $0.url + "?protocol=3" }
        case .unixSocket:
            try await serve(.init(hasUnixSocket: true), function) { $0.unixSocketURL ?? "" }
        case .tls:
            let identity = try ServerIdentity()
            try await serve(.init(tls: identity.files), function) { $0.url + "&protocol=3" }
        }
    }

    private func serve(
        _ options: RedisServer.Options,
        _ function: @concurrent @Sendable () async throws -> Void,
        url: (RedisServer) throws -> String
    ) async throws {
        try await withRedisServer(options) { server in
            let shared = SharedServer(url: try url(server))
            try await SharedServer.$current.withValue(shared) { try await function() }
        }
    }
}

extension Trait where Self == ServerTrait {
    /// One server for all cases of the test.
    static func server(over transport: Transport) -> Self { Self(transport: transport) }
}
