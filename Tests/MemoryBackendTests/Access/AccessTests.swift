import MemoryBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Access control in process")
struct AccessTests {
    private let server = MemoryServer(clock: ManualClock(milliseconds: 1000), seed: 1)

    @Test("who was deleted is disconnected, whoever deletes after the reply") func deletion() {
        let admin = ServerDialogue(with: server)
        let joe = ServerDialogue(with: server)
        let jim = ServerDialogue(with: server)
        #expect(admin.say("ACL SETUSER joe on nopass +@all ~*") == "+OK\r\n")
        #expect(joe.say("AUTH joe x") == "+OK\r\n")
        #expect(jim.say("AUTH joe x") == "+OK\r\n")
        #expect(joe.say("ACL DELUSER joe") == ":1\r\n")
        #expect(joe.isClosing)
        #expect(!joe.hasEnded)
        #expect(jim.hasEnded)
        #expect(admin.say("ACL USERS") == "*1\r\n$7\r\ndefault\r\n")
        #expect(!admin.hasEnded)
    }

    @Test("who waits for a key and is deleted waits no longer") func waiting() {
        let admin = ServerDialogue(with: server)
        let joe = ServerDialogue(with: server)
        admin.say("ACL SETUSER joe on nopass +@all ~*")
        joe.say("AUTH joe x")
        #expect(joe.say("BLPOP list 0") == "")
        admin.say("ACL DELUSER joe")
        #expect(joe.hasEnded)
        #expect(admin.say("RPUSH list a") == ":1\r\n")
        #expect(admin.say("LLEN list") == ":1\r\n")
    }

    @Test("who is switched off stays connected, and can't come back") func off() {
        let admin = ServerDialogue(with: server)
        let joe = ServerDialogue(with: server)
        admin.say("ACL SETUSER joe on >pw +@all ~*")
        joe.say("AUTH joe pw")
        admin.say("ACL SETUSER joe off")
        #expect(joe.say("GET a") == "$-1\r\n")
        #expect(joe.say("AUTH joe pw").hasPrefix("-WRONGPASS "))
        #expect(joe.say("ACL WHOAMI") == "$3\r\njoe\r\n")
    }

    @Test("listeners end when they may no longer listen, and only those") func listeners() {
        let admin = ServerDialogue(with: server)
        admin.say("ACL SETUSER joe on nopass +@all resetchannels &a &b* &s")
        let listeners = ["SUBSCRIBE a", "PSUBSCRIBE b*", "SSUBSCRIBE s", "SUBSCRIBE b1"].map {
            line in
            let listener = ServerDialogue(with: server)
            listener.say("AUTH joe x")
            #expect(listener.say(line).contains("subscribe"))
            return listener
        }
        admin.say("ACL SETUSER joe &c")
        #expect(listeners.map(\.hasEnded) == [false, false, false, false])
        admin.say("ACL SETUSER joe resetchannels &a &b?")
        #expect(listeners.map(\.hasEnded) == [false, true, true, false])
        admin.say("ACL SETUSER joe allchannels")
        admin.say("ACL SETUSER joe resetchannels")
        #expect(listeners.map(\.hasEnded) == [true, true, true, true])
    }

    @Test("EXEC checks again what was queued") func exec() {
        let admin = ServerDialogue(with: server)
        let joe = ServerDialogue(with: server)
        admin.say("ACL SETUSER joe on nopass +@all ~*")
        joe.say("AUTH joe x")
        joe.say("MULTI")
        joe.say("INCR a")
        joe.say("INCR b")
        admin.say("ACL SETUSER joe resetkeys ~b")
        let reply = joe.say("EXEC")
        #expect(reply.hasPrefix("*2\r\n-NOPERM ACLs rules changed between the moment "))
        #expect(reply.hasSuffix("no permission to touch the specified keys\r\n:1\r\n"))
    }

    @Test("what was denied is noted, equal things together") func log() {
        let clock = ManualClock(milliseconds: 1_000_000)
        let server = MemoryServer(clock: clock, seed: 1)
        let admin = ServerDialogue(with: server)
        let joe = ServerDialogue(with: server)
        admin.say("ACL SETUSER joe on nopass +@all ~a")
        joe.say("AUTH joe x")
        joe.say("CLIENT SETNAME deny")
        joe.say("GET b")
        clock.advance(by: .milliseconds(59_000))
        joe.say("GET b")
        clock.advance(by: .milliseconds(1_500))
        let first = admin.say("ACL LOG")
        #expect(first.hasPrefix("*1\r\n*14\r\n$5\r\ncount\r\n:2\r\n$6\r\nreason\r\n$3\r\nkey\r\n"))
        #expect(first.contains("$11\r\nage-seconds\r\n$3\r\n1.5\r\n"))
        #expect(first.contains(" name=deny "))
        #expect(first.contains(" cmd=get user=joe "))
        clock.advance(by: .milliseconds(60_000))
        joe.say("GET b")
        #expect(admin.say("ACL LOG").hasPrefix("*2\r\n"))
        #expect(admin.say("ACL LOG 1").hasPrefix("*1\r\n"))
        admin.say("CONFIG SET acllog-max-len 1")
        #expect(admin.say("ACL LOG").hasPrefix("*2\r\n"))
        joe.say("GET c")
        #expect(admin.say("ACL LOG").hasPrefix("*1\r\n"))
        admin.say("ACL LOG RESET")
        #expect(admin.say("ACL LOG") == "*0\r\n")
    }

    @Test("MONITOR shows no rules and no passwords") func monitor() {
        let monitor = ServerDialogue(with: server)
        monitor.say("MONITOR")
        let admin = ServerDialogue(with: server)
        admin.say("ACL SETUSER joe on >geheim +@all")
        admin.say("ACL WHOAMI")
        admin.say("CONFIG SET requirepass geheim")
        admin.say("AUTH joe geheim")
        let shown = monitor.late()
        #expect(!shown.contains("geheim"))
        #expect(shown.contains(#""ACL" "WHOAMI""#))
        #expect(shown.contains(#""AUTH" "(redacted)" "(redacted)""#))
    }

    @Test("CLIENT KILL finds the clients of a user") func kill() {
        let admin = ServerDialogue(with: server)
        let joe = ServerDialogue(with: server)
        admin.say("ACL SETUSER joe on nopass +@all")
        joe.say("AUTH joe x")
        #expect(admin.say("CLIENT KILL USER nobody") == "-ERR No such user 'nobody'\r\n")
        #expect(admin.say("CLIENT KILL USER joe") == ":1\r\n")
        #expect(joe.hasEnded)
    }

    @Test("backends in process own the server, whatever its users may") func backends() async throws
    {
        let admin = ServerDialogue(with: server)
        let other = ServerDialogue(with: server)
        admin.say("ACL SETUSER default nocommands resetkeys resetpass off")
        #expect(other.say("GET a").hasPrefix("-NOPERM "))
        #expect(ServerDialogue(with: server).say("GET a") == "-NOAUTH Authentication required.\r\n")
        let backend = MemoryBackend(on: server)
        #expect(try await backend.run(RawCommand("INCR", "a")).integer == 1)
        _ = try await backend.run(RawCommand("ACL", "SETUSER", "default", "+get", "~*"))
        #expect(other.say("GET a") == "$1\r\n1\r\n")
    }
}
