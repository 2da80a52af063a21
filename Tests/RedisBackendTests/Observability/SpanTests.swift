import InMemoryTracing
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing
import Tracing

@Suite("What a backend traces")
struct SpanTests {
    @Test("every batch is one client span with the attributes of the database conventions")
    func attributes() async throws {
        let observation = Observation()
        try await observation.withRedis(parameters: "/3") { (redis, server) async throws in
            try await redis.call("set", "k", "v")
            _ = try await redis.batch(.pipeline, "GET k", "GET k", "GET k")
            _ = try await redis.batch(.pipeline, "GET k", "SET k v")
            _ = try await redis.batch(.transaction, "GET k", "SET k v")
            _ = try await redis.run(script("return 1"), keys: []) { _ in }
            let spans = observation.tracer.finishedSpans
            let place = "127.0.0.1:\(server.port)"
            #expect(
                spans.map(\.operationName) == [
                    "SET \(place)", "PIPELINE GET \(place)", "PIPELINE \(place)", "MULTI \(place)",
                    "EVALSHA test",
                ]
            )
            #expect(spans.allSatisfy { $0.kind == .client && $0.status == nil })
            let common = [
                "db.system.name=redis", "server.address=127.0.0.1", "server.port=\(server.port)",
            ]
            #expect(
                spans.map(\.attributes.sorted) == [
                    ["db.namespace=3", "db.operation.name=SET"] + common,
                    [
                        "db.namespace=3", "db.operation.batch.size=3",
                        "db.operation.name=PIPELINE GET",
                    ] + common,
                    [
                        "db.namespace=3", "db.operation.batch.size=2",
                        "db.operation.name=PIPELINE",
                    ] + common,
                    [
                        "db.namespace=3", "db.operation.batch.size=2", "db.operation.name=MULTI",
                    ] + common,
                    [
                        "db.namespace=3", "db.operation.name=EVALSHA",
                        "db.stored_procedure.name=test",
                    ] + common,
                ]
            )
        }
    }

    @Test("a failure is the span's status, with the server's code where there is one")
    func failures() async throws {
        let observation = Observation()
        try await observation.withRedis { (redis, _) async throws in
            _ = try await redis.batch(.pipeline, "SET k v", "LPUSH k x")
            _ = await failure { () throws(BackendError) in try await redis.call("MULTI") }
        }
        let spans = observation.tracer.finishedSpans
        #expect(spans.map { $0.status?.code } == [.error, .error])
        #expect(spans[0].attributes.sorted.contains("error.type=WRONGTYPE"))
        #expect(
            spans.map { $0.attributes.sorted.contains("db.response.status_code=WRONGTYPE") }
                == [true, false]
        )
        #expect(spans[1].attributes.sorted.contains("error.type=invalid_request"))
        #expect(spans[1].attributes.get("db.response.status_code") == nil)
    }

    @Test("a span belongs to the span that the task is in") func parents() async throws {
        let observation = Observation()
        let tracer = observation.tracer
        try await observation.withRedis { (redis, _) async throws in
            try await tracer.withSpan("outer") { (_) async throws in
                _ = try await redis.call("GET", "k")
            }
        }
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName.first) == ["G", "o"])
        #expect(spans[0].parentSpanID == spans[1].spanID)
    }

    @Test("a Unix socket is an address without a port") func unixSocket() async throws {
        let observation = Observation()
        try await withRedisServer(.init(hasUnixSocket: true)) { (server) async throws in
            let redis = try await RedisBackend.connect(
                to: try #require(server.unixSocketURL),
                options: observation.options
            )
            try await redis.call("GET", "k")
            await redis.close()
            let span = try #require(observation.tracer.finishedSpans.first)
            let path = try #require(server.unixSocketPath)
            #expect(span.attributes.sorted.contains("server.address=\(path)"))
            #expect(span.attributes.get("server.port") == nil)
        }
    }
}
