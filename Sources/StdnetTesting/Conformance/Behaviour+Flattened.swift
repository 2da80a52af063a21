import StdnetODM

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Behaviour {
    private static func scanning(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            try await story(try Database(backend, namespace: "lib.", models: Leaflet.self))
        }
    }

    private static let key = "lib.library.leaflet:obj:"

    /// Everything that JSON can hold.
    private static let everything: JSONObject = [
        "pv": ["": -2, "mean": 10, "std": 1.5], "tag": "hello", "lst": [1, 2, ["a": 1]],
        "deep": ["a": ["b": ["c": "x"]]], "none": nil, "flag": true, "uni": "é", "empty": [:],
        "when": .day(Day(daysSince1970: 15_399)), "price": .decimal(1.1), "_a": ["_b": 1],
        "node": ["": ["x": 1], "y": ":2:"],
    ]

    /// Values that are spread over the fields of a hash.
    static let flattened: [Behaviour] = [
        scanning("a flattened value has a field for each leaf, as the original's") { database in
            try await database.commit { session in
                session.insert(Leaflet(name: "a", data: everything))
                session.insert(Leaflet(name: "b"))
                session.insert(
                    Leaflet(name: "c", measure: Measure(mean: 0.5, marks: ["x": 1, "y": 2]))
                )
            }
            try expect(
                try await database.hash(key + "1"),
                equals: [
                    "name": "a", "size": "1", "data": "\"\"", "data__pv": "-2",
                    "data__pv__mean": "10", "data__pv__std": "1.5", "data__tag": "\"hello\"",
                    "data__lst": "[1, 2, {\"a\": 1}]", "data__deep__a__b__c": "\"x\"",
                    "data__none": "null", "data__flag": "true", "data__uni": "\"\\u00e9\"",
                    "data__empty": "{}", "data__when": "{\"__date__\": 1330473600.0}",
                    "data__price": "{\"__decimal__\": \"1.1\"}", "data___a___b": "1",
                    "data__node": "{\"x\": 1}", "data__node__y": "\":2:\"",
                ]
            )
            try expect(
                try await database.hash(key + "2"),
                equals: ["name": "b", "size": "1", "data": "null"]
            )
            try expect(
                try await database.hash(key + "3"),
                equals: [
                    "name": "c", "size": "1", "data": "null", "m": "\"\"", "m__mean": "0.5",
                    "m__marks__x": "1", "m__marks__y": "2",
                ]
            )
            try expect(
                try await database.fetch(Leaflet.all),
                equals: [
                    Leaflet(id: 1, name: "a", data: everything), Leaflet(id: 2, name: "b"),
                    Leaflet(
                        id: 3,
                        name: "c",
                        measure: Measure(mean: 0.5, marks: ["x": 1, "y": 2])
                    ),
                ]
            )
        },
        scanning("every way of reading gathers the leaves") { database in
            let first = Leaflet(id: 1, name: "a", data: everything, size: 5)
            let second = Leaflet(
                id: 2,
                name: "b",
                previous: Ref(1),
                measure: Measure(mean: 1),
                size: 7
            )
            try await database.commit { session in
                session.insert(first)
                session.insert(second)
            }
            try expect(try await database.get(Leaflet.self, 1), equals: first)
            try expect(try await database.get(Leaflet.self, \.name, "b"), equals: second)
            try expect(try await database.find(Leaflet.self, [2, 1, 3]), equals: [second, first])
            try expect(
                try await database.fetch(Leaflet.all.sorted(by: \.size, .descending).prefix(2)),
                equals: [second, first]
            )
            try expect(
                try await database.fetch(
                    Leaflet.filter { $0.size > 5 }.sorted(by: \.size).prefix(2)
                ),
                equals: [second]
            )
            try expect(
                try await database.fetch(Leaflet.filter { $0.name == "a" && $0.size > 1 }),
                equals: [first]
            )
            let pairs = try await database.fetch(Leaflet.all.including(\.previous))
            try expect(pairs.map(\.base), equals: [first, second])
            try expect(pairs.map(\.previous), equals: [nil, first])
            var streamed: [Leaflet] = []
            for try await page in database.stream(Leaflet.all, chunk: 1) { streamed.append(page) }
            try expect(streamed, equals: [first, second])
            try expect(
                try await database.fetch(Leaflet.all.values(of: \.data)),
                equals: [everything, [:]]
            )
            try expect(try await database.fetch(Leaflet.all.values(of: \.size)), equals: [5, 7])
        },
        scanning("some leaves are loaded alone, as what they are said to be") { database in
            try await database.commit { session in
                session.insert(
                    Leaflet(
                        name: "a",
                        data: ["pv": ["": 0.5, "on": true], "tag": "é", "none": nil],
                        measure: Measure(mean: 2)
                    )
                )
                session.insert(Leaflet(name: "b", previous: Ref(1), data: ["pv": "text"]))
            }
            let first = Leaflet.filter { $0.name == "a" }
            let all = try await database.fetch(
                first.leaves {
                    (
                        $0.data.number(at: "pv"), $0.data.flag(at: "pv", "on"),
                        $0.data.text(at: "tag"), $0.data.text(at: "none"),
                        $0.measure.number(at: "mean"), $0.data.text(at: "nowhere")
                    )
                }
            )
            try expect(all.count, equals: 1)
            try expect(all[0].0, equals: 1)
            try expect(all[0].1, equals: 0.5)
            try expect(all[0].2, equals: true)
            try expect(all[0].3, equals: "é")
            try expect(all[0].4, equals: nil)
            try expect(all[0].5, equals: 2)
            try expect(all[0].6, equals: nil)
            let before = Leaflet.all.sorted(by: \.id).including(\.previous) {
                $0.leaves { $0.measure.number(at: "mean") }
            }
            try expect(
                try await database.fetch(before).map { $0.previous?.1 },
                equals: [nil, 2]
            )
            for (leaves, hint) in [
                (Leaflet.all.leaves { $0.data.number(at: "pv") }, "holds '\"text\"'"),
                (Leaflet.all.leaves { $0.data.number(at: "*") }, "another name than '*'"),
                (Leaflet.all.leaves { $0.previous.data.number(at: "pv") }, "of the object itself"),
            ] {
                var refusal = ""
                do throws(FetchFailure) { _ = try await database.fetch(leaves) } catch {
                    refusal = "\(error)"
                }
                try expect(refusal.contains(hint), refusal)
            }
        },
        scanning("flattened values survive JSON and CSV") { database in
            let pages = [
                Leaflet(id: 1, name: "a", data: everything, measure: Measure(mean: 0.5)),
                Leaflet(id: 2, name: "b"),
            ]
            try await database.load(pages)
            let found = try await database.fetch(Leaflet.all.sorted(by: \.id))
            try expect(found, equals: pages)
            var dump = ObjectDump()
            try dump.append(found)
            try expect(try ObjectDump(json: dump.json).objects(of: Leaflet.self), equals: pages)
            try expect(try ObjectTable(found).objects(of: Leaflet.self), equals: pages)
            var refusal = ""
            do throws(SerialisationFailure) {
                let text = """
                    [{"model": "library.leaflet", "data": [{"id": 1, "name": "a", "data": {"a__b": 1}}]}]
                    """
                _ = try ObjectDump(json: text).objects(of: Leaflet.self)
            } catch { refusal = "\(error)" }
            try expect(refusal.contains("'data'") && refusal.contains("'__'"), refusal)
        },
        scanning("what is written as a whole takes the place of all leaves") { database in
            let old = Leaflet(id: 1, name: "a", data: everything, measure: Measure(mean: 1))
            try await database.commit { $0.insert(old) }
            var new = old
            new.data = ["only": 1]
            let changed = new
            try await database.commit { $0.update(changed, from: old) }
            try expect(
                try await database.hash(key + "1"),
                equals: [
                    "name": "a", "size": "1", "data": "\"\"", "data__only": "1", "m": "\"\"",
                    "m__mean": "1.0", "m__marks": "{}",
                ]
            )
            new.measure = nil
            new.data = [:]
            let cleared = new
            try await database.commit { $0.update(cleared, from: changed) }
            try expect(
                try await database.hash(key + "1"),
                equals: ["name": "a", "size": "1", "data": "null"]
            )
            _ = try await database.backend.run(
                RawCommand("HSET", key + "1", "data__x", "1", "datax", "2", "m__y", "3")
            )
            try await database.commit { session in session.save(cleared) }
            try expect(
                try await database.hash(key + "1"),
                equals: ["name": "a", "size": "1", "data": "null", "datax": "2"]
            )
        },
        scanning("single leaves are written, and the others stay") { database in
            let old = Leaflet(id: 1, name: "a", data: ["pv": ["": 0.5, "mean": 1], "x": 1])
            try await database.commit { $0.insert(old) }
            try await database.commit { session in
                session.merge(["pv": 9], into: \.data, of: Ref<Leaflet>(1))
                session.merge(["new": ["a": [1]]], into: \.data, of: Ref<Leaflet>(1))
                session.merge(["mean": 2.5], into: \.measure, of: Ref<Leaflet>(1))
            }
            try expect(
                try await database.hash(key + "1"),
                equals: [
                    "name": "a", "size": "1", "data": "\"\"", "data__pv": "9",
                    "data__pv__mean": "1", "data__x": "1", "data__new__a": "[1]", "m": "\"\"",
                    "m__mean": "2.5",
                ]
            )
            try await expectRejection(
                [Violation(model: "library.leaflet", id: "2", field: nil, rule: .missingObject)],
                by: database
            ) { $0.merge(["pv": 9], into: \.data, of: Ref<Leaflet>(2)) }
        },
        scanning("leaves join what the session writes of the object before") { database in
            let stored = Leaflet(id: 1, name: "a", data: ["a": 1, "b": 2])
            try await database.commit { session in
                session.insert(stored)
                session.merge(["b": 3, "c": 4], into: \.data, of: Ref<Leaflet>(1))
                session.merge(["mean": 1, "marks": [:]], into: \.measure, of: Ref<Leaflet>(1))
            }
            let joined = Leaflet(
                id: 1,
                name: "a",
                data: ["a": 1, "b": 3, "c": 4],
                measure: Measure(mean: 1)
            )
            try expect(try await database.get(Leaflet.self, 1), equals: joined)
            try await database.commit { session in
                session.merge(["d": 5], into: \.data, of: Ref<Leaflet>(1))
                var other = joined
                other.data = ["z": 0]
                session.update(other, from: joined)
                session.merge(["y": 1], into: \.data, of: Ref<Leaflet>(1))
            }
            try expect(
                try await database.get(Leaflet.self, 1).data,
                equals: ["z": 0, "y": 1]
            )
        },
        scanning("names that a path can't have are refused") { database in
            let wrong: [(JSONObject, String)] = [
                (["a__b": 1], "the name 'a__b' has '__' in it, or '_' at its end"),
                (["x": ["a_": 1]], "the name 'a_' has '__' in it, or '_' at its end"),
                (["": 1, "x": 1], "a name is empty, and there is no other beside it"),
                (["x": ["": 1]], "a name is empty, and there is no other beside it"),
            ]
            for (data, reason) in wrong {
                let violation = Violation(
                    model: "library.leaflet",
                    id: "1",
                    field: "data",
                    rule: .notEncodable(reason)
                )
                try await expectRejection([violation], by: database) { session in
                    session.insert(Leaflet(id: 1, name: "a", data: data))
                }
            }
        },
        scanning("any text is a leaf, and there may be ten thousand") { database in
            var many: JSONObject = ["\r\n{}*%": "\0:\u{7f}", "é": ["*": "~"], "12:": "3:r"]
            for number in 0..<10_000 { many["k\(number)"] = .integer(number) }
            let page = Leaflet(id: 1, name: "a", data: many)
            try await database.commit { $0.insert(page) }
            try expect(try await database.get(Leaflet.self, 1) == page, "all leaves are read")
            var one = page
            one.data = ["k1": 1]
            let small = one
            try await database.commit { $0.update(small, from: page) }
            try expect(try await database.hash(key + "1").count, equals: 4)
        },
        scanning("a leaf that is no JSON is named, and no object is made up") { database in
            try await database.commit { session in session.insert(Leaflet(id: 1, name: "a")) }
            _ = try await database.backend.run(RawCommand("HSET", key + "1", "data__x", "{"))
            var failure: FetchFailure?
            do throws(FetchFailure) { _ = try await database.fetch(Leaflet.all) } catch {
                failure = error
            }
            guard case .undecodable(let row)? = failure else {
                throw BrokenPromise(description: "\(failure.map { "\($0)" } ?? "nothing") thrown")
            }
            try expect(row.field, equals: "data")
        },
    ]
}
