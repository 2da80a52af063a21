import Testing

@testable import MemoryBackend

@Suite("The heap of deadlines")
struct DeadlineHeapTests {
    @Test("gives out what is due, the earliest first")
    func givesOutInOrder() {
        var random = SeededGenerator(seed: 5)
        var heap = DeadlineHeap()
        let items = (0..<1_000).map { _ in
            DeadlineHeap.Item(deadline: random.below(500), hash: random.next())
        }
        for item in items { heap.push(item) }
        var given: [Int] = []
        while let item = heap.pop(dueAt: 250) { given.append(item.deadline) }
        #expect(given == items.map(\.deadline).filter { $0 <= 250 }.sorted())
        #expect(heap.next > 250)
    }

    @Test("drops on request what does not hold, and doubles")
    func compacts() {
        var heap = DeadlineHeap()
        for round in 0..<3 {
            for deadline in 0..<100 {
                heap.push(.init(deadline: (deadline * 37 + round) % 100, hash: 1))
            }
        }
        heap.compact { $0.deadline % 2 == 0 }
        #expect(heap.count == 50)
        var given: [Int] = []
        while let item = heap.pop(dueAt: 100) { given.append(item.deadline) }
        #expect(given == Array(stride(from: 0, to: 100, by: 2)))
    }

    @Test("stays small when the same keys get new deadlines again and again")
    func keyspaceCompacts() {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: 1_000)
        for number in 0..<10 { _ = keyspace.run("SET key\(number) value") }
        for round in 0..<2_000 { _ = keyspace.run("PEXPIRE key\(round % 10) \(10_000 + round)") }
        #expect(keyspace.run("DBSIZE") == "10")
        #expect(keyspace.pendingDeadlineCount <= 65)
        keyspace.advance(to: 1_000_000)
        #expect(keyspace.run("DBSIZE") == "0")
    }
}
