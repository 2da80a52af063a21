import MemoryBackend
import StdnetBackend
import Testing

@Suite("Commands with words that they do not expect", .timeLimit(.minutes(3)))
struct HostileCommandsTests {
    private static let numbers = [
        "0", "1", "-1", "2", "9223372036854775807", "-9223372036854775808", "9223372036854775806",
        "-9223372036854775807", "18446744073709551615", "4294967296", "-4294967296", "2147483648",
        "-2147483648", "inf", "-inf", "nan", "1e308", "-1e308", "1e-320", "-0", "(1", "(inf", "[a",
        "[", "(", "-", "+", "999999999999999999999", "4611686018427387904", "9223372036854775",
        "64",
        "63", "180", "-180", "90", "85.06",
    ]
    private static let words = """
        NX XX GT LT EX PX EXAT PXAT KEEPTTL GET PERSIST WITHSCORES WITHVALUES LIMIT COUNT MATCH TYPE \
        BY DESC ASC ALPHA STORE STOREDIST WEIGHTS AGGREGATE SUM MIN MAX REV BYSCORE BYLEX LEFT RIGHT \
        BEFORE AFTER MAXLEN MINID ~ = NOMKSTREAM * $ > STREAMS GROUP g c MKSTREAM ENTRIESREAD JUSTID \
        IDLE TIME RETRYCOUNT FORCE LASTID RANK BIT BYTE INCR CH u64 i64 u1 i8 u63 \
        #9223372036854775807 #0 OVERFLOW WRAP SAT FAIL SET INCRBY AND OR XOR NOT FROMLONLAT \
        FROMMEMBER BYRADIUS BYBOX m km ft WITHCOORD WITHDIST WITHHASH ANY REPLACE ABSTTL IDLETIME FREQ \
        LEN IDX MINMATCHLEN WITHMATCHLEN DB COPY *->f k* # a*a*a*b [^] [a- \\ 1-1 0-0 \
        18446744073709551615-18446744073709551615 1-* (1-1 FULL CREATE SETID STREAM GROUPS ENCODING \
        USAGE CHANNELS GETKEYS LIST INFO
        """.split(separator: " ").map(String.init)
    private static let keys = (0..<8).map { "k\($0)" } + [""]
    private static let setUp = [
        "FLUSHALL", "SET k0 hello", "SET k1 9223372036854775807", "RPUSH k2 1 2 b", "SADD k3 1 2 3",
        "HSET k4 f 9223372036854775807 a x", "ZADD k5 1 a inf b -inf c",
        "XADD k6 18446744073709551615-18446744073709551614 a b", "XGROUP CREATE k6 g 0",
        "XREADGROUP GROUP g c STREAMS k6 >", "GEOADD k7 13 38 a 180 85 b",
    ]
    /// What takes memory as it is asked to, as on Redis: numbers are small for these.
    private static let growing: Set<String> = ["setrange", "setbit", "bitfield"]
    /// What ends the connection, waits, or runs only with a thread of its own.
    private static let leftOut: Set<String> = ["shutdown", "quit", "debug"]

    @Test("None ends the server, each is answered once", arguments: UInt64(1)...16)
    func random(_ seed: UInt64) throws {
        var random = TestGenerator(seed)
        var client = Client(MemoryServer(seed: seed))
        let names = CommandTable.redis.all.map(\.name).filter { !Self.leftOut.contains($0) }
        for round in 0..<1500 {
            if round.isMultiple(of: 100) {
                for line in ["RESET"] + Self.setUp {
                    _ = client.run(line.split(separator: " ").map(String.init))
                }
            }
            let name = names[random.below(names.count)]
            var words = [name]
            if random.below(5) > 0 { words.append(Self.keys[random.below(Self.keys.count)]) }
            for _ in 0..<random.below(7) {
                let list = [Self.numbers, Self.words, Self.words, Self.keys][random.below(4)]
                words.append(list[random.below(list.count)])
            }
            if Self.growing.contains(name) { words = words.map { $0.count > 5 ? "1000" : $0 } }
            _ = client.run(words)
        }
        #expect(client.run(["RESET"]) == "+RESET\r\n")
        #expect(client.run(["PING"]) == "+PONG\r\n")
    }

    /// A client that comes again when it has to wait, or was sent away.
    private struct Client {
        private let server: MemoryServer
        private var connection: MemoryConnection

        init(_ server: MemoryServer) {
            self.server = server
            connection = MemoryConnection(to: server, receiver: { _ in })
        }

        mutating func run(_ words: [String]) -> String {
            var arguments = Arguments()
            for word in words { arguments.append(word) }
            var output: [UInt8] = []
            let progress = connection.process(arguments, ends: [arguments.count], into: &output)
            if progress != .done {
                connection.close()
                connection = MemoryConnection(to: server, receiver: { _ in })
            }
            return String(decoding: output, as: UTF8.self)
        }
    }
}
