import StdnetBackend
import Testing

@Suite("Commands on all keys mean those of the prefix")
struct PrefixedWalkTests {
    /// A base with the keys `p:a`, `p:b` on one page of SCAN and `p:c` on the other.
    private struct Paged: Backend {
        let canned: CannedBackend
        let drawn: String

        func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
            _ = try await canned.execute(batch)
            var replies = ReplyBuilder()
            for position in 0..<batch.count {
                let call = batch.withVector(position) { $0.texts }
                switch call[0] {
                case "SCAN":
                    let isFirst = call[1] == "0"
                    replies.array(2)
                    replies.bulk(isFirst ? "5" : "0")
                    replies.array(isFirst ? 2 : 1)
                    for key in isFirst ? ["p:a", "p:b"] : ["p:c"] { replies.bulk(key) }
                case "UNLINK": replies.integer(call.count - 1)
                case "RANDOMKEY": replies.bulk(drawn)
                default: replies.status("OK")
                }
            }
            return replies.finish()
        }

        func close() async {}
    }

    private let canned = CannedBackend()
    private func backend(drawn: String = "elsewhere") -> PrefixedBackend<Paged> {
        Paged(canned: canned, drawn: drawn).prefixed(by: "p:")
    }

    @Test("DBSIZE counts them")
    func size() async throws {
        let size = try await backend().run(RawCommand("DBSIZE")).integer
        #expect(size == 3)
        #expect(canned.calls.allSatisfy { $0[0] == "SCAN" && $0[2...3] == ["MATCH", "p:*"] })
    }

    @Test("FLUSHDB deletes them, each page in the round trip that looks for the next")
    func flush() async throws {
        let reply = try await backend().run(RawCommand("FLUSHDB", "ASYNC"))
        #expect(reply.text == "OK")
        #expect(
            canned.calls.map { $0[0] == "SCAN" ? ["SCAN", $0[1]] : $0 } == [
                ["SCAN", "0"], ["UNLINK", "p:a", "p:b"], ["SCAN", "5"], ["UNLINK", "p:c"],
            ]
        )
        #expect(canned.received.count == 3)
        await #expect(throws: BackendError.self) {
            try await backend().run(RawCommand("FLUSHDB", "NOW"))
        }
    }

    @Test("RANDOMKEY takes a key that was drawn, or looks at them all")
    func randomKey() async throws {
        let drawn = try await backend(drawn: "p:x").run(RawCommand("RANDOMKEY")).text
        #expect(drawn == "x")
        #expect(canned.received.count == 1)
        let found = try await backend().run(RawCommand("RANDOMKEY")).text
        #expect(["a", "b", "c"].contains(found))
    }

    @Test("In a pipeline they take their turn")
    func pipeline() async throws {
        let batch = CommandBatch.calls("SET k v", "GET k", "DBSIZE", "RANDOMKEY", "SET k w")
        let replies = try await backend(drawn: "p:x").execute(batch)
        #expect(replies.map(\.kind) == [.status, .status, .integer, .bulk, .status])
        #expect(canned.received.map(\.count) == [2, 1, 1, 16, 1])
    }

    @Test("They can't be part of a transaction")
    func transaction() async {
        for line in ["FLUSHDB", "DBSIZE", "RANDOMKEY"] {
            await #expect(
                throws: BackendError.invalidRequest(
                    "\(line) behind a prefix takes several round trips: "
                        + "it can't be part of a transaction"
                )
            ) { try await backend().execute(CommandBatch.calls(in: .transaction, "SET k v", line)) }
        }
        #expect(canned.received.isEmpty)
    }

    @Test("All round trips together have the limit of the batch")
    func limit() async throws {
        var batch = CommandBatch.calls("DBSIZE")
        batch.timeout = .seconds(60)
        _ = try await backend().execute(batch)
        let limits = canned.received.compactMap(\.timeout)
        #expect(limits.count == 2)
        #expect(limits[0] <= .seconds(60) && limits[1] < limits[0])
        batch.timeout = .zero
        await #expect(throws: BackendError.connection(.timedOut(after: .zero))) {
            try await backend().execute(batch)
        }
    }
}
