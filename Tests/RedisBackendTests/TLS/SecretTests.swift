import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// Passwords are used, and never shown: not by errors, logs or descriptions.
@Suite("Secrets")
struct SecretTests {
    private static let secret = "geheim-4711"
    /// Longer than what Redis repeats of a command that it does not know.
    private static let longSecret = String(repeating: "geheim-4711-", count: 30)

    private let files: CertificateFolder
    private let log = LogRecorder()

    init() throws { files = try CertificateFolder() }

    /// Connects, and collects everything that a person might get to see.
    private func traces(of url: String) async throws -> String {
        var traces = ["\(try ConnectionString(url))"]
        do throws(BackendError) {
            let redis = try await RedisBackend.connect(to: url, logger: log.logger)
            var copy = ""
            dump(redis, to: &copy)
            traces += [copy, "\(redis)", String(reflecting: redis)]
            let error = await failure { () throws(BackendError) in
                try await redis.call("AUTH", Self.secret)
            }
            traces.append("\(String(describing: error))")
            await redis.close()
        } catch {
            traces += ["\(error)", String(reflecting: error), "\(error.isRetryable)"]
        }
        return traces.joined(separator: "\n")
    }

    private func expectSilence(_ text: String, _ what: String) {
        #expect(!text.contains("geheim"), "\(what)")
    }

    @Test("no password shows where it is right, wrong or not asked for", arguments: [2, 3])
    func passwords(version: Int) async throws {
        for tls in [nil, files.server()] {
            try await withRedisServer(.init(password: Self.secret, tls: tls)) {
                (server) async throws in
                let place = "127.0.0.1:\(server.port)"
                let scheme = tls == nil ? "redis" : "rediss"
                let parameters = "?protocol=\(version)" + (tls == nil ? "" : "&insecure=1")
                for credentials in [
                    ":\(Self.secret)@", ":\(Self.secret)0@", "geheim:\(Self.secret)@", "",
                ] {
                    let url = "\(scheme)://\(credentials)\(place)\(parameters)"
                    expectSilence(try await traces(of: url), credentials)
                }
                let redis = try await RedisBackend.connect(to: server.url)
                #expect(try await redis.call("PING").text == "PONG")
                await redis.close()
            }
        }
        expectSilence(log.text, "the log")
        #expect(log.text.contains("connected"))
    }

    @Test(
        "a password shows neither where none is set nor where nobody knows AUTH",
        arguments: [2, 3]
    )
    func refusals(version: Int) async throws {
        for arguments in [
            [], ["--rename-command", "AUTH", ""],
            ["--rename-command", "AUTH", "", "--rename-command", "HELLO", ""],
        ] {
            try await withRedisServer(.init(arguments: arguments)) { (server) async throws in
                for secret in [Self.secret, Self.longSecret] {
                    let url = "redis://:\(secret)@127.0.0.1:\(server.port)?protocol=\(version)"
                    expectSilence(try await traces(of: url), "\(arguments)")
                }
            }
        }
        expectSilence(log.text, "the log")
    }

    @Test("users of the access control list are let in by their password alone", arguments: [2, 3])
    func users(version: Int) async throws {
        let user = ["--user", "joe", "on", ">\(Self.secret)", "~*", "&*", "+@all"]
        let options = RedisServer.Options(tls: files.server(), arguments: user)
        try await withRedisServer(options) { (server) async throws in
            let tail = "127.0.0.1:\(server.port)/2?insecure=1&protocol=\(version)"
            let joe = try await RedisBackend.connect(
                to: "rediss://joe:\(Self.secret)@\(tail)",
                logger: log.logger
            )
            #expect(try await joe.call("ACL", "WHOAMI").text == "joe")
            #expect(try await joe.call("CLIENT", "INFO").text.contains(" db=2 "))
            await joe.close()
            let error = await failure { () throws(BackendError) in
                try await RedisBackend.connect(to: "rediss://joe:geheim@\(tail)")
            }
            guard case .connection(.authentication(let reason)) = error else {
                Issue.record("expected an authentication error, got \(String(describing: error))")
                return
            }
            expectSilence(reason, "the error")
        }
        expectSilence(log.text, "the log")
    }

    @Test("a lost and found connection logs no password") func reconnecting() async throws {
        try await withRedisServer(.init(password: Self.secret)) { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url, logger: log.logger)
            server.kill()
            let error = await failure { () throws(BackendError) in
                try await redis.call("GET", "a", timeout: .milliseconds(50))
            }
            expectSilence("\(String(describing: error))", "the error")
            let again = try await RedisServer.start(
                .init(password: Self.secret, port: server.port)
            )
            #expect(try await redis.call("PING").text == "PONG")
            await redis.close()
            await again.stop()
        }
        expectSilence(log.text, "the log")
    }
}
