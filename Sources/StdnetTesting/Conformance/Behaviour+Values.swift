import StdnetODM

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Behaviour {
    /// Values of every type: what is stored of them, and how they are found.
    static let values: [Behaviour] = [
        Behaviour("values of every type come back as they were, in their texts") { backend in
            let database = try Database.cabinet(backend)
            let full = Specimen.full
            let empty = Specimen(code: .numbered(2))
            try await database.commit { session in
                session.insert(empty)
                session.insert(full)
            }
            try expect(try await database.fetch(Specimen.all), equals: [full, empty])
            let stored = try await backend.run(
                RawCommand("HGETALL", "lib.library.specimen:obj:" + Specimen.fullCode)
            ).decode(as: [String: Bytes].self)
            for (field, text) in Specimen.fullTexts {
                try expect(stored[field], equals: Bytes(text.utf8), field)
            }
            try expect(stored["photo"], equals: [0xFF, 0x00, 0x0A, 0xFE], "photo")
            try expect(stored["sound"], equals: [], "sound")
            try expect(stored.count, equals: Specimen.fullTexts.count + 2, "fields")
        },
        Behaviour("values of every type are found by equality and by range") { backend in
            let database = try Database.cabinet(backend)
            let full = Specimen.full
            try await database.commit { session in
                session.insert(full)
                session.insert(Specimen(code: .numbered(2)))
            }
            for (position, query) in Specimen.hits(full).enumerated() {
                try expect(try await database.fetch(query), equals: [full], "hit \(position)")
            }
            for (position, query) in Specimen.misses.enumerated() {
                let found = try await database.fetch(query)
                try expect(found.map(\.code), equals: [], "miss \(position)")
            }
            let others = try await database.fetch(
                Specimen.scan { $0.size < .nan || $0.worth > .nan || $0.sound != Data() }
            )
            try expect(others.map(\.code), equals: [.numbered(2)])
        },
        Behaviour("a range of integers is exact where several share a score") { backend in
            let database = try Database.cabinet(backend)
            let serials = Specimen.crowdedSerials
            let boxes = try await database.insertEach(serials) { $0.serial = $1 }
            try await database.insertContents(of: boxes)
            for bound in serials {
                try await database.expect(Specimen.filter { $0.serial < bound }, serials) {
                    $0 < bound
                }
                try await database.expect(Specimen.filter { $0.serial <= bound }, serials) {
                    $0 <= bound
                }
                try await database.expect(Specimen.filter { $0.serial > bound }, serials) {
                    $0 > bound
                }
                try await database.expect(Specimen.filter { $0.box.serial >= bound }, serials) {
                    $0 >= bound
                }
                try await database.expect(Specimen.scan { $0.serial < bound }, serials) {
                    $0 < bound
                }
                try await database.expect(Specimen.scan { $0.box.serial >= bound }, serials) {
                    $0 >= bound
                }
                for end in serials.everyThird where end >= bound {
                    try await database.expect(
                        Specimen.filter { $0.serial.in(bound...end) },
                        serials
                    ) { (bound...end).contains($0) }
                    try await database.expect(
                        Specimen.filter { $0.box.serial.in(bound..<end) },
                        serials
                    ) { (bound..<end).contains($0) }
                }
            }
        },
        Behaviour("a range of decimals is exact to the last digit") { backend in
            let database = try Database.cabinet(backend)
            let worths = Specimen.crowdedWorths
            _ = try await database.insertEach(worths) { $0.worth = $1 }
            for bound in worths {
                try await database.expect(Specimen.filter { $0.worth < bound }, worths) {
                    $0 < bound
                }
                try await database.expect(Specimen.filter { $0.worth <= bound }, worths) {
                    $0 <= bound
                }
                try await database.expect(Specimen.filter { $0.worth > bound }, worths) {
                    $0 > bound
                }
                try await database.expect(Specimen.scan { $0.worth >= bound }, worths) {
                    $0 >= bound
                }
                for end in worths.everyThird where end >= bound {
                    try await database.expect(
                        Specimen.filter { $0.worth.in(bound...end) },
                        worths
                    ) { (bound...end).contains($0) }
                    try await database.expect(
                        Specimen.filter { $0.worth.in(bound..<end) },
                        worths
                    ) { (bound..<end).contains($0) }
                }
            }
        },
        Behaviour("a value that can't be stored is refused with the reason") { backend in
            let database = try Database.cabinet(backend)
            try await expectRejection(
                [
                    Violation(
                        model: "library.specimen",
                        id: "00000000-0000-0000-0000-000000000001",
                        field: "worth",
                        rule: .unstorable(
                            value: "NaN",
                            hint: "a decimal is a number: nil can stand for none"
                        )
                    ),
                    Violation(
                        model: "library.specimen",
                        id: "00000000-0000-0000-0000-000000000002",
                        field: "size",
                        rule: .notANumber
                    ),
                ],
                by: database
            ) { session in
                var worthless = Specimen(code: .numbered(1))
                worthless.worth = .nan
                session.insert(worthless)
                var sizeless = Specimen(code: .numbered(2))
                sizeless.size = .nan
                session.insert(sizeless)
            }
        },
        Behaviour("bytes that are no value are named, with what they should be") { backend in
            let database = try Database.cabinet(backend)
            try await database.commit { $0.insert(Specimen(code: .numbered(1))) }
            let key = "lib.library.specimen:obj:00000000-0000-0000-0000-000000000001"
            _ = try await backend.run(RawCommand("HSET", key, "mass", "", "unit", "inch"))
            var found: FetchFailure?
            do throws(FetchFailure) { _ = try await database.fetch(Specimen.all) } catch {
                found = error
            }
            try expect(
                found?.description ?? "nothing",
                equals:
                    "library.specimen '00000000-0000-0000-0000-000000000001': field 'unit' holds 'inch', "
                    + "and it should be one of 'metre', 'g', 'piece'"
            )
            _ = try await backend.run(RawCommand("HSET", key, "unit", "g"))
            try expect(try await database.fetch(Specimen.all).map(\.unit), equals: [.gram])
        },
    ]
}
