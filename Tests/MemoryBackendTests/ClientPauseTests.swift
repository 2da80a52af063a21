import MemoryBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("CLIENT PAUSE")
struct ClientPauseTests {
    private let clock = ManualClock()
    private let server: MemoryServer
    private let admin: TalkingClient
    private let client: TalkingClient

    init() {
        server = MemoryServer(clock: clock, seed: 1)
        admin = TalkingClient(of: server)
        client = TalkingClient(of: server)
    }

    @Test("holds back what writes, and publishes, until UNPAUSE")
    func writes() {
        client.say("SET a 1", "MULTI", "SET b 1")
        admin.say("CLIENT PAUSE 1000 WRITE")
        #expect(
            admin.say("GET a", "SET a") == "$1 1 -ERR wrong number of arguments for 'set' command"
        )
        #expect(client.say("EXEC").isEmpty && client.isWaiting)
        #expect(admin.say("INFO clients").contains("blocked_clients:1 "))
        let others = ["PUBLISH a b", "PFCOUNT x", "EVAL return 0", "XGROUP CREATE x g 0"].map {
            line in
            let other = TalkingClient(of: server)
            #expect(other.say(line).isEmpty && other.isWaiting)
            return other
        }
        #expect(others.map(\.lateReplies) == [0, 0, 0, 0])
        admin.say("CLIENT UNPAUSE")
        #expect(client.lateReplies == 1 && others.map(\.lateReplies) == [1, 1, 1, 1])
        #expect(client.say("EXEC") == "*1 +OK")
        #expect(admin.say("INFO clients").contains("blocked_clients:0 "))
    }

    @Test("holds back everything, for as long as was said; the longer time counts")
    func everything() {
        admin.say("CLIENT PAUSE 1000 ALL", "PING")
        #expect(admin.isWaiting)
        #expect(client.say("GET a").isEmpty && client.isWaiting)
        clock.advance(by: .milliseconds(1000))
        #expect(client.lateReplies == 0)
        clock.advance(by: .milliseconds(1))
        #expect(client.lateReplies == 1)
        #expect(
            client.say("CLIENT PAUSE 100 WRITE", "CLIENT PAUSE 50 WRITE", "SET a 1") == "+OK +OK"
        )
        clock.advance(by: .milliseconds(60))
        #expect(client.lateReplies == 1)
        clock.advance(by: .milliseconds(41))
        #expect(client.lateReplies == 2)
        #expect(client.say("SET a 1") == "+OK")
    }

    @Test("hides keys whose time is over, and removes them afterwards")
    func expiry() {
        client.say("SET a 1 PX 10", "SET b 1 PX 10", "SET c 1")
        admin.say("CLIENT PAUSE 1000 WRITE")
        clock.advance(by: .milliseconds(20))
        #expect(client.say("GET a", "EXISTS b c", "DBSIZE", "RANDOMKEY") == "$-1 :1 :3 $1 c")
        #expect(client.say("SCAN 0 COUNT 100") == "*2 $1 0 *1 $1 c")
        #expect(client.say("INFO stats").contains("expired_keys:0 "))
        admin.say("CLIENT UNPAUSE")
        #expect(client.say("DBSIZE") == ":1")
        #expect(client.say("INFO stats").contains("expired_keys:2 "))
    }

    @Test("begins after the transaction that it is part of, and lets waits end")
    func transactions() {
        let waiting = TalkingClient(of: server)
        waiting.say("BLPOP list 0.1")
        client.say("MULTI", "CLIENT PAUSE 1000 WRITE", "SET a 1")
        #expect(client.say("EXEC") == "*2 +OK +OK")
        #expect(client.say("SET a 2").isEmpty && client.isWaiting)
        clock.advance(by: .milliseconds(200))
        #expect(waiting.hears() == "*-1")
    }

    @Test("holds back batches of backends")
    func batches() async throws {
        let backend = MemoryBackend(on: server)
        admin.say("CLIENT PAUSE 1000 WRITE")
        #expect(try await backend.run(RawCommand("EXISTS", "a")).integer == 0)
        async let written = backend.run(RawCommand("SET", "a", 1))
        while !admin.say("GET a", "CLIENT UNPAUSE").hasPrefix("$1") { await Task.yield() }
        #expect(try await written.text == "OK")
        let lent = try await backend.withConnection { lent in
            admin.say("CLIENT PAUSE 1000 WRITE")
            async let written = lent.run(RawCommand("SET", "a", 2))
            while !admin.say("GET a", "CLIENT UNPAUSE").hasPrefix("$1 2") { await Task.yield() }
            return try await written.text
        }
        #expect(lent == "OK")
    }
}
