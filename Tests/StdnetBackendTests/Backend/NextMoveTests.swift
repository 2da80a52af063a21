import StdnetBackend
import Testing

@Suite("What the caller of a failed call does next")
struct NextMoveTests {
    private func error(_ text: String) -> BackendError {
        let call: Arguments = ["SET", "k", "v"]
        return call.withView { BackendError(errorReply: text, to: $0) }
    }

    @Test(
        "Every error reply of Redis asks for one next move",
        arguments: [
            ("ASK 3999 127.0.0.1:6381", .fixConnectionString),
            ("BUSY Redis is busy running a script.", .retry),
            ("BUSYGROUP Consumer Group name already exists", .reload),
            ("BUSYKEY Target key name already exists.", .reload),
            ("CLUSTERDOWN The cluster is down", .retry),
            ("CROSSSLOT Keys in request don't hash to the same slot", .fixCall),
            ("DENIED Redis is running in protected mode", .askAdministrator),
            ("ERR syntax error", .fixCall), ("ERR max number of clients reached", .retry),
            ("without a code", .fixCall), ("", .fixCall),
            ("EXECABORT Transaction discarded because of previous errors.", .fixCall),
            (
                "EXECABORT Transaction discarded because of: NOREPLICAS Not enough good replicas.",
                .retry
            ),
            ("EXECABORT Transaction discarded because of: OOM command not allowed", .freeMemory),
            ("INPROG Failover already in progress.", .retry),
            ("IOERR error or timeout writing to target instance", .checkState),
            ("LOADING Redis is loading the dataset in memory", .retry),
            ("MASTERDOWN Link with MASTER is down", .retry),
            ("MISCONF Redis is configured to save RDB snapshots", .askAdministrator),
            ("MOVED 3999 127.0.0.1:6381", .fixConnectionString),
            ("NOAUTH Authentication required.", .fixCredentials),
            ("NOGOODSLAVE No suitable replica to promote", .retry),
            ("NOGROUP No such key 's' or consumer group 'g'", .reload),
            ("NOMASTERLINK Can't SYNC while not connected with my master", .retry),
            ("NOPERM this user has no permissions to run the 'set' command", .fixCredentials),
            ("NOPROTO unsupported protocol version", .fixConnectionString),
            ("NOREPLICAS Not enough good replicas to write.", .retry),
            ("NOSCRIPT No matching script. Please use EVAL.", .fixCall),
            ("NOTBUSY No scripts in execution right now.", .reload),
            ("OOM command not allowed when used memory > 'maxmemory'.", .freeMemory),
            ("READONLY You can't write against a read only replica.", .retry),
            ("TRYAGAIN Multiple keys request during rehashing of slot", .retry),
            ("UNBLOCKED force unblock from blocking operation", .retry),
            ("UNKILLABLE Sorry the script already executed write commands", .askAdministrator),
            ("WRONGPASS invalid username-password pair or user is disabled.", .fixCredentials),
            ("WRONGTYPE Operation against a key holding the wrong kind of value", .fixKey),
            ("INVENTED by a script, which may have written before", .checkState),
        ] as [(String, BackendError.NextMove)]
    )
    func replies(text: String, move: BackendError.NextMove) {
        #expect(error(text).nextMove == move)
    }

    @Test(
        "So does every way to get no reply",
        arguments: [
            (.connection(.unreachable(address: "h:1", reason: "refused")), .retry),
            (.connection(.exhausted(limit: 1)), .retry), (.connection(.closed), .reconnect),
            (.connection(.lost(address: "h:1")), .checkState),
            (.connection(.timedOut(after: .seconds(1))), .checkState),
            (.connection(.authentication("no")), .fixCredentials),
            (.connection(.notRedis(address: "h:1")), .fixConnectionString),
            (.conflict(.watchedKeyChanged), .reload), (.invalidRequest("x"), .fixCall),
            (.wrongType(key: "k", expected: nil, found: nil), .fixKey),
            (.decoding(expected: "a", found: "b"), .reportBug), (.cancelled, .giveUp),
        ] as [(BackendError, BackendError.NextMove)]
    )
    func failures(error: BackendError, move: BackendError.NextMove) {
        #expect(error.nextMove == move)
    }

    @Test("Only what surely did not run and may go better is made again")
    func retrying() {
        let codes = ["LOADING", "BUSY", "READONLY", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN"]
        #expect(codes.allSatisfy { error("\($0) x").isRetryable })
        let others = ["OOM", "NOAUTH", "WRONGPASS", "NOPERM", "MISCONF", "WRONGTYPE", "INVENTED"]
        #expect(others.allSatisfy { !error("\($0) x").isRetryable })
    }
}
