import StdnetODM
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Behaviour {
    /// Bulk loads, and objects as text.
    static let loads: [Behaviour] = [
        inLibrary("many objects are loaded in chunks, with progress") { database in
            let done = Mutex<[Int]>([])
            let report = try await database.load(authors(0..<25), chunk: 10) { progress in
                done.withLock { $0.append(progress.done) }
            }
            try expect(done.withLock { $0 }, equals: [10, 20, 25])
            try expect([report.done, report.committed], equals: [25, 25])
            try expect(try await database.count(Author.self), equals: 25)
        },
        inLibrary("a load goes on where it ended") { database in
            var objects = authors(0..<25)
            objects[13].email = "3@x"
            var failure: LoadFailure?
            do throws(LoadFailure) { try await database.load(objects, chunk: 10) } catch {
                failure = error
            }
            guard let failure, case .rejected(let violations) = failure.failure else {
                throw BrokenPromise(
                    description: "not refused: \(failure.map { "\($0)" } ?? "loaded")"
                )
            }
            try expect(violations.count, equals: 1)
            try expect(failure.progress.done, equals: 10, "whole chunks")
            try expect(try await database.count(Author.self), equals: 10)
            objects[13].email = "13@x"
            let report = try await database.load(objects, chunk: 10, from: failure.progress.done)
            try expect([report.done, report.committed], equals: [25, 15])
            try expect(
                try await database.fetch(Author.all.sorted(by: \.id)).map(\.email),
                equals: objects.map(\.email)
            )
        },
        inLibrary("what was loaded by its id may be loaded again") { database in
            let stream = AsyncStream { continuation in
                for number in 0..<7 {
                    continuation.yield(Publisher(code: "p\(number)", country: "NO"))
                }
                continuation.finish()
            }
            try await database.save(Publisher(code: "p3", name: "Three"))
            let report = try await database.load(stream, chunk: 3, as: .save)
            try expect(report.committed, equals: 7)
            let found = try await database.get(Publisher.self, "p3")
            try expect(found, equals: Publisher(code: "p3", country: "NO"))
        },
        Behaviour("objects become JSON and CSV and objects again, in another database") { backend in
            let office = try Database.office(backend)
            var loan = Loan(
                due: Day(2012, 2, 29),
                fee: 1e-7,
                note: "a \"b\"\r\n,é",
                total: 3,
                visits: 9,
                stamps: Stamps(entered: Day(daysSince1970: -1), clerk: nil),
                remarks: [Remark(text: "ø", stars: 4.5, day: Day(2012, 1, 1)), Remark(text: "")]
            )
            let (clerk, member) = try await office.commit { session in
                let clerk = session.insert(Author(email: "c", name: ""))
                return (clerk, session.insert(Member(card: "m", town: "Oslo", age: 30)))
            }
            loan.stamps.clerk = clerk
            loan.reader = member
            try await office.insert(loan)
            try await office.insert(Loan(stamps: Stamps(entered: Day(daysSince1970: 0), slip: 4)))
            try await office.insert(Seat(member: member, room: "a:b", chair: 1, loan: Ref(1)))
            let loans = try await office.fetch(Loan.all.sorted(by: \.id))
            var dump = ObjectDump()
            try dump.append(try await office.all(Author.self))
            try dump.append(loans)
            try dump.append(try await office.all(Member.self))
            try dump.append(try await office.all(Seat.self))
            let table = try ObjectTable(loans)
            let before = try await office.all(Seat.self)
            try await office.flush()

            let read = try ObjectDump(json: dump.json)
            try expect(
                read.models,
                equals: ["library.author", "library.loan", "library.member", "library.seat"]
            )
            try await office.load(read.objects(of: Author.self))
            try await office.load(read.objects(of: Member.self))
            try await office.load(read.objects(of: Loan.self))
            try await office.load(read.objects(of: Seat.self))
            // What can be made again is not part of it.
            let expected = loans.map { loan in
                var copy = loan
                copy.total = nil
                copy.visits = 0
                return copy
            }
            try expect(try await office.fetch(Loan.all.sorted(by: \.id)), equals: expected)
            try expect(try await office.all(Seat.self), equals: before)
            try expect(try table.objects(of: Loan.self), equals: expected, "\(table.csv)")
            try expect(table.csv.hasPrefix("id,state,due,fee,note,reader,entered,"), table.csv)
        },
        Behaviour("bytes, numbers and absent fields survive JSON and CSV") { backend in
            let cabinet = try Database.cabinet(backend)
            var full = Specimen(code: .numbered(1))
            full.serial = .max
            full.worth = 1.10
            full.ratio = 0.1
            full.size = -.infinity
            full.photo = [0, 10, 13, 34, 44, 255]
            full.subject = ModelType(Specimen.self)
            full.unit = .gram
            full.priority = .low
            full.box = Ref(.numbered(1))
            let objects = [full, Specimen(code: .numbered(2))]
            try await cabinet.load(objects)
            let found = try await cabinet.find(Specimen.self, objects.map(\.code))
            try expect(found, equals: objects)
            var dump = ObjectDump()
            try dump.append(found)
            try expect(try ObjectDump(json: dump.json).objects(of: Specimen.self), equals: objects)
            try expect(try ObjectTable(found).objects(of: Specimen.self), equals: objects)
        },
        inLibrary("JSON that the original wrote is read") { database in
            let text = """
                [{"hash": "\(ModelType(Publisher.self))", "data": [
                  {"code": "acme", "name": "Acme", "other": 1}, {"code": "blue", "country": null}
                ]}]
                """
            let dump = try ObjectDump(json: text)
            try expect(
                try dump.objects(of: Publisher.self),
                equals: [Publisher(code: "acme", name: "Acme"), Publisher(code: "blue")]
            )
        },
        inLibrary("text that is no dump is refused, and says where") { _ in
            for (text, words) in [
                ("[", "the text is not JSON"), ("{}", "an array of models is expected"),
                ("[{}]", "a model with its 'data' is expected"),
                ("[{\"data\": []}]", "the name of a model is expected"),
            ] {
                var found = "read"
                do throws(SerialisationFailure) { _ = try ObjectDump(json: text) } catch {
                    found = "\(error)"
                }
                try expect(found, equals: words, text)
            }
            for (text, words) in [
                ("", "a column 'code' is expected"),
                ("code,name\na\n", "line 2 has 1 cells where 2 are named"),
                ("code\n\"a\"b\n", "line 2 has a quote that does not end its cell"),
                ("code,name\n,x\n", "an object of library.publisher has no id"),
            ] {
                var found = "read"
                do throws(SerialisationFailure) {
                    _ = try ObjectTable(csv: text).objects(of: Publisher.self)
                } catch { found = "\(error)" }
                try expect(found, equals: words, text)
            }
        },
    ]

    private static func authors(_ numbers: Range<Int>) -> [Author] {
        numbers.map { Author(email: "\($0)@x", name: "n") }
    }
}
