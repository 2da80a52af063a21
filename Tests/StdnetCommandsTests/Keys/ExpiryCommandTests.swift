import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of expiries")
struct ExpiryCommandTests {
    @Test("a key tells when it ends", arguments: TestedBackend.allCases)
    func telling(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            let moment = 4_102_444_800
            #expect(try await backend.run(TTL("k")) == .noKey)
            try await backend.run(SET("k", "v"))
            #expect(try await backend.run(PTTL("k")) == .never)
            #expect(try await backend.run(EXPIRETIME("k")) == .never)
            #expect(try await backend.run(EXPIREAT("k", unixSeconds: moment)))
            #expect(try await backend.run(EXPIRETIME("k")) == .expires(moment))
            #expect(try await backend.run(PEXPIREAT("k", unixMilliseconds: moment * 1000 + 5)))
            #expect(try await backend.run(PEXPIRETIME("k")) == .expires(moment * 1000 + 5))
            #expect(try await backend.run(EXPIRE("k", seconds: 1000)))
            let left = try #require(try await backend.run(TTL("k")).time)
            #expect(left > .seconds(900) && left <= .seconds(1000))
            #expect(try await backend.run(PERSIST("k")))
            #expect(try await backend.run(PERSIST("k")) == false)
            #expect(try await backend.run(TTL("k")).time == nil)
        }
    }

    @Test("an expiry is set when its condition holds", arguments: TestedBackend.allCases)
    func conditions(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(SET("k", "v"))
            let (long, short) = (Duration.seconds(2000), Duration.seconds(1000))
            #expect(try await backend.run(PEXPIRE("k", after: long, if: .present)) == false)
            #expect(try await backend.run(PEXPIRE("k", after: long, if: .later)) == false)
            #expect(try await backend.run(PEXPIRE("k", after: long, if: .absent)) == true)
            #expect(try await backend.run(PEXPIRE("k", after: short, if: .later)) == false)
            #expect(try await backend.run(PEXPIRE("k", after: short, if: .earlier)) == true)
            #expect(try await backend.run(PEXPIRE("none", after: short)) == false)
            #expect(try await backend.run(PEXPIRE("k", after: .zero)) == true)
            #expect(try await backend.run(TTL("k")) == .noKey)
        }
    }

    @Test("a time is never lost") func rounding() {
        #expect(PEXPIRE("k", after: .microseconds(1)).spelling == "PEXPIRE k 1")
        #expect(PEXPIRE("k", after: .microseconds(-1)).spelling == "PEXPIRE k -1")
        #expect(PEXPIRE("k", after: .milliseconds(1500)).spelling == "PEXPIRE k 1500")
        #expect(PEXPIRE("k", after: .milliseconds(-1500)).spelling == "PEXPIRE k -1500")
        #expect(
            PEXPIRE("k", after: .seconds(Int64.max)).spelling == "PEXPIRE k \(Int.max)"
        )
        #expect(
            PEXPIRE("k", after: .seconds(Int64.min)).spelling == "PEXPIRE k \(Int.min)"
        )
        #expect(EXPIRE("k", seconds: 5, if: .earlier).spelling == "EXPIRE k 5 LT")
        #expect(EXPIREAT("k", unixSeconds: 5, if: .absent).spelling == "EXPIREAT k 5 NX")
        #expect(
            PEXPIREAT("k", unixMilliseconds: 5, if: .later).spelling == "PEXPIREAT k 5 GT"
        )
    }
}
