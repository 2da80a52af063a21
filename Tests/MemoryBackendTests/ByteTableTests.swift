import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("The hash table")
struct ByteTableTests {
    private static func key(_ number: Int) -> Bytes {
        // Every third key is too long to be inline.
        Bytes((number % 3 == 0 ? "a key of more than 22 bytes \(number)" : "k\(number)").utf8)
    }

    @Test("agrees with a dictionary whatever is added, changed and removed", arguments: 1...4)
    func agreesWithModel(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = ByteTable<Int>(seed: HashSeed(&random))
        var model: [Bytes: Int] = [:]
        for step in 0..<8_000 {
            let range = step % 4_000 < 2_000 ? 2_000 : 20
            let key = Self.key(random.below(range))
            key.withUnsafeBytes { bytes in
                let probe = table.probe(bytes)
                let found = table.find(probe)
                #expect(found.map { table.entry($0).pointee.value } == model[key])
                switch (random.below(3), found) {
                case (0, let found?):
                    table.remove(at: found)
                    model[key] = nil
                case (_, let found?):
                    table.setValue(step, at: found)
                    model[key] = step
                case (_, nil):
                    table.add(probe, step)
                    model[key] = step
                }
            }
        }
        for key in model.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }).prefix(1_990) {
            key.withUnsafeBytes { bytes in
                if let found = table.find(table.probe(bytes)) { table.remove(at: found) }
            }
            model[key] = nil
        }
        #expect(table.count == model.count)
        let left = (0..<table.count).map { table.entry($0).pointee }
        #expect(left.allSatisfy { model[$0.key.bytes] == $0.value })
    }

    @Test("shows a scan every key that stays, while it grows and shrinks", arguments: 1...4)
    func scanMissesNothing(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = ByteTable<Void>(seed: HashSeed(&random))
        func add(_ number: Int) { table.add(ByteString(Self.key(number)), ()) }
        func remove(_ number: Int) {
            if let found = table.find(ByteString(Self.key(number))) { table.remove(at: found) }
        }
        let stable = 0..<500
        for number in stable { add(number) }
        var seen = Set<Bytes>()
        var cursor: UInt64 = 0
        var rounds = 0
        repeat {
            cursor = table.scan(from: cursor, limit: 10) {
                seen.insert(table.entry($0).pointee.key.bytes)
            }
            rounds += 1
            // Grows eightfold, then shrinks again.
            if rounds <= 20 { for extra in 0..<200 { add(1_000 * rounds + extra) } }
            if rounds > 20, rounds <= 40 {
                for extra in 0..<200 { remove(1_000 * (rounds - 20) + extra) }
            }
        } while cursor != 0
        #expect(rounds > 40)
        #expect(stable.allSatisfy { seen.contains(Self.key($0)) })
    }

    @Test("shares its pages with a copy until one of both writes")
    func copiesAreIndependent() {
        var random = SeededGenerator(seed: 7)
        var table = ByteTable<Int>(seed: HashSeed(&random))
        for number in 0..<2_000 { table.add(ByteString(Self.key(number)), number) }
        let copy = table
        for number in 0..<2_000 where number % 2 == 0 {
            if let found = table.find(ByteString(Self.key(number))) { table.remove(at: found) }
        }
        for position in 0..<table.count { table.setValue(-1, at: position) }
        #expect(table.count == 1_000)
        #expect(copy.count == 2_000)
        #expect((0..<2_000).allSatisfy { copy.entry($0).pointee.value == $0 })
    }

    @Test("orders byte strings as memcmp does, short and long ones alike")
    func ordersBytes() {
        var random = SeededGenerator(seed: 3)
        let strings = (0..<300).map { _ in
            Bytes((0..<random.below(40)).map { _ in UInt8(random.below(3)) * 127 })
        }
        for left in strings {
            for right in strings.prefix(60) {
                let isBefore = ByteString(left) < ByteString(right)
                #expect(isBefore == left.lexicographicallyPrecedes(right))
                #expect((ByteString(left) == ByteString(right)) == (left == right))
            }
        }
    }
}
