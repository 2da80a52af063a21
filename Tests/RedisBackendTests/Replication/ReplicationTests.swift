import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("What a server gives its replicas")
struct ReplicationTests {
    /// All bytes of the file that comes.
    private func file(
        from redis: RedisBackend
    ) async throws -> (bytes: Bytes, stream: any ReplicationStream) {
        let stream = try await redis.replicate()
        var bytes: Bytes = []
        while let piece = try await stream.next() { bytes += piece }
        #expect(try await stream.next() == nil)
        return (bytes, stream)
    }

    private func check(_ redis: RedisBackend, isSized: Bool) async throws {
        let value = String(repeating: "0123456789abcdef", count: 1 << 16)
        for number in 0..<4 { try await redis.call("SET", "key\(number)", value + "\(number)") }
        let (bytes, stream) = try await file(from: redis)
        #expect(bytes.prefix(9).elementsEqual("REDIS0010".utf8))
        #expect(bytes[bytes.count - 9] == 0xff)
        #expect(isSized ? stream.size == bytes.count : stream.size == nil)
        let position = try #require(stream.position)
        let information = try await redis.call("INFO", "replication").text
        #expect(position.id.count == 40 && information.contains(position.id))
        // It is there for the next call, too.
        #expect(try await redis.call("STRLEN", "key0").integer == value.count + 1)
    }

    @Test("with a length, from its disk") func sized() async throws {
        let options = RedisServer.Options(arguments: ["--repl-diskless-sync", "no"])
        try await withRedis(options) { (redis, _) async throws in
            try await check(redis, isSized: true)
        }
    }

    @Test("with a mark at its end, without its disk", arguments: [2, 3])
    func marked(version: Int) async throws {
        let options = RedisServer.Options(
            password: "secret",
            arguments: ["--repl-diskless-sync", "yes"]
        )
        try await withRedis(options, parameters: "?protocol=\(version)") {
            (redis, _) async throws in try await check(redis, isSized: false)
        }
    }

    @Test("encrypted, and by a Unix socket") func transports() async throws {
        let files = try CertificateFolder()
        try await withRedis(.init(tls: files.server())) { (redis, _) async throws in
            try await check(redis, isSized: false)
        }
        try await withRedisServer(.init(hasUnixSocket: true)) { (server) async throws in
            let redis = try await RedisBackend.connect(to: try #require(server.unixSocketURL))
            try await check(redis, isSized: false)
            await redis.close()
        }
    }

    @Test("is refused to users that may not have it, in the server's words") func refused()
        async throws
    {
        try await withRedis { (redis, server) async throws in
            try await redis.call("ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@all", "-psync")
            let reader = try await RedisBackend.connect(
                to: "redis://reader:pw@127.0.0.1:\(server.port)"
            )
            let error = await #expect(throws: BackendError.self) { try await reader.replicate() }
            guard case .server(code: "NOPERM", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await reader.call("PING").text == "PONG")
            await reader.close()
        }
    }

    /// The answers to PING, to both words of introduction, and to what is asked then.
    private func manners(_ answers: String..., closes: Bool = false) -> Stranger.Manners {
        var manners = Stranger.Manners()
        manners.answers = ["+PONG\r\n+PONG\r\n", "+OK\r\n-ERR unknown option\r\n"] + answers
        manners.answers[0] = "+PONG\r\n"
        return manners
    }

    private func replicate(
        _ manners: Stranger.Manners,
        timeout: String = "60"
    ) async throws -> Result<Bytes, BackendError> {
        var result = Result<Bytes, BackendError>.failure(.cancelled)
        try await Stranger.with(manners) { port in
            // The backend's own connection is greeted, too.
            let redis = try await RedisBackend.connect(
                to: "redis://127.0.0.1:\(port)?timeout=\(timeout)"
            )
            do {
                result = .success(try await file(from: redis).bytes)
            } catch let error as BackendError {
                result = .failure(error)
            }
            await redis.close()
        }
        return result
    }

    @Test("comes after signs of life, by SYNC where PSYNC is not known") func old() async throws {
        let result = try await replicate(
            manners("-ERR unknown command 'PSYNC'\r\n", "\n\n\n$5\r\nREDIS")
        )
        #expect(result == .success(Bytes("REDIS".utf8)))
    }

    @Test("is not there when the server loads, ends, is silent or is none") func failures()
        async throws
    {
        let resync = "+FULLRESYNC \(String(repeating: "a", count: 40)) 0\r\n"
        let loading = try await replicate(manners("-NOMASTERLINK Can't SYNC\r\n"))
        #expect(
            loading
                == .failure(.server(code: "NOMASTERLINK", message: "Can't SYNC"))
        )
        let silent = try await replicate(manners(resync + "$9\r\nREDIS"), timeout: "0.2")
        #expect(silent == .failure(.connection(.timedOut(after: .milliseconds(200)))))
        let stranger = try await replicate(manners("HTTP/1.1 400 Bad Request\r\n\r\n"))
        guard case .failure(.connection(.notRedis)) = stranger else {
            Issue.record("\(stranger)")
            return
        }
    }

    @Test("ends when the task is cancelled, or when it is closed") func ended() async throws {
        let resync = "+FULLRESYNC \(String(repeating: "a", count: 40)) 0\r\n"
        try await Stranger.with(manners(resync + "$9\r\nREDIS")) { port in
            let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:\(port)?timeout=60")
            let stream = try await redis.replicate()
            #expect(try await stream.next() == Bytes("REDIS".utf8))
            let waiting = Task { try await stream.next() }
            waiting.cancel()
            let error = await #expect(throws: BackendError.self) { try await waiting.value }
            #expect(error == .cancelled)
            stream.close()
            await #expect(throws: BackendError.self) { try await stream.next() }
            await redis.close()
        }
    }
}
