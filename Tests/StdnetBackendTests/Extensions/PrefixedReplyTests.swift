import StdnetBackend
import Testing

@Suite("Replies come back without the prefix")
struct PrefixedReplyTests {
    /// What a call answers behind `p:` when the base answers this.
    private func reply(
        _ line: String,
        _ write: @escaping (inout ReplyBuilder) -> Void
    ) async throws -> Reply {
        let canned = CannedBackend([String(line.prefix { $0 != " " }): write])
        return try await canned.prefixed(by: "p:").execute(CommandBatch.calls(line))[0]
    }

    private func value(_ write: (inout ReplyBuilder) -> Void) -> Reply {
        var builder = ReplyBuilder()
        write(&builder)
        return builder.finish()[0]
    }

    @Test("KEYS and SCAN, whose cursor stays as it is")
    func keys() async throws {
        let keys = try await reply("KEYS *") {
            $0.array(2); $0.bulk("p:a"); $0.bulk("p:p:b")
        }
        #expect(
            keys
                == value {
                    $0.array(2); $0.bulk("a"); $0.bulk("p:b")
                }
        )
        let scan = try await reply("SCAN 0") { reply in
            reply.array(2)
            reply.bulk("17")
            reply.array(1)
            reply.bulk("p:a")
        }
        #expect(
            scan
                == value {
                    $0.array(2); $0.bulk("17"); $0.array(1); $0.bulk("a")
                }
        )
    }

    @Test(
        "commands that say from which key they popped",
        arguments: [
            "BLPOP a b 0", "BRPOP a b 0", "LMPOP 1 a LEFT", "BLMPOP 0 1 a LEFT", "BZPOPMIN a 0",
            "BZPOPMAX a 0", "ZMPOP 1 a MIN", "BZMPOP 0 1 a MIN",
        ]
    )
    func pops(line: String) async throws {
        let popped = try await reply(line) { reply in
            reply.array(2)
            reply.bulk("p:a")
            reply.array(1)
            reply.bulk("p:value")
        }
        #expect(
            popped
                == value {
                    $0.array(2); $0.bulk("a"); $0.array(1); $0.bulk("p:value")
                }
        )
        let none = try await reply(line) { $0.nullArray() }
        #expect(none.kind == .nullArray)
    }

    @Test("streams, in both protocols", arguments: ["XREAD", "XREADGROUP GROUP g c"])
    func streams(start: String) async throws {
        let entries: (inout ReplyBuilder) -> Void = { reply in
            reply.array(1)
            reply.bulk("p:1-1")
        }
        let two = try await reply(start + " STREAMS a b 0 0") { reply in
            reply.array(2)
            for key in ["p:a", "p:b"] {
                reply.array(2)
                reply.bulk(key)
                entries(&reply)
            }
        }
        #expect(
            two
                == value { reply in
                    reply.array(2)
                    for key in ["a", "b"] {
                        reply.array(2)
                        reply.bulk(key)
                        entries(&reply)
                    }
                }
        )
        let three = try await reply(start + " STREAMS a b 0 0") { reply in
            reply.collection(.map, 4)
            for key in ["p:a", "p:b"] {
                reply.bulk(key)
                entries(&reply)
            }
        }
        #expect(
            three
                == value { reply in
                    reply.collection(.map, 4)
                    for key in ["a", "b"] {
                        reply.bulk(key)
                        entries(&reply)
                    }
                }
        )
    }

    @Test("values that look like keys stay as they are")
    func values() async throws {
        let members = try await reply("SMEMBERS k") {
            $0.collection(.set, 1); $0.bulk("p:a")
        }
        #expect(
            members
                == value {
                    $0.collection(.set, 1); $0.bulk("p:a")
                }
        )
        let keys = try await reply("COMMAND GETKEYS GET p:a") {
            $0.array(1); $0.bulk("p:a")
        }
        #expect(
            keys
                == value {
                    $0.array(1); $0.bulk("p:a")
                }
        )
    }

    @Test("errors name keys without it, where they name them")
    func errors() async throws {
        let error = try await reply("XREADGROUP GROUP g c STREAMS k >") { reply in
            reply.error("NOGROUP No such key 'p:k' or consumer group 'g' in XREADGROUP")
        }
        #expect(error.text == "NOGROUP No such key 'k' or consumer group 'g' in XREADGROUP")
        let wrongType = BackendError.wrongType(key: "p:k", expected: .set, found: .list)
        let failing = CannedBackend(failure: wrongType).prefixed(by: "p:")
        await #expect(
            throws: BackendError.wrongType(key: "k", expected: .set, found: .list)
        ) { try await failing.execute(CommandBatch.calls("GET k")) }
        let typed = CannedBackend(["GET": { $0.error("WRONGTYPE Operation") }]).prefixed(by: "p:")
        await #expect(
            throws: BackendError.wrongType(key: "k", expected: .string, found: nil)
        ) { try await typed.run(RawCommand("GET", "k")) }
    }
}
