import StdnetBackend
import Testing

@Suite("An error says what the caller can do about it")
struct BackendErrorTests {
    private func error(_ text: String, to call: Arguments = ["GET", "k"]) -> BackendError {
        call.withView { BackendError(errorReply: text, to: $0) }
    }

    @Test(
        "A key of the wrong type is named, with the type that was expected",
        arguments: [
            (["GET", "k"], "k", .string), (["hset", "k", "f", "v"], "k", .hash),
            (["SADD", "k", "m"], "k", .set), (["ZADD", "k", "1", "m"], "k", .zset),
            (["RPUSH", "k", "v"], "k", .list), (["LPOS", "k", "v"], "k", .list),
            (["XADD", "k", "*", "f", "v"], "k", .stream),
            (["SETRANGE", "k", "0", "v"], "k", .string),
            (["SUBSTR", "k", "0", "1"], "k", .string), (["BITCOUNT", "k"], "k", .string),
            (["BITOP", "NOT", "d", "k"], "d", .string), (["PFADD", "k", "e"], "k", .string),
            (["GEOADD", "k", "1", "2", "m"], "k", .zset), (["BLPOP", "k", "0"], "k", .list),
            (["BRPOPLPUSH", "k", "d", "0"], "k", .list), (["BZPOPMIN", "k", "0"], "k", .zset),
            (["XGROUP", "CREATE", "k", "g", "0"], "k", .stream), (["SORT", "k"], "k", nil),
            (["SORT_RO", "k"], "k", nil), (["EVALSHA", "digest", "1", "k"], "k", nil),
            (["NONSENSE", "k"], "", nil),
        ] as [(Arguments, String, KeyType?)]
    )
    func wrongType(call: Arguments, key: String, expected: KeyType?) {
        let text = "WRONGTYPE Operation against a key holding the wrong kind of value"
        #expect(error(text, to: call) == .wrongType(key: key, expected: expected, found: nil))
    }

    @Test("A refused password is a matter of the connection")
    func authentication() {
        #expect(
            error("NOAUTH Authentication required.")
                == .connection(.authentication("Authentication required."))
        )
        #expect(
            error("WRONGPASS invalid username-password pair or user is disabled.")
                == .connection(
                    .authentication("invalid username-password pair or user is disabled.")
                )
        )
    }

    @Test(
        "Everything else is the server's code and its words",
        arguments: [
            ("ERR syntax error", "ERR", "syntax error"),
            ("OOM command not allowed", "OOM", "command not allowed"),
            ("MISCONF Redis is configured", "MISCONF", "Redis is configured"),
            ("custom words", "ERR", "custom words"), ("ALONE", "ERR", "ALONE"),
            ("", "ERR", ""), (" x", "ERR", " x"), ("Err no", "ERR", "Err no"),
            ("CODE_2  two", "CODE_2", " two"),
        ]
    )
    func server(text: String, code: String, message: String) {
        #expect(error(text) == .server(code: code, message: message))
    }

    @Test("A call may be made again only where it surely did not run")
    func retrying() {
        let retryable: [BackendError] = [
            .connection(.unreachable(address: "h:1", reason: "refused")), .connection(.closed),
            .server(code: "LOADING", message: ""), .server(code: "BUSY", message: ""),
        ]
        #expect(retryable.allSatisfy { $0.isRetryable })
        let others: [BackendError] = [
            .connection(.lost(address: "h:1")), .connection(.timedOut(after: .seconds(1))),
            .connection(.authentication("no")), .conflict(.watchedKeyChanged), .cancelled,
            .server(code: "ERR", message: ""), .invalidRequest("x"),
            .wrongType(key: "k", expected: nil, found: nil), .decoding(expected: "a", found: "b"),
        ]
        #expect(others.allSatisfy { !$0.isRetryable })
    }

    @Test(
        "Every error is one clear sentence",
        arguments: [
            (
                .wrongType(key: "k", expected: .hash, found: .string),
                "key 'k' holds a string where a hash is expected"
            ),
            (.wrongType(key: "k", expected: nil, found: nil), "key 'k' holds another type"),
            (.connection(.lost(address: "h:1")), "the connection to h:1 was lost"),
            (
                .connection(.unreachable(address: "h:1", reason: "refused")),
                "no connection to h:1: refused"
            ),
            (.connection(.timedOut(after: .seconds(2))), "no reply within 2.0 seconds"),
            (.connection(.closed), "the connection is closed"),
            (.connection(.authentication("no")), "not accepted: no"),
            (.connection(.notRedis(address: "h:1")), "what answers at h:1 is not Redis"),
            (.server(code: "ERR", message: "no"), "the server says: ERR no"),
            (.decoding(expected: "a", found: "b"), "expected a, got b"),
            (.conflict(.watchedKeyChanged), "a watched key was changed by somebody else"),
            (.cancelled, "cancelled"), (.invalidRequest("as it is"), "as it is"),
        ] as [(BackendError, String)]
    )
    func descriptions(error: BackendError, sentence: String) {
        #expect(error.description == sentence)
    }
}
