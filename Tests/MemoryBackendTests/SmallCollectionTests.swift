import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Small collections")
struct SmallCollectionTests {
    private static let settings = KeyspaceSettings()

    /// Keys that are short and long in turn.
    private static func key(_ number: Int) -> ByteString {
        ByteString(number % 3 == 0 ? "a key of more than 22 bytes \(number)" : "k\(number)")
    }

    @Test("keep their order when entries are removed", arguments: [3, 8, 9, 40, 700])
    func keepsOrder(size: Int) {
        var random = SeededGenerator(seed: UInt64(size))
        var table = ByteTable<Int>(seed: HashSeed(&random))
        var model: [Int] = []
        for step in 0..<4 * size {
            if model.count < size, step % 3 != 2 {
                table.add(Self.key(step), step)
                model.append(step)
            } else if !model.isEmpty {
                let place = random.below(model.count)
                table.removeInOrder(at: place)
                model.remove(at: place)
            }
            #expect((0..<table.count).map { table.entry($0).pointee.value } == model)
        }
        for (place, number) in model.enumerated() {
            #expect(table.find(Self.key(number)) == place)
        }
        while table.count > 0 { table.removeInOrder(at: table.count / 2) }
        #expect(table.find(Self.key(0)) == nil)
    }

    @Test("of integers show them in the order of their numbers")
    func sortsIntegers() {
        var random = SeededGenerator(seed: 1)
        let seed = HashSeed(&random)
        var set = SetContent(seed: seed, capacity: 4)
        let numbers = [5, -3, 0, .max, 12, .min]
        for number in numbers { Self.add("\(number)", to: &set, seed) }
        #expect(Self.members(of: set) == numbers.sorted().map(String.init))
        #expect("\(set.encodingName)" == "intset")
        Self.add("007", to: &set, seed)
        #expect("\(set.encodingName)" == "hashtable")
        #expect(Self.members(of: set).count == 7)
    }

    private static func add(_ text: String, to set: inout SetContent, _ seed: HashSeed) {
        ByteString(text).withBytes { bytes in
            _ = set.add(Probe(bytes, seed), settings)
        }
    }

    private static func members(of set: SetContent) -> [String] {
        var texts: [String] = []
        set.visit { member in
            texts.append(member.withBytes { String(decoding: $0, as: UTF8.self) })
            return true
        }
        return texts
    }
}
