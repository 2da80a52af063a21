import Testing

@testable import MemoryBackend

@Suite("Collections that are packed while they are small")
struct CompactTableTests {
    private static let limits = SortedSet.Limits(entries: 128, value: 64)

    /// Short texts, and now and then a long one or an empty one.
    private static func text(_ number: Int) -> ByteString {
        switch number % 31 {
        case 0: ByteString("a text of more than 22 bytes \(number)")
        case 1: ByteString("")
        default: ByteString(String(number, radix: 2))
        }
    }

    @Test("hold what they were given, however small or large they were", arguments: [4, 14, 60])
    func tables(size: Int) {
        var random = SeededGenerator(seed: UInt64(size))
        let seed = HashSeed(&random)
        var table = CompactTable<ByteString>(seed: seed, capacity: 1)
        var model: [(key: ByteString, value: ByteString)] = []
        var copies: [(CompactTable<ByteString>, [(key: ByteString, value: ByteString)])] = []
        for step in 0..<40 * size {
            let key = Self.text(random.below(2 * size) + 2)
            let value = Self.text(random.below(1000))
            let found = table.find(key)
            #expect(found.map { model[$0].key } == (model.contains { $0.key == key } ? key : nil))
            switch (found, random.below(4)) {
            case (let found?, 0):
                #expect(table.remove(at: found) == key)
                model.swapAt(found, model.count - 1)
                model.removeLast()
            case (let found?, 1):
                table.removeInOrder(at: found)
                model.remove(at: found)
            case (let found?, _):
                table.setValue(value, at: found, seed: seed)
                model[found].value = value
            case (nil, 0...2) where model.count < size:
                table.add(key, value, seed: seed)
                model.append((key, value))
            default: break
            }
            if step % 50 == 7 { copies.append((table, model)) }
        }
        for (table, model) in copies + [(table, model)] {
            #expect(table.count == model.count)
            for (place, entry) in model.enumerated() {
                #expect(table.entry(place).key == entry.key)
                #expect(table.entry(place).value == entry.value)
            }
        }
    }

    @Test("keep members in the order of their scores", arguments: [4, 14, 60])
    func sortedSets(size: Int) {
        var random = SeededGenerator(seed: UInt64(size))
        let seed = HashSeed(&random)
        var set = SortedSet(seed: seed, capacity: 1)
        var model: [ByteString: Double] = [:]
        var copies: [(SortedSet, [ByteString: Double])] = []
        for step in 0..<40 * size {
            let member = Self.text(random.below(2 * size) + 2)
            let score = Double(random.below(10))
            member.withBytes { bytes in
                let probe = Probe(bytes, seed)
                let found = set.find(probe)
                #expect((found != nil) == (model[member] != nil))
                switch (found, random.below(3)) {
                case (let found?, 0):
                    set.remove(at: found)
                    model[member] = nil
                case (let found?, _):
                    set.change(at: found, to: score)
                    model[member] = score
                case (nil, _) where model.count < size:
                    set.add(probe, score, Self.limits)
                    model[member] = score
                default: break
                }
            }
            if step % 50 == 9, let first = Self.ordered(model).first {
                let lowest = set.pop(highest: false)
                #expect(lowest.member == first.member && lowest.score == first.score)
                model[first.member] = nil
            }
            if step % 50 == 7 { copies.append((set, model)) }
        }
        for (set, model) in copies + [(set, model)] { Self.expect(set, model, seed) }
    }

    private static func ordered(_ model: [ByteString: Double]) -> [ScoredMember] {
        model.map { ScoredMember(score: $0.value, member: $0.key) }.sorted { $0 < $1 }
    }

    private static func expect(
        _ set: SortedSet,
        _ model: [ByteString: Double],
        _ seed: HashSeed
    ) {
        let ordered = ordered(model)
        var members: [ByteString] = []
        set.order.forEach(in: 0..<set.count) { members.append($0.member) }
        #expect(members == ordered.map(\.member))
        for (rank, element) in ordered.enumerated() {
            #expect(set.score(element.member) == element.score)
            #expect(element.member.withBytes { set.rank(Probe($0, seed)) } == rank)
        }
    }
}

extension ByteString: Hashable {
    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
