import StdnetODM

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Specimen {
    /// One with a value in every field, at the edge of what there is.
    static var full: Specimen {
        var full = Specimen(code: .numbered(1))
        full.shelf = .min
        full.mass = .min
        full.serial = .max
        full.worth = Decimal(string: "-12345678901234567890.0123456789")
        full.ratio = 16_777_216
        full.size = 9.1e15
        full.found = Date(timeIntervalSince1970: 0.1)
        full.photo = [0xFF, 0x00, 0x0A, 0xFE]
        full.sound = Data()
        full.page = URL(string: "https://example.org/a%20b?c=d#e")
        full.subject = ModelType(Author.self)
        full.unit = .gram
        full.priority = .highest
        full.box = Ref(.numbered(1))
        return full
    }

    static let fullCode = "00000000-0000-0000-0000-000000000001"

    /// What is stored of it, but for the bytes.
    static let fullTexts = [
        "shelf": "-128", "mass": "-9223372036854775808", "serial": "18446744073709551615",
        "worth": "-12345678901234567890.0123456789", "ratio": "16777216.0",
        "size": "9100000000000000.0", "found": "0.1", "page": "https://example.org/a%20b?c=d#e",
        "subject": ModelType(name: "library.author").hash, "unit": "g", "priority": "100",
        "box_id": fullCode,
    ]

    /// Queries that find a full specimen and not an empty one.
    static func hits(_ full: Specimen) -> [Query<Specimen>] {
        var hits = [filter { $0.code == full.code }]
        hits.append(filter { $0.shelf == -128 })
        hits.append(filter { $0.mass.in([1, Int64.min]) })
        hits.append(filter { $0.serial == UInt64.max })
        hits.append(filter { $0.worth == full.worth })
        hits.append(filter { $0.ratio == 16_777_216 })
        hits.append(filter { $0.ratio.in(1...2e7) })
        hits.append(filter { $0.size == 9.1e15 })
        hits.append(filter { $0.found == full.found })
        hits.append(filter { $0.found < Date(timeIntervalSince1970: 0.2) })
        hits.append(filter { $0.photo == full.photo })
        hits.append(filter { $0.photo.in([[], [255, 0, 10, 254]]) })
        hits.append(filter { $0.sound == Data() })
        hits.append(filter { $0.page == full.page })
        hits.append(filter { $0.subject == ModelType(Author.self) })
        hits.append(filter { $0.unit == .gram })
        hits.append(filter { $0.unit.in([.metre, .gram]) })
        hits.append(filter { $0.priority == .highest })
        hits.append(filter { $0.priority > .high })
        hits.append(exclude { $0.photo == nil })
        hits.append(scan { $0.photo == full.photo && $0.priority >= .highest })
        return hits
    }

    /// Queries that find neither.
    static var misses: [Query<Specimen>] {
        var misses = [filter { $0.photo == [] }]
        misses.append(filter { $0.sound == nil && $0.photo != nil })
        misses.append(filter { $0.worth == Decimal.nan })
        misses.append(filter { $0.worth < .nan })
        misses.append(filter { $0.size >= .nan })
        misses.append(filter { $0.shelf > 0 })
        misses.append(filter { $0.subject == ModelType(Book.self) })
        return misses
    }

    /// Integers, in their order, of which many share their doubles: around 2^53, and around powers of ten,
    /// where one has a digit more.
    static let crowdedSerials: [UInt64] = [
        0, 5, 9_007_199_254_740_991, 9_007_199_254_740_992, 9_007_199_254_740_993,
        9_007_199_254_740_994, 9_999_999_999_999_997, 9_999_999_999_999_999,
        10_000_000_000_000_000, 10_000_000_000_000_001, 9_999_999_999_999_999_000,
        9_999_999_999_999_999_999, 10_000_000_000_000_000_000, 10_000_000_000_000_000_700,
        .max - 1, .max,
    ]

    /// Decimals, in their order, of which many share their doubles.
    static let crowdedWorths: [Decimal] = [
        "-10.00000000000000000001", "-10", "-9.99999999999999999999", "-1.00000000000000000001",
        "-1", "-0.99999999999999999999", "-0.0000000000000000000000001", "0",
        "0.0999999999999999999999", "0.1", "0.1000000000000000000001", "9.99999999999999999998",
        "9.99999999999999999999", "10", "10.00000000000000000001", "12345678901234567890.5",
        "12345678901234567890.50000000001",
    ].compactMap { Decimal(string: $0) }
}

extension Array {
    /// Every third element: not every pair has to be tried.
    var everyThird: [Element] { stride(from: 1, to: count, by: 3).map { self[$0] } }
}

extension Database {
    /// Inserts one specimen for each value; their shelves count them.
    func insertEach<Value: Sendable>(
        _ values: [Value],
        set: (inout Specimen, Value) -> Void
    ) async throws -> [Specimen] {
        var specimens: [Specimen] = []
        for (number, value) in values.enumerated() {
            var specimen = Specimen(code: .numbered(UInt8(number)))
            specimen.shelf = Int8(number)
            set(&specimen, value)
            specimens.append(specimen)
        }
        var session = Session()
        for specimen in specimens { session.insert(specimen) }
        try await commit(session)
        return specimens
    }

    /// Puts a specimen without values into each of these; it has the same shelf.
    func insertContents(of boxes: [Specimen]) async throws {
        var session = Session()
        for box in boxes {
            var specimen = Specimen(code: .numbered(UInt8(box.shelf) + 100))
            specimen.shelf = box.shelf
            specimen.box = Ref(box.code)
            session.insert(specimen)
        }
        try await commit(session)
    }

    /// Fails unless a query finds, and counts, the specimens whose value meets a condition: their shelves
    /// say which of the values is theirs.
    func expect<Value: Sendable>(
        _ query: Query<Specimen>,
        _ values: [Value],
        line: Int = #line,
        meet condition: (Value) -> Bool
    ) async throws {
        let expected = values.indices.filter { condition(values[$0]) }
        let shelves = try await fetch(query).map { Int($0.shelf) }
        let number = try await count(query)
        try StdnetTesting.expect(shelves, equals: expected, "shelves", line: line)
        try StdnetTesting.expect(number, equals: expected.count, "count", line: line)
    }
}
