import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("The ranked list")
struct RankedListTests {
    @Test("agrees with a sorted array whatever is inserted and removed", arguments: 1...4)
    func agreesWithModel(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var list = RankedList()
        var model: [ScoredMember] = []
        for step in 0..<6_000 {
            let isGrowing = step % 3_000 < 2_000
            if isGrowing || model.isEmpty {
                let element = ScoredMember(
                    score: Double(random.below(40)),
                    member: ByteString("member \(step)")
                )
                model.insert(element, at: model.firstIndex { element < $0 } ?? model.count)
                list.insert(element)
            } else {
                list.remove(model.remove(at: random.below(model.count)))
            }
            guard step % 50 == 0, !model.isEmpty else { continue }
            let rank = random.below(model.count)
            #expect(list.rank(model[rank]) == rank)
            #expect(list[rank].member == model[rank].member)
            let score = Double(random.below(42) - 1)
            #expect(list.rank { $0.score < score } == model.count { $0.score < score })
        }
        #expect(list.count == model.count)
        var walked: [ByteString] = []
        list.forEach(in: 0..<list.count) { walked.append($0.member) }
        #expect(walked == model.map(\.member))
        walked = []
        list.forEach(in: 100..<400) { walked.append($0.member) }
        #expect(walked == model[100..<400].map(\.member))
    }

    @Test("moves elements as a sorted array does, within chunks and across them", arguments: 1...4)
    func moves(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let sizes = [1, 20, 400, 6_000]
        let size = sizes[Int(seed) - 1]
        var scores = (0..<size).map { _ in Double(random.below(50)) }
        func element(_ number: Int) -> ScoredMember {
            ScoredMember(score: scores[number], member: ByteString("member \(number)"))
        }
        var list = RankedList(sorted: (0..<size).map(element).sorted { $0 < $1 })
        for step in 0..<2_000 {
            let number = random.below(size)
            let score = Double(random.below(step % 2 == 0 ? 50 : 1_000)) - 10
            list.move(element(number), to: score)
            scores[number] = score
            guard step % 100 == 0 else { continue }
            let sorted = (0..<size).map(element).sorted { $0 < $1 }
            var walked: [ByteString] = []
            list.forEach(in: 0..<list.count) { walked.append($0.member) }
            #expect(walked == sorted.map(\.member))
            let rank = random.below(size)
            #expect(list.rank(sorted[rank]) == rank)
        }
    }

    @Test("removes ranges of ranks, and walks both ways, as an array does", arguments: 1...4)
    func removesRanges(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var model = (0..<3_000).map { number in
            ScoredMember(score: Double(number / 7), member: ByteString("member \(number)"))
        }
        model.sort { $0 < $1 }
        var list = RankedList(sorted: model)
        while model.count > 1 {
            let first = random.below(model.count)
            let ranks = first..<first + 1 + random.below(min(300, model.count - first))
            model.removeSubrange(ranks)
            list.remove(ranks: ranks)
            let element = ScoredMember(
                score: Double(random.below(400)),
                member: ByteString("new \(model.count)")
            )
            model.insert(element, at: model.firstIndex { element < $0 } ?? model.count)
            list.insert(element)
            #expect(list.count == model.count)
            var walked: [ByteString] = []
            list.forEach(in: 0..<list.count) { walked.append($0.member) }
            #expect(walked == model.map(\.member))
            let part = model.count / 3..<model.count * 2 / 3
            walked = []
            list.forEachReversed(in: part) { walked.append($0.member) }
            #expect(walked == model[part].reversed().map(\.member))
        }
    }

    @Test("counts ranks over thousands of chunks, and leaves a copy as it was", arguments: 1...2)
    func manyChunks(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let size = 60_000
        var list = RankedList()
        for number in 0..<size {
            // In no order, and every score once.
            let place = number * 7919 % size
            list.insert(ScoredMember(score: Double(place), member: ByteString("\(place)")))
        }
        let copy = list
        for _ in 0..<2_000 {
            let rank = random.below(size)
            #expect(list[rank].score == Double(rank))
            #expect(list.rank(list[rank]) == rank)
        }
        // Small again, with chunks that were made for many.
        list.remove(ranks: 100..<size - 100)
        for step in 0..<3_000 {
            let element = list[random.below(list.count)]
            list.move(element, to: Double(random.below(300)))
            guard step % 3 == 0 else { continue }
            list.insert(
                ScoredMember(score: Double(random.below(300)), member: ByteString("new \(step)"))
            )
        }
        var walked: [ScoredMember] = []
        list.forEach(in: 0..<list.count) { walked.append(copy $0) }
        #expect(walked.count == 1_200)
        #expect(zip(walked, walked.dropFirst()).allSatisfy { $0 < $1 })
        var untouched = 0
        copy.forEach(in: 0..<size) { element in
            if element.score == Double(untouched) { untouched += 1 }
        }
        #expect(untouched == size)
    }
}
