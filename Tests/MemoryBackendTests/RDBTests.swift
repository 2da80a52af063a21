import StdnetBackend
import StdnetRDB
import Testing

@testable import MemoryBackend

@Suite("Objects as RDB files have them")
struct RDBTests {
    private static let commands = [
        "SET s text", "SET s 12345", "SET s " + String(repeating: "abcab", count: 30),
        "RPUSH l a 1 -500 70000 " + String(repeating: "x", count: 9_000),
        "SADD i 1 2 3 -70000", "SADD m a b 7", "HSET h f v g 1",
        "HSET t f " + String(repeating: "y", count: 100), "ZADD z 1 a 2.5 b inf c",
        "ZADD k 0.5 " + String(repeating: "z", count: 100) + " -inf d",
    ]

    /// The payload of the key that a command makes.
    private func payload(_ command: String) throws -> Bytes {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: 1_000_000)
        _ = keyspace.run(command)
        let key = try #require(command.split(separator: " ").dropFirst().first)
        let position = try #require(Bytes(key.utf8).withUnsafeBytes { keyspace.find($0) })
        return DumpPayload.bytes(of: keyspace.slot(position), keyspace.settings)
    }

    /// A payload with the checksum that its bytes have now.
    private func sealed(_ payload: Bytes) -> Bytes {
        var sealed = payload
        let checksum = payload.withUnsafeBytes { CRC64.checksum($0) }
        sealed.append(littleEndian: checksum)
        return sealed
    }

    private func restore(_ payload: Bytes, in keyspace: inout Keyspace) -> Reply? {
        var call = Arguments()
        for word in ["RESTORE", "key", "0"] { call.append(word) }
        call.append(payload)
        call.append("REPLACE")
        var replies = ReplyBuilder()
        call.withView { keyspace.execute($0, into: &replies) }
        return replies.finish().first
    }

    @Test("are the same when they come back", arguments: commands)
    func roundTrip(command: String) throws {
        let payload = try payload(command)
        var keyspace = Keyspace(seed: 2)
        keyspace.advance(to: 1_000_000)
        #expect(restore(payload, in: &keyspace)?.text == "OK")
        let position = try #require(Bytes("key".utf8).withUnsafeBytes { keyspace.find($0) })
        let again = DumpPayload.bytes(of: keyspace.slot(position), keyspace.settings)
        #expect(again == payload)
    }

    @Test("may be anything: what is read is checked", arguments: 1...4)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var keyspace = Keyspace(seed: seed)
        keyspace.advance(to: 1_000_000)
        let payloads = try Self.commands.map { Bytes(try payload($0).dropLast(8)) }
        for _ in 0..<2_000 {
            var mutant = payloads[random.below(payloads.count)]
            for _ in 0...random.below(3) {
                let at = random.below(min(mutant.count - 2, 40))
                switch random.below(4) {
                case 0: mutant[at] = UInt8(random.below(256))
                case 1: mutant[at] ^= 1 << UInt8(random.below(8))
                case 2: mutant.insert(UInt8(random.below(256)), at: at)
                default: mutant.remove(at: at)
                }
            }
            let reply = restore(sealed(mutant), in: &keyspace)
            #expect(reply?.text == "OK" || reply?.text == "ERR Bad data format")
        }
    }

    @Test("get no memory for what they only claim to hold")
    func claims() throws {
        let claims: [Bytes] = [
            [0, 0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0, 0xc3, 5, 0x80, 0xff, 0xff, 0xff, 0xff, 0, 97, 0xe0, 11, 0],
            [1, 0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 97],
            [11, 8, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
        ]
        var keyspace = Keyspace(seed: 1)
        for claim in claims {
            let reply = restore(sealed(claim + [10, 0]), in: &keyspace)
            #expect(reply?.text == "ERR Bad data format")
        }
    }

    @Test("have the checksum of Jones")
    func checksum() {
        let checksum = Bytes("123456789".utf8).withUnsafeBytes { CRC64.checksum($0) }
        #expect(checksum == 0xe9c6_d914_c4b8_d9ca)
    }

    @Test("are compressed so that they come back", arguments: 1...3)
    func compression(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var compressor = LZF.Compressor()
        for _ in 0..<500 {
            let letters = 1 + random.below(5)
            let text = (0..<random.below(3_000)).map { _ in UInt8(random.below(letters)) }
            let short = text.withUnsafeBytes { compressor.compress($0, limit: text.count) }
            guard let short else { continue }
            #expect(short.count <= text.count)
            #expect(short.withUnsafeBytes { LZF.decompressed($0, count: text.count) } == text)
        }
    }
}
