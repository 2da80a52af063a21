import StdnetODM

#if canImport(FoundationEssentials)
import struct FoundationEssentials.Date
#else
import struct Foundation.Date
#endif

extension Behaviour {
    private static func packing(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            let database = try Database.luggage(backend)
            try await database.commit { session in
                let author = session.insert(Author(email: "a", name: "Anna"))
                let full = session.insert(Bag(name: "full"))
                session.append(contentsOf: ["a", 3, nil, ["z": 1, "a": [0.1]]], to: full[\.items])
                session.append(["json": "x"], to: full[\.items])
                session.add(contentsOf: ["x", "é, \"y\"\r\n", ""], to: full[\.tags])
                session.set("one", score: 1.5, in: full[\.ranks])
                session.set("", score: -.infinity, in: full[\.ranks])
                session.set("far", score: 1e300, in: full[\.ranks])
                session.set(Mark(page: 2, colour: "red"), for: "l:\u{1}", in: full[\.marks])
                session.set(Mark(page: 3), for: "", in: full[\.marks])
                session.add(author, to: full[\.authors])
                session.append(
                    contentsOf: [[0, 255, 10], Array("text".utf8), []],
                    to: full[\.pages]
                )
                for (value, time) in [("new", 1_356_998_400.123456), ("old", -1)]
                    as [(JSONValue, _)]
                {
                    session.set(value, at: Date(timeIntervalSince1970: time), in: full[\.prices])
                }
                session.set([1, 0xfe], at: Date(timeIntervalSince1970: 0), in: full[\.notes])
                session.set(Bytes([0xff, 0, 65]), in: full[\.text])
                session.append(1.5, to: full[\.cells])
                session.append(nil, to: full[\.cells])
                session.append(0, to: full[\.cells])
                session.append("of all", to: Bag.news)
                session.insert(Bag(name: "empty"))
            }
            try await story(database)
        }
    }

    /// Objects as JSON and CSV with what their structures hold.
    static let dumps: [Behaviour] = [
        packing("structures of every kind survive JSON and CSV byte for byte") { database in
            let before = try await KeyspaceDump(of: database.backend)
            let bags = try await database.all(Bag.self)
            var dump = ObjectDump()
            try dump.append(await database.withStructures(bags))
            let json = dump.json
            let table = try ObjectTable(await database.withStructures(bags))
            for isJSON in [true, false] {
                try await database.delete(Bag.all)
                let entries: [DumpedObject<Bag>] =
                    isJSON
                    ? try ObjectDump(json: json).entries(of: Bag.self)
                    : try ObjectTable(csv: table.csv).entries(of: Bag.self)
                try expect(entries.map(\.object), equals: bags)
                try await database.load(entries, chunk: 1)
                let after = try await KeyspaceDump(of: database.backend)
                try expect(after.difference(from: before), equals: [], isJSON ? json : table.csv)
            }
            // Twice the same.
            var again = ObjectDump()
            try again.append(await database.withStructures(database.all(Bag.self)))
            try expect(again.json, equals: json)
        },
        packing("structures are readable JSON") { database in
            let bag = try await database.get(Bag.self, 1)
            var dump = ObjectDump()
            try dump.append(await database.withStructures([bag]))
            for part in [
                #""items": ["a", 3, null, {"a": [0.1], "z": 1}, {"json": "{\"json\": \"x\"}"}]"#,
                #""tags": ["", "\u00e9, \"y\"\r\n", "x"]"#,
                #""ranks": [[-Infinity, ""], [1.5, "one"], [1e+300, "far"]]"#,
                #""authors": ["1"]"#,
                #""pages": [{"base64": "AP8K"}, "text", ""]"#,
                #""text": {"base64": "/wBB"}"#, #""cells": [1.5, null, 0.0]"#,
            ] {
                try expect(dump.json.contains(part), "\(part) is not in \(dump.json)")
            }
        },
        packing("objects that are saved again have the structures that came with them") {
            database in
            let json = """
                [{"model": "library.bag", "data": [
                  {"id": 1, "name": "full", "tags": ["new"], "ranks": [], "text": null},
                  {"id": 2, "name": "empty", "cells": [2, null]}
                ]}]
                """
            try await database.load(
                ObjectDump(json: json).entries(of: Bag.self),
                as: .save
            )
            let bags = Bag.all.sorted(by: \.id)
                .including(contentsOf: \.tags, \.ranks, \.text, \.cells, \.items)
            let found = try await database.fetch(bags)
            try expect(found.map(\.1), equals: [["new"], []])
            try expect(found.map(\.2), equals: [[], []])
            try expect(found.map(\.3), equals: [[], []])
            try expect(found.map(\.4), equals: [[1.5, nil, 0], [2, nil]])
            try expect(found.map(\.5.count), equals: [5, 0])
        },
        packing("the structures of what was loaded with objects are part of a dump, once") {
            database in
            let backend = database.backend
            let straps = try Database(
                backend,
                namespace: "lib.",
                models: Author.self,
                Bag.self,
                Strap.self
            )
            try await straps.load([
                Strap(id: 1, bag: Ref(1)), Strap(id: 2, bag: Ref(1)), Strap(id: 3, bag: Ref(2)),
            ])
            let before = try await KeyspaceDump(of: backend)
            let found = try await straps.fetch(Strap.all.including(\.bag))
            var dump = ObjectDump()
            try dump.append(await straps.withStructures(found.map(\.bag)))
            try dump.append(found.map(\.base))
            try await straps.delete(Strap.all)
            try await straps.delete(Bag.all)
            let read = try ObjectDump(json: dump.json)
            try await straps.load(read.entries(of: Bag.self))
            try await straps.load(read.objects(of: Strap.self))
            let after = try await KeyspaceDump(of: backend)
            try expect(after.difference(from: before), equals: [])
        },
        packing("what is no structure is refused, and says where") { database in
            for (member, words) in [
                (#""tags": {}"#, "'tags' holds '{}', and it should be an array of elements"),
                (#""ranks": [["a", 1]]"#, "an array of pairs of score and element"),
                (#""cells": ["x"]"#, "an array of numbers"), (#""text": [1]"#, "a text"),
            ] {
                var found = "read"
                do throws(SerialisationFailure) {
                    let json =
                        #"[{"model": "library.bag", "data": [{"id": 1, "name": "", \#(member)}]}]"#
                    _ = try ObjectDump(json: json).entries(of: Bag.self)
                } catch { found = "\(error)" }
                try expect(found.contains(words), found)
            }
            let key = try database[Bag(id: 1, name: "").marks].key
            _ = try await database.backend.run(RawCommand("DEL", key))
            _ = try await database.backend.run(RawCommand("SET", key, "x"))
            var failure = "written"
            let bags = try await database.all(Bag.self)
            do throws(SerialisationFailure) {
                _ = try ObjectTable(await database.withStructures(bags))
            } catch { failure = "\(error)" }
            try expect(failure.contains(key), failure)
        },
    ]
}
