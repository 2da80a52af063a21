import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("TLS")
struct TLSTests {
    private let files: CertificateFolder

    init() throws { files = try CertificateFolder() }

    /// The error of connecting; nil when it succeeds and a command is answered.
    private func error(connecting url: String) async -> BackendError? {
        await failure { () throws(BackendError) in
            let redis = try await RedisBackend.connect(to: url)
            let pong = await failure { () throws(BackendError) in try await redis.call("PING") }
            await redis.close()
            if let pong { throw pong }
        }
    }

    /// The reason why nobody could be reached at the server's address.
    private func reason(connecting url: String, to server: RedisServer) async -> String? {
        let error = await error(connecting: url)
        guard case .connection(.unreachable(let address, let reason)) = error,
            address.hasSuffix(":\(server.port)")
        else {
            Issue.record(
                "expected 'unreachable' with the address, got \(String(describing: error))"
            )
            return nil
        }
        return reason
    }

    @Test(
        "a server that the authority signed is trusted, by address and by name",
        arguments: [2, 3]
    )
    func trusted(version: Int) async throws {
        try await withRedisServer(.init(tls: files.server())) { (server) async throws in
            let parameters = server.url.split(separator: "?")[1] + "&protocol=\(version)"
            for host in ["127.0.0.1", "localhost"] {
                let redis = try await RedisBackend.connect(
                    to: "rediss://\(host):\(server.port)/1?\(parameters)"
                )
                try await redis.call("SET", "key", "value")
                #expect(try await redis.call("GET", "key").text == "value")
                #expect(try await redis.call("CLIENT", "INFO").text.contains("resp=\(version)"))
                await redis.close()
            }
        }
    }

    @Test("large requests and replies go through encrypted, from many tasks") func large()
        async throws
    {
        try await withRedis(.init(tls: files.server())) { (redis, _) async throws in
            let value = String(repeating: "0123456789abcdef", count: 1 << 14)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        try await redis.call("SET", "key:\(number)", value + "\(number)")
                        let found = try await redis.call("GET", "key:\(number)").text
                        #expect(found == value + "\(number)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("a server that nobody trusted has signed is refused at once") func unknownAuthority()
        async throws
    {
        try await withRedisServer(.init(tls: files.server())) { (server) async throws in
            let address = "rediss://127.0.0.1:\(server.port)"
            for parameters in ["", "?ca=" + files.path(.anotherAuthority), "?insecure=0"] {
                let reason = await reason(connecting: address + parameters, to: server)
                #expect(reason?.contains("TLS") == true)
                #expect(reason?.contains("CERTIFICATE_VERIFY_FAILED") == true)
            }
        }
    }

    @Test("a server of another name is refused") func otherName() async throws {
        let tls = files.server(as: .elsewhere)
        try await withRedisServer(.init(tls: tls)) { (server) async throws in
            for host in ["127.0.0.1", "localhost"] {
                let url = "rediss://\(host):\(server.port)?ca=\(files.path(.authority))"
                let reason = await reason(connecting: url, to: server)
                #expect(reason?.contains("TLS") == true)
            }
            let careless = "rediss://127.0.0.1:\(server.port)?insecure=1"
            #expect(await error(connecting: careless) == nil)
        }
    }

    @Test("a server that asks for a certificate gets one, or lets nobody in") func client()
        async throws
    {
        let tls = files.server(asksClients: true)
        try await withRedisServer(.init(tls: tls)) { (server) async throws in
            let parameters = "&cert=\(files.path(.client))&key=\(files.keyPath(.client))"
            #expect(await error(connecting: server.url + parameters) == nil)
            let reason = await reason(connecting: server.url, to: server)
            #expect(reason?.contains("TLS") == true)
        }
    }

    @Test("a plain client is told that the port is encrypted", arguments: [2, 3])
    func plainClient(version: Int) async throws {
        try await withRedisServer(.init(tls: files.server())) { (server) async throws in
            let url = "redis://127.0.0.1:\(server.port)?protocol=\(version)"
            let reason = await reason(connecting: url, to: server)
            #expect(reason?.contains("rediss://") == true)
        }
    }

    @Test("an encrypted client is told that the port is plain, in time") func plainServer()
        async throws
    {
        try await withRedisServer { (server) async throws in
            let url = "rediss://127.0.0.1:\(server.port)?insecure=1&timeout=0.2"
            let reason = await reason(connecting: url, to: server)
            #expect(reason?.contains("TLS") == true)
        }
        // One that answers, in plain words.
        try await Stranger.with(.init(answers: ["-ERR what?\r\n"])) { (port) async throws in
            let error = await error(connecting: "rediss://127.0.0.1:\(port)?insecure=1")
            guard case .connection(.unreachable(_, let reason)) = error else {
                Issue.record("expected 'unreachable', got \(String(describing: error))")
                return
            }
            #expect(reason.contains("TLS"))
        }
    }

    @Test("a file that is not there, or not what it should be, is named with its parameter")
    func unreadable() async throws {
        let garbled = try files.write(
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
            to: "garbled.pem"
        )
        let empty = try files.write("", to: "empty.pem")
        let certificate = "cert=\(files.path(.client))"
        let key = "key=\(files.keyPath(.client))"
        for path in [garbled, empty, files.path("none.pem")] {
            for (parameters, name) in [
                ("ca=\(path)", "ca"), ("cert=\(path)&\(key)", "cert"),
                ("\(certificate)&key=\(path)", "key"),
            ] {
                let error = await error(connecting: "rediss://127.0.0.1:1?\(parameters)")
                guard case .invalidRequest(let reason) = error else {
                    Issue.record("\(parameters): got \(String(describing: error))")
                    continue
                }
                #expect(reason.contains("'\(name)'") && reason.contains(path), "\(reason)")
            }
        }
    }

    @Test("a certificate and its key belong together") func pair() async throws {
        let certificate = "cert=\(files.path(.client))"
        for parameters in [
            certificate, "key=\(files.keyPath(.client))",
            "\(certificate)&key=\(files.keyPath(.server))",
        ] {
            let error = await error(connecting: "rediss://127.0.0.1:1?\(parameters)")
            guard case .invalidRequest = error else {
                Issue.record("\(parameters): got \(String(describing: error))")
                continue
            }
        }
    }

    @Test("waiting commands, transactions and lost connections go on encrypted") func everything()
        async throws
    {
        try await withRedis(.init(tls: files.server())) { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            async let popped = redis.call("BLPOP", "queue", "10")
            try await redis.call("RPUSH", "queue", "value")
            #expect(try await popped.elements.map(\.text) == ["queue", "value"])
            let replies = try await redis.batch(.transaction, "SET a 1", "INCR a")
            #expect(replies.last?.integer == 2)
            try await other.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            #expect(try await redis.call("GET", "a").text == "2")
            await other.close()
        }
    }
}
