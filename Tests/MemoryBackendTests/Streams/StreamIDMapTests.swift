import Testing

@testable import MemoryBackend

@Suite("The map of stream ids")
struct StreamIDMapTests {
    @Test("agrees with a dictionary whatever is added, changed and removed", arguments: 1...4)
    func agreesWithModel(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var map = StreamIDMap<Int>()
        var model: [StreamID: Int] = [:]
        for step in 0..<10_000 {
            let id = StreamID(
                milliseconds: UInt64(random.below(step % 5_000 < 3_000 ? 900 : 30)),
                sequence: UInt64(random.below(2))
            )
            #expect(map[id] == model[id])
            switch random.below(3) {
            case 0: #expect(map.remove(id) == model.removeValue(forKey: id))
            case 1:
                let isThere = map.update(id) { $0 = step }
                #expect(isThere == (model[id] != nil))
                if isThere { model[id] = step }
            default:
                #expect(map.insert(id, step) == (model[id] == nil))
                if model[id] == nil { model[id] = step }
            }
        }
        let ids = model.keys.sorted()
        #expect(map.count == ids.count)
        #expect(map.first?.id == ids.first)
        #expect(map.last?.id == ids.last)
        let start = StreamID(milliseconds: 400, sequence: 1)
        var seen: [StreamID] = []
        map.forEach(from: start) { entry in
            seen.append(entry.id)
            return true
        }
        #expect(seen == ids.filter { $0 >= start })
        #expect(map.entry(atOrAfter: start)?.id == seen.first)
    }
}
