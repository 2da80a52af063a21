import StdnetODM

extension Behaviour {
    /// What structures promise.
    static let structures = lists + sets + series + structuresInSessions

    /// What sets, sorted sets and hashes promise.
    static let sets: [Behaviour] = [
        withBag("Q15: the elements of a set are added, removed, asked for and read") {
            database,
            bag in
            let tags = try database[bag.tags]
            try expect(try await tags.insert("x", "y", "é", "x"), equals: 3)
            try expect(
                try await database.members("lib.library.bag:obj:1:tags"),
                equals: [#""\u00e9""#, #""x""#, #""y""#]
            )
            try expect(try await tags.remove("y", "none"), equals: 1)
            try expect(try await tags.count(), equals: 2)
            try expect(try await tags.contains("x"), equals: true)
            try expect(try await tags.contains("y"), equals: false)
            try expect(try await tags.contains(each: ["y", "é"]), equals: [false, true])
            try expect(try await tags.contains(each: []), equals: [])
            try expect(try await tags.all(), equals: ["x", "é"])
            var found: Set<String> = []
            for try await tag in tags { found.insert(tag) }
            try expect(found, equals: ["x", "é"])
            try expect(try await tags.insert(contentsOf: []), equals: 0)
            try expect(try await tags.delete(), equals: true)
            try expect(try await tags.delete(), equals: false)
            try expect(try await tags.all(), equals: [])
        },
        withBag("elements of a set are chosen and taken by chance") { database, bag in
            let tags = try database[bag.tags]
            try expect(try await tags.randomElement(), equals: nil)
            try expect(try await tags.popRandom(), equals: nil)
            try await tags.insert("a", "b", "c")
            try expect(Set(try await tags.randomElements(9)), equals: ["a", "b", "c"])
            try expect(try await tags.randomElements(2).count, equals: 2)
            let chosen = try await tags.randomElement()
            try expect(chosen.map { ["a", "b", "c"].contains($0) } ?? false, "\(chosen ?? "nil")")
            let taken = try await tags.popRandom()
            try expect(try await tags.count(), equals: 2)
            try expect(try await tags.contains(taken ?? ""), equals: false)
        },
        withBag("sets are joined, met and subtracted") { database, bag in
            let tags = try database[bag.tags]
            let other = try database[Ref<Bag>(2)[\.tags]]
            try expect(other.key, equals: "lib.library.bag:obj:2:tags")
            try await tags.insert("a", "b")
            try await other.insert("b", "c")
            try expect(try await tags.union(other), equals: ["a", "b", "c"])
            try expect(try await tags.intersection(other), equals: ["b"])
            try expect(try await tags.subtracting(other), equals: ["a"])
        },
        withBag("a set of thousands is read page by page") { database, bag in
            let tags = try database[bag.tags]
            let words = Set((0..<3000).map { "tag \($0)" })
            try await tags.insert(contentsOf: words)
            var found: Set<String> = []
            for try await tag in tags.pages(of: 100) { found.insert(tag) }
            try expect(found == words, "\(found.count) of \(words.count) found")
        },
        withBag("Q15: a sorted set is changed and read by score and by rank") { database, bag in
            let ranks = try database[bag.ranks]
            let scores = ["a": 1.5, "b": 0, "c": 3, "d": 2]
            try expect(
                try await ranks.update(scores.map { ScoredMember($0.key, score: $0.value) }),
                equals: 4
            )
            try expect(try await ranks.set("a", score: 9), equals: false)
            try expect(try await ranks.set("e", score: -.infinity), equals: true)
            let all = [
                ScoredMember("e", score: -.infinity), ScoredMember("b", score: 0),
                ScoredMember("d", score: 2), ScoredMember("c", score: 3),
                ScoredMember("a", score: 9),
            ]
            try expect(try await ranks.all(), equals: all)
            try expect(try await ranks.count(), equals: 5)
            try expect(try await ranks.count(in: 0...2), equals: 2)
            try expect(try await ranks.count(in: 0..<2), equals: 1)
            try expect(try await ranks.rank(of: "c"), equals: 3)
            try expect(try await ranks.rank(of: "c", descending: true), equals: 1)
            try expect(try await ranks.rank(of: "none"), equals: nil)
            try expect(try await ranks.score(of: "d"), equals: 2)
            try expect(try await ranks.scores(of: ["a", "none"]), equals: [9, nil])
            try expect(try await ranks.contains("none"), equals: false)
            try expect(try await ranks.range(scores: 0...2.5), equals: Array(all[1...2]))
            try expect(try await ranks.range(scores: ..<2), equals: Array(all[0...1]))
            try expect(
                try await ranks.range(scores: 0..., descending: true, limit: 2),
                equals: [all[4], all[3]]
            )
            try expect(try await ranks.range(ranks: 1...2), equals: Array(all[1...2]))
            try expect(
                try await ranks.range(ranks: 0..<2, descending: true),
                equals: [all[4], all[3]]
            )
            try expect(try await ranks.first(), equals: all[0])
            try expect(try await ranks.last(), equals: all[4])
            var found: [ScoredMember<String>] = []
            for try await element in ranks.pages(of: 2) { found.append(element) }
            try expect(found, equals: all)
            try expect(try await ranks.remove("e", "none"), equals: 1)
            try expect(try await ranks.increment("b", by: 1.25), equals: 1.25)
            try expect(try await ranks.increment("f"), equals: 1)
            try expect(try await ranks.remove(scores: ...1), equals: 1)
            try expect(try await ranks.all().map(\.member), equals: ["b", "d", "c", "a"])
        },
        withBag("elements of a sorted set are taken by score, by rank, and waited for") {
            database,
            bag in
            let ranks = try database[bag.ranks]
            try expect(try await ranks.popFirst(), equals: nil)
            try expect(try await ranks.popLast(waiting: .milliseconds(1)), equals: nil)
            let all = (0..<8).map { ScoredMember("\($0)", score: Double($0)) }
            try await ranks.update(all)
            try expect(try await ranks.popFirst(), equals: all[0])
            try expect(try await ranks.popLast(), equals: all[7])
            try expect(try await ranks.popRange(scores: 1..<2), equals: [all[1]])
            try expect(try await ranks.popRange(scores: 2..<2), equals: [])
            try expect(try await ranks.popRange(ranks: 0...0), equals: [all[2]])
            try expect(try await ranks.popRange(ranks: 0...0, descending: true), equals: [all[6]])
            try expect(try await ranks.popFirst(waiting: nil), equals: all[3])
            try expect(try await ranks.popLast(waiting: .seconds(9)), equals: all[5])
            try expect(try await ranks.popRange(ranks: 0...), equals: [all[4]])
            try expect(try await ranks.exists(), equals: false)
        },
        withBag("NaN is no score") { database, bag in
            let ranks = try database[bag.ranks]
            let refused = try await failure { () async throws(StructureFailure) in
                try await ranks.update([
                    ScoredMember("a", score: 1), ScoredMember("b", score: .nan),
                ])
            }
            try expect(
                refused,
                equals: .unstorable(
                    key: ranks.key,
                    value: "nan",
                    hint: "it has no place in an order"
                )
            )
            try expect(try await ranks.exists(), equals: false)
        },
        withBag("values of a hash are written, read, taken and removed by name") {
            database,
            bag in
            let marks = try database[bag.marks]
            let red = Mark(page: 1, colour: "red")
            try expect(try await marks.set(red, for: "k1"), equals: true)
            try expect(try await marks.set(red, for: "k1"), equals: false)
            try expect(
                try await marks.update(["k2": Mark(page: 2), "": Mark(page: 3), "é:\0": red]),
                equals: 3
            )
            try expect(
                try await database.hash("lib.library.bag:obj:1:marks"),
                equals: [
                    "k1": #"{"page": 1, "colour": "red"}"#, "k2": #"{"page": 2}"#,
                    "": #"{"page": 3}"#, "é:\0": #"{"page": 1, "colour": "red"}"#,
                ]
            )
            try expect(try await marks["k1"], equals: red)
            try expect(try await marks["none"], equals: nil)
            try expect(try await marks["none", default: red], equals: red)
            try expect(try await marks.contains("k2"), equals: true)
            try expect(try await marks.contains("none"), equals: false)
            try expect(try await marks.count(), equals: 4)
            try expect(try await marks.keys(), equals: ["k1", "k2", "", "é:\0"])
            try expect(try await marks.values().map(\.page).sorted(), equals: [1, 1, 2, 3])
            try expect(
                try await marks.values(of: ["k2", "none", "k1"]),
                equals: [Mark(page: 2), nil, red]
            )
            var found: [String: Mark] = [:]
            for try await (name, mark) in marks { found[name] = mark }
            try expect(found, equals: try await marks.all())
            try expect(try await marks.pop("k2"), equals: Mark(page: 2))
            try expect(try await marks.pop("k2"), equals: nil)
            try expect(try await marks.remove("k1", "none", "é:\0"), equals: 2)
            try expect(try await marks.all(), equals: ["": Mark(page: 3)])
        },
        withBag("numbers of a hash are counted up") { database, _ in
            let visits = database.hash("visits", of: Int.self)
            try expect(try await visits.increment("a"), equals: 1)
            try expect(try await visits.increment("a", by: -5), equals: -4)
            let sums = database.hash("sums", of: Double.self)
            try expect(try await sums.increment("a", by: 0.5), equals: 0.5)
            try expect(try await sums["a"], equals: 0.5)
        },
    ]
}
