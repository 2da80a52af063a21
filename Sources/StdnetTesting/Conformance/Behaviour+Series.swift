import StdnetODM

#if canImport(FoundationEssentials)
import struct FoundationEssentials.Date
#else
import struct Foundation.Date
#endif

extension Behaviour {
    private static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    private static let newYear = date(1_356_998_400)

    /// What series, strings and arrays promise.
    static let series: [Behaviour] = [
        withBag("Q17: a series keeps one value for each time, to the microsecond") {
            database,
            bag in
            let prices = try database[bag.prices]
            let fine = date(1_357_095_845.678901)
            let values: [TimedValue<JSONValue>] = [
                TimedValue(["a": 1], at: fine), TimedValue(1.5, at: date(1_356_912_000)),
                TimedValue("new year", at: newYear), TimedValue(nil, at: date(1_357_171_200)),
            ]
            try expect(try await prices.update(values), equals: 4)
            try expect(
                try await database.scored(prices.key),
                equals: [
                    #"[1356912000,"1.5"]"#, "1356912000",
                    #"[1356998400,"\"new year\""]"#, "1356998400",
                    #"[1357095845.678901,"{\"a\": 1}"]"#, "1357095845.678901",
                    #"[1357171200,"null"]"#, "1357171200",
                ]
            )
            try expect(try await prices.set("replaced", at: newYear), equals: false)
            try expect(try await prices.count(), equals: 4)
            try expect(try await prices[newYear], equals: "replaced")
            try expect(try await prices[fine], equals: ["a": 1])
            try expect(try await prices[date(1_357_171_200)], equals: .some(nil))
            try expect(try await prices[date(946_684_800)], equals: nil)
            try expect(try await prices.contains(newYear), equals: true)
            try expect(try await prices.contains(date(0)), equals: false)
            try expect(
                try await prices.times(ranks: 0...),
                equals: [date(1_356_912_000), newYear, fine, date(1_357_171_200)]
            )
            try expect(try await prices.remove(at: newYear), equals: true)
            try expect(try await prices.remove(at: newYear), equals: false)
            try expect(try await prices.remove(in: fine...), equals: 2)
            try expect(
                try await prices.all(),
                equals: [TimedValue(1.5, at: date(1_356_912_000))]
            )
        },
        withBag("a series is read and taken by time and by rank") { database, bag in
            let prices = try database[bag.prices]
            let all = (0..<10).map { TimedValue(JSONValue.integer($0), at: date(Double($0) - 5)) }
            try await prices.update(all)
            try expect(try await prices.range(date(-4)...date(-3)), equals: Array(all[1...2]))
            try expect(try await prices.range(date(-4)..<date(-3)), equals: [all[1]])
            try expect(
                try await prices.range(..<date(0), descending: true, limit: 2),
                equals: [all[4], all[3]]
            )
            try expect(try await prices.range(ranks: 1...2), equals: Array(all[1...2]))
            try expect(try await prices.range(ranks: 0...0, descending: true), equals: [all[9]])
            try expect(try await prices.times(date(3)...), equals: [date(3), date(4)])
            try expect(try await prices.first(), equals: all[0])
            try expect(try await prices.last(), equals: all[9])
            try expect(try await prices.rank(of: date(-3)), equals: 2)
            try expect(try await prices.rank(of: date(-3.5)), equals: nil)
            try expect(try await prices.count(in: date(0)...), equals: 5)
            var found: [TimedValue<JSONValue>] = []
            for try await value in prices.pages(of: 3) { found.append(value) }
            try expect(found, equals: all)
            try expect(try await prices.pop(at: date(0)), equals: 5)
            try expect(try await prices.pop(at: date(0)), equals: nil)
            try expect(try await prices.pop(rank: 0), equals: all[0])
            try expect(try await prices.popRange(date(-4)..<date(-2)), equals: Array(all[1...2]))
            try expect(try await prices.popRange(date(9)..<date(9)), equals: [])
            try expect(try await prices.popRange(ranks: (-1)...(-1)), equals: [all[9]])
            try expect(
                try await prices.popRange(ranks: 0...),
                equals: Array(all[3...4] + all[6...8])
            )
            try expect(try await prices.first(), equals: nil)
        },
        withBag("the values of a series are data, and its members what cjson writes") {
            database,
            bag in
            let notes = try database[bag.notes]
            let values: [Bytes] = [
                [], [0, 1, 0x1F, 0x7F], Array("\"\\/\u{8}\u{C}\n\r\t".utf8), [0xFF, 0xC0],
                Array("]é🎈[".utf8),
            ]
            try await notes.update(
                values.enumerated().map { TimedValue($1, at: date(Double($0) + 0.5)) }
            )
            try expect(try await notes.all().map(\.value), equals: values)
            let members = try await database.backend.run(
                RawCommand("ZRANGE", notes.key, 0, -1)
            )
            .elements.map { $0.bytes ?? [] }
            try expect(
                members,
                equals: [
                    Array(#"[0.5,""]"#.utf8),
                    Array(#"[1.5,"\u0000\u0001\u001f\u007f"]"#.utf8),
                    Array(#"[2.5,"\"\\\/\b\f\n\r\t"]"#.utf8),
                    Array(#"[3.5,""#.utf8) + [0xFF, 0xC0] + Array(#""]"#.utf8),
                    Array(#"[4.5,"]é🎈["]"#.utf8),
                ]
            )
            let refused = try await failure { () async throws(StructureFailure) in
                try await notes.set([], at: Date(timeIntervalSince1970: .infinity))
            }
            guard case .unstorable = refused else {
                throw BrokenPromise(description: "\(refused)")
            }
        },
        withBag("times stand in members in as few digits as say them") { database, bag in
            let notes = try database[bag.notes]
            let times: [(Double, String)] = [
                (0, "0"), (-1, "-1"), (1e9, "1000000000"), (1_372_941_015.123456, ""),
                (0.5, "0.5"), (0.000001, "1e-06"), (-86_400, "-86400"), (253_402_300_800, ""),
                (0.25, "0.25"),
            ]
            for (seconds, digits) in times {
                try await notes.delete()
                try await notes.set([0x61], at: date(seconds))
                let found = try await database.scored(notes.key)
                let text = digits.isEmpty ? "\(found[1])" : digits
                try expect(found[0], equals: "[\(text),\"a\"]")
                try expect(try await notes.times(ranks: 0...), equals: [date(seconds)])
            }
        },
        withBag("Q15: a string is appended to, and read whole and in part") { database, bag in
            let text = try database[bag.text]
            try expect(try await text.bytes(), equals: [])
            try expect(try await text.append("hello "), equals: 6)
            try expect(try await text.text(), equals: "hello ")
            try expect(try await text.append([0x77, 0xFF] as Bytes), equals: 8)
            try expect(try await text.count(), equals: 8)
            try expect(try await text[1...2], equals: Array("el".utf8))
            try expect(try await text[(-1)...], equals: [0xFF])
            try expect(try await text[3..<3], equals: [])
            let unreadable = try await failure { () async throws(StructureFailure) in
                _ = try await text.text()
            }
            let found = Array("hello w".utf8) + [0xFF]
            try expect(
                unreadable,
                equals: .undecodable(
                    ElementFailure(key: text.key, hint: "UTF-8 text", found: found)
                )
            )
            try await text.set("41")
            try expect(try await text.increment(), equals: 42)
            try expect(try await text.increment(by: -50), equals: -8)
            try await text.set("x")
            let word = try await failure { () async throws(StructureFailure) in
                try await text.increment()
            }
            try expect(
                word,
                equals: .backend(
                    .server(code: "ERR", message: "value is not an integer or out of range")
                )
            )
        },
        withBag("Q15: an array of numbers is appended to, set and made longer") { database, bag in
            let cells = try database[bag.cells]
            try expect(try await cells.append(1.5, nil, -2, .nan, 0), equals: 5)
            try expect(
                try await database[RemoteString(at: bag.cells.place)].bytes(),
                equals: [0x3F, 0xF8, 0, 0, 0, 0, 0, 0] + Bytes(repeating: 0, count: 8)
                    + [0xC0, 0, 0, 0, 0, 0, 0, 0] + Bytes(repeating: 0, count: 8)
                    + [0x80, 0, 0, 0, 0, 0, 0, 0]
            )
            try expect(try await cells.all(), equals: [1.5, nil, -2, nil, 0])
            try expect(try await cells[0], equals: 1.5)
            try expect(try await cells[1], equals: nil)
            try expect(try await cells[-1], equals: 0)
            try expect(try await cells[5], equals: nil)
            try expect(try await cells[1...2], equals: [nil, -2])
            try expect(try await cells[3...], equals: [nil, 0])
            try await cells.set(4.5, at: 1)
            try await cells.set(nil, at: -1)
            try expect(try await cells.all(), equals: [1.5, 4.5, -2, nil, nil])
            for index in [5, -6] {
                var beyond: StructureFailure?
                do throws(StructureFailure) { try await cells.set(1, at: index) } catch {
                    beyond = error
                }
                try expect(beyond, equals: .outOfRange(key: cells.key, index: index))
            }
            try expect(try await cells.resize(to: 3), equals: 3)
            try expect(try await cells.resize(to: 4), equals: 4)
            try expect(try await cells.resize(to: 6, filling: 7), equals: 6)
            try expect(try await cells.all(), equals: [1.5, 4.5, -2, nil, 7, 7])
            try expect(try await cells.resize(to: 100_000, filling: 0.5), equals: 100_000)
            try expect(try await cells[99_998...], equals: [0.5, 0.5])
            try expect(try await cells.count(), equals: 100_000)
            try expect(try await cells.resize(to: 0), equals: 0)
            try expect(try await cells.exists(), equals: false)
            var negative: StructureFailure?
            do throws(StructureFailure) { _ = try await cells.resize(to: -1) } catch {
                negative = error
            }
            try expect(negative, equals: .outOfRange(key: cells.key, index: -1))
        },
        withBag("what is no array of numbers stays as it is") { database, bag in
            let cells = try database[bag.cells]
            _ = try await database.backend.run(RawCommand("SET", cells.key, "123456789"))
            var failures: [StructureFailure] = []
            do throws(StructureFailure) { try await cells.set(1, at: 0) } catch {
                failures.append(error)
            }
            do throws(StructureFailure) { _ = try await cells.resize(to: 5) } catch {
                failures.append(error)
            }
            do throws(StructureFailure) { _ = try await cells.all() } catch {
                failures.append(error)
            }
            let found = failures.map { failure in
                if case .undecodable(let element) = failure { element.found } else { [] as Bytes }
            }
            try expect(found, equals: [[], [], Array("123456789".utf8)])
            try expect(
                try await database[RemoteString(at: bag.cells.place)].text(),
                equals: "123456789"
            )
        },
    ]
}
