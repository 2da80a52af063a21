import Foundation
import StdnetODM

extension RecordedStep {
    private static let first = Bag(id: 1, name: "b1")
    private static let second = Bag(id: 2, name: "b2")

    private static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    /// The first bag's series, as it is here: the member of the time with a fraction has all its digits.
    private static let series = RecordedValue.zset([
        Array(#"[1356912000,"1.5"]"#.utf8): 1_356_912_000,
        Array(#"[1356998400,"\"new year\""]"#.utf8): 1_356_998_400,
        Array(#"[1357095845.678901,"{\"a\": 1}"]"#.utf8): 1_357_095_845.678901,
        Array(#"[1357171200,"null"]"#.utf8): 1_357_171_200,
    ])

    /// Scenario 06: structures of objects, of a model, and those that stand alone.
    ///
    /// What a recorded query took out is taken out here by the step that follows it.
    static let structures: [RecordedStep] = ofObjects + ofModels + standAlone

    private static let ofObjects: [RecordedStep] = [
        RecordedStep(0) { database in
            try await database.commit { session in
                session.insert(Bag(name: "b1"))
                session.insert(Bag(name: "b2"))
            }
        },
        RecordedStep(1) { database in
            let tags = try database[first.tags]
            try await tags.insert("x")
            try await tags.insert("y", "é", 3, 2.5)
        },
        RecordedStep(2) { database in
            let tags = try database[first.tags]
            try await tags.remove("y")
            try await tags.remove(contentsOf: [3])
        },
        RecordedStep(8) { database in
            let items = try database[first.items]
            try await items.append("one")
            try await items.append(2)
            try await items.prepend(["k": 1])
            try await items.append(nil)
        },
        RecordedStep(13) { database in
            let items = try database[first.items]
            _ = try await items.popFirst()
            _ = try await items.popLast()
        },
        RecordedStep(15) { database in
            let items = try database[first.items]
            _ = try await items.popLast(waiting: .seconds(1))
            _ = try await items.popFirst(waiting: .seconds(1))
            _ = try await items.popFirst(waiting: .milliseconds(1))
        },
        RecordedStep(17) { database in
            try await database.commit { session in
                session.append("a", to: first.items)
                session.append("b", to: first.items)
                session.prepend("c", to: first.items)
                session.prepend("d", to: first.items)
            }
        },
        RecordedStep(18) { database in
            let attrs = try database[first.attrs]
            try await attrs.set("v1", for: "k1")
            try await attrs.set(["n": 1], for: "k2")
            try await attrs.update([
                "k3": 3, "k4": nil, "k5": .day(Day(daysSince1970: 15_340)),
            ])
        },
        RecordedStep(29) { database in
            let attrs = try database[first.attrs]
            _ = try await attrs.pop("k3")
            try await attrs.remove("k1", "k2")
        },
        RecordedStep(30) { try await $0[first.attrs].remove("k4") },
        RecordedStep(31) { database in
            let ranks = try database[first.ranks]
            try await ranks.set("a", score: 1.5)
            try await ranks.set("b", score: 0)
            try await ranks.update([ScoredMember("c", score: 3), ScoredMember("d", score: 2)])
        },
        RecordedStep(32) { try await $0[first.ranks].set("a", score: 9) },
        RecordedStep(
            47,
            except: [
                .differs("ns.gold.bag:obj:1:ranks", .zset([Array(#""xyz""#.utf8): 1]), 15)
            ]
        ) { database in
            let ranks = try database[first.ranks]
            _ = try await ranks.popRange(ranks: 0...)
            try await ranks.update([ScoredMember("xyz", score: 1), ScoredMember("abc", score: 2)])
            try await ranks.remove("abc")
        },
        RecordedStep(
            48,
            except: [.differs("ns.gold.bag:obj:1:ts", series, 17)]
        ) { database in
            let series = try database[first.ts]
            try await series.set("new year", at: date(1_356_998_400))
            let values: [TimedValue<JSONValue>] = [
                TimedValue(["a": 1], at: date(1_357_095_845.678901)),
                TimedValue(1.5, at: date(1_356_912_000)), TimedValue(nil, at: date(1_357_171_200)),
            ]
            try await series.update(values)
        },
        RecordedStep(49) { try await $0[first.ts].set("replaced", at: date(1_356_998_400)) },
        RecordedStep(69, except: [.absent("ns.gold.bag:obj:1:ts", 15)]) { database in
            let series = try database[first.ts]
            _ = try await series.popRange(ranks: 0...)
            try await series.set(1, at: date(1_356_998_400))
            try await series.remove(at: date(1_356_998_400))
        },
        RecordedStep(70) { database in
            let text = try database[first.text]
            try await text.append("hello ")
            try await text.append([0x77, 0xFF] as Bytes)
        },
    ]

    private static let ofModels: [RecordedStep] = [
        RecordedStep(73) { try await $0[Bag.updates].append("class level") },
        RecordedStep(76) { database in
            try await database.commit { session in
                session.add("m", to: second.tags)
                session.append(1, to: second.items)
                session.set(1, for: "h", in: second.attrs)
                session.set("r", score: 1, in: second.ranks)
                session.set(5, at: date(1_356_998_400), in: second.ts)
                session.append("z", to: second.text)
            }
        },
        RecordedStep(81) { try await $0.delete(Bag.filter { $0.name == "b2" }) },
        RecordedStep(82) { try await $0[first.tags].delete() },
    ]

    private static let standAlone: [RecordedStep] = [
        RecordedStep(83) { database in
            try await database.list("mylist", of: JSONValue.self).append(5, "5x")
            try await database.set("myset", of: JSONValue.self).insert(1, "a")
            try await database.sortedSet("myz", of: JSONValue.self).update([
                ScoredMember("a", score: 1), ScoredMember("b", score: 2),
            ])
            try await database.hash("myh", of: JSONValue.self).update(["a": 1, "b": "text"])
            try await database.series("myts", of: JSONValue.self)
                .set("x", at: date(1_356_998_400))
            try await database.string("mystr").append("bytes")
        },
        RecordedStep(84) { database in
            let numbers = database.array("myna")
            try await numbers.append(1.5)
            try await numbers.append(nil)
            try await numbers.append(-2)
        },
        RecordedStep(90, except: [.differs("numberarray.myna", numbers, 15)]) { database in
            let numbers = database.array("myna")
            try await numbers.resize(to: 5)
            try await numbers.set(4.5, at: 1)
        },
    ]

    /// 1.5, 4.5, -2 and two that are missing.
    private static let numbers = RecordedValue.string(
        [0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0x40, 0x12, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0]
            + [UInt8](repeating: 0, count: 16)
    )
}
