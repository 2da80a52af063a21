import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Keys that somebody chose to collide")
struct CollisionTests {
    private static let bits = UInt64(10)

    private func secret(_ seed: UInt64) -> HashSeed {
        var random = SeededGenerator(seed: seed)
        return HashSeed(&random)
    }

    /// Keys whose hashes under a secret that is known end in the same bits.
    private func collisions(_ count: Int, length: Int, under secret: HashSeed) -> [ByteString] {
        var keys: [ByteString] = []
        var number = 0
        while keys.count < count {
            let digits = String(number)
            let key = ByteString(String(repeating: "x", count: length - digits.utf8.count) + digits)
            if key.hash(secret) % (1 << Self.bits) == 0 { keys.append(key) }
            number += 1
        }
        return keys
    }

    /// How many slots are passed in all to find each of the keys once.
    private func probes(_ keys: [ByteString], _ secret: HashSeed) -> Int {
        var table = ByteTable<Int>(seed: secret)
        for key in keys { table.add(key, 0) }
        let mask = table.index.count - 1
        return (0..<table.count).reduce(0) { sum, position in
            let home =
                Int(truncatingIfNeeded: table.entry(position).pointee.key.hash(secret)) & mask
            return sum + (table.slot(of: position) - home) & mask
        }
    }

    @Test("cost what others cost, unless the secret is known", arguments: [12, 20, 40])
    func cost(length: Int) {
        let known = secret(1)
        let chosen = collisions(300, length: length, under: known)
        let random = (0..<300).map {
            ByteString(String(repeating: "y", count: length - 3) + "\($0 + 100)")
        }
        // Where the secret is known, each is found behind all before it.
        #expect(probes(chosen, known) > 300 * 299 / 2 / 2)
        for seed in UInt64(2)..<40 {
            let unknown = secret(seed)
            #expect(probes(chosen, unknown) < 2 * 300)
            #expect(probes(random, unknown) < 2 * 300)
        }
    }

    @Test("No two keyspaces share the secret, and random choices do not lead to it")
    func secrecy() {
        var keyspaces: Set<UInt64> = []
        for seed in UInt64(0)..<100 {
            keyspaces.insert(Keyspace(seed: seed).table.seed.first)
        }
        #expect(keyspaces.count == 100)
        // The generator of the secret runs in both directions: what the keyspace draws is not of it.
        var keyspace = Keyspace(seed: 7)
        let drawn = Set((0..<1000).map { _ in keyspace.random.next() })
        var secret = SeededGenerator(seed: 7)
        #expect((0..<10_000).allSatisfy { _ in !drawn.contains(secret.next()) })
    }

    @Test("By default each server draws a secret of its own")
    func defaults() {
        let order = (0..<2).map { _ in
            MemoryServer().withState { state -> [UInt64] in
                let seed = state.keyspace.table.seed
                return [seed.first, seed.second, seed.third]
            }
        }
        #expect(order[0] != order[1])
    }
}
