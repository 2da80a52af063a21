import MemoryBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("CLIENT TRACKING")
struct TrackingTests {
    private let clock = ManualClock()
    private let server: MemoryServer
    private let other: TalkingClient

    init() {
        server = MemoryServer(clock: clock, seed: 1)
        other = TalkingClient(of: server)
    }

    private func tracker(_ options: String = "") -> TalkingClient {
        TalkingClient(of: server, "HELLO 3", "CLIENT TRACKING ON \(options)")
    }

    @Test("tells who has read a key that it changed, once")
    func reading() {
        let client = tracker()
        other.say("SET a 1")
        client.say("GET a", "GET b")
        other.say("INCR a", "INCR a", "SET c 1")
        #expect(client.hears() == ">2 $10 invalidate *1 $1 a")
        other.say("RENAME c b")
        #expect(client.hears() == ">2 $10 invalidate *1 $1 b")
        client.say("GET a")
        client.say("CLIENT TRACKING OFF")
        other.say("INCR a")
        #expect(client.hears().isEmpty)
    }

    @Test("tells a client of its own changes after the reply, in a transaction after all of them")
    func ownChanges() {
        let client = tracker()
        client.say("GET a", "GET b")
        #expect(client.say("SET a 1", "PING") == "+OK >2 $10 invalidate *1 $1 a +PONG")
        client.say("MULTI", "SET b 1", "GET a")
        #expect(client.say("EXEC") == "*2 +OK $1 1 >2 $10 invalidate *1 $1 b")
        client.say("CLIENT TRACKING ON NOLOOP", "GET b")
        #expect(client.say("SET b 1") == "+OK")
        client.say("GET a", "CLIENT REPLY OFF")
        other.say("SET a 2")
        #expect(client.hears() == ">2 $10 invalidate *1 $1 a")
    }

    @Test("tells of keys with a prefix when a round of commands is over, in order")
    func prefixes() {
        let client = tracker("BCAST PREFIX user: PREFIX item:")
        other.say("SET user:2 a", "SET user:1 a", "SET user:2 b", "SET else 1", "SET item:1 a")
        #expect(
            client.hears()
                == ">2 $10 invalidate *1 $6 item:1 >2 $10 invalidate *2 $6 user:1 $6 user:2"
        )
        #expect(client.say("DEL user:1", "PING") == ":1 +PONG >2 $10 invalidate *1 $6 user:1")
        let quiet = tracker("BCAST NOLOOP")
        quiet.say("SET own 1")
        #expect(quiet.hears().isEmpty)
        other.say("SET foreign 1")
        #expect(quiet.hears() == ">2 $10 invalidate *1 $7 foreign")
    }

    @Test("sends messages to the client that was named, and says when it is gone")
    func redirection() {
        var listener: TalkingClient? = TalkingClient(of: server)
        let identifier = listener?.say("CLIENT ID").dropFirst() ?? ""
        listener?.say("SUBSCRIBE __redis__:invalidate")
        let client = tracker("REDIRECT \(identifier)")
        client.say("GET a", "GET b")
        other.say("SET a 1")
        #expect(listener?.hears() == "*3 $7 message $20 __redis__:invalidate *1 $1 a")
        listener = nil
        other.say("SET b 1")
        #expect(client.hears() == ">2 $21 tracking-redir-broken :\(identifier)")
        #expect(client.say("CLIENT TRACKINGINFO").contains("broken_redirect"))
        #expect(client.say("CLIENT INFO").contains("flags=tR "))
    }

    @Test("asks or refuses for one command, or for one transaction")
    func choosing() {
        let client = tracker("OPTIN")
        client.say("GET a", "CLIENT CACHING YES", "GET b", "GET c")
        client.say("CLIENT CACHING YES", "MULTI", "GET d", "GET e", "EXEC", "GET f")
        other.say("MSET a 1 b 1 c 1 d 1 e 1 f 1")
        #expect(
            client.hears()
                == ["b", "d", "e"].map { ">2 $10 invalidate *1 $1 \($0)" }.joined(separator: " ")
        )
        client.say("CLIENT TRACKING OFF", "CLIENT TRACKING ON OPTOUT")
        client.say("CLIENT CACHING NO", "GET a", "GET b")
        other.say("MSET a 2 b 2")
        #expect(client.hears() == ">2 $10 invalidate *1 $1 b")
    }

    @Test("tells that everything is gone, once for each flush")
    func flushing() {
        let client = tracker()
        client.say("GET a")
        other.say("SELECT 3", "SET x 1", "SELECT 0", "FLUSHALL")
        #expect(client.hears() == ">2 $10 invalidate _")
        #expect(client.say("FLUSHDB") == "+OK >2 $10 invalidate _")
        #expect(other.say("INFO stats").contains("tracking_total_keys:0 "))
    }

    @Test("tells of keys that end, and that are removed to make room")
    func ending() {
        let client = tracker()
        client.say("SET a 1 PX 100", "GET a")
        clock.advance(by: .milliseconds(101))
        #expect(client.hears() == ">2 $10 invalidate *1 $1 a")
        client.say("SET b 1", "GET b")
        other.say("CONFIG SET maxmemory-policy allkeys-random")
        other.say("CONFIG SET maxmemory 1")
        #expect(client.hears() == ">2 $10 invalidate *1 $1 b")
    }

    @Test("forgets keys above the limit, and says so")
    func limit() {
        let client = tracker()
        for key in 0..<250 { client.say("GET \(key)") }
        #expect(
            other.say("INFO stats").contains("tracking_total_keys:250 tracking_total_items:250 ")
        )
        other.say("CONFIG SET tracking-table-max-keys 1")
        // Without any command it is done now and then.
        for _ in 0..<20 { clock.advance(by: .milliseconds(100)) }
        #expect(client.hears().split(separator: ">").count == 249)
        #expect(client.say("GET x").hasPrefix("_"))
        let told = client.say("PING")
        #expect(told.hasPrefix(">2 $10 invalidate") && told.hasSuffix("+PONG"))
    }

    @Test("counts what a script reads as read by its caller, by the keys of the script")
    func scripts() {
        let twin: ScriptTwin = { context, _, arguments, _ throws(BackendError) in
            try context.perform([arguments.text(0), arguments.text(1)])
        }
        let reads = Script<Reply>("reads", lua: "reads", twin: twin) { reply in reply }
        let server = MemoryServer(seed: 1, scripts: [reads.source])
        let client = TalkingClient(of: server, "HELLO 3", "CLIENT TRACKING ON")
        client.say("EVAL reads 1 a GET b", "EVAL reads 1 c INCR c")
        let other = TalkingClient(of: server)
        other.say("MSET a 1 b 1 c 1")
        #expect(client.hears() == ">2 $10 invalidate *1 $1 a")
    }

    @Test("tells of changes by a command that waited after its reply")
    func waiting() {
        let client = tracker()
        client.say("LRANGE to 0 -1", "BLMOVE from to LEFT LEFT 0")
        other.say("RPUSH from x")
        #expect(client.hears() == "$1 x >2 $10 invalidate *1 $2 to")
    }

    @Test("is forgotten by RESET and when the connection ends")
    func forgetting() {
        let client = tracker("BCAST")
        #expect(other.say("INFO clients").contains("tracking_clients:1 "))
        #expect(other.say("INFO stats").contains("tracking_total_prefixes:1 "))
        client.say("RESET")
        #expect(other.say("INFO clients").contains("tracking_clients:0 "))
        #expect(other.say("INFO stats").contains("tracking_total_prefixes:0 "))
    }
}
