import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A stored value becomes the value of a column")
struct StoredValueTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let kind: ValueKind
        let stored: Bytes
        let expected: SnapshotValue
        var testDescription: String { "\(kind) \(String(decoding: stored, as: UTF8.self))" }

        init(_ kind: ValueKind, _ stored: String, _ expected: SnapshotValue) {
            self.init(kind, bytes: Bytes(stored.utf8), expected)
        }
        init(_ kind: ValueKind, bytes: Bytes, _ expected: SnapshotValue) {
            self.kind = kind
            stored = bytes
            self.expected = expected
        }
    }

    static let fitting = [
        Example(.integer, "0", 0), Example(.integer, "-17", -17),
        Example(.integer, "9223372036854775807", .integer(.max)),
        Example(.integer, "-9223372036854775808", .integer(.min)),
        Example(.float, "1.5", 1.5), Example(.float, "-0.1", .real(-0.1)),
        Example(.float, "10.0", 10.0), Example(.float, "5", 5.0),
        Example(.float, "0.30000000000000004", .real(0.1 + 0.2)),
        Example(.float, "123456789012345.6", 123456789012345.6),
        Example(.float, "1e+21", 1e21), Example(.float, "-1e-07", .real(-1e-7)),
        Example(.float, "1.7976931348623157e+308", .real(.greatestFiniteMagnitude)),
        Example(.float, "5e-324", .real(.leastNonzeroMagnitude)),
        Example(.float, "inf", .real(.infinity)), Example(.float, "-inf", .real(-.infinity)),
        Example(.float, "-0.0", 0.0),
        Example(.text, "", ""), Example(.text, "Tromsø", "Tromsø"),
        Example(.text, "a\0b", "a\0b"), Example(.text, "\u{1F3D4}'\";", "\u{1F3D4}'\";"),
        Example(.text, "12", "12"),
        Example(.decimal, "0", "0"), Example(.decimal, "-1.10", "-1.10"),
        Example(.decimal, "18446744073709551616.5", "18446744073709551616.5"),
        Example(.decimal, ".5", ".5"), Example(.decimal, "1E+3", "1E+3"),
        Example(.bytes, "", .blob([])), Example(.bytes, bytes: [0, 0xFF], .blob([0, 0xFF])),
        Example(.json, "{\"a\": [1, null]}", "{\"a\": [1, null]}"),
        Example(.boolean, "1", 1), Example(.boolean, "0", 0),
        Example(.date, "0.0", "1970-01-01T00:00:00Z"),
        Example(.date, "1372941015.123456", "2013-07-04T12:30:15.123456Z"),
        Example(.date, "1330473600", "2012-02-29T00:00:00Z"),
        Example(.date, "-1.25", "1969-12-31T23:59:58.75Z"),
        Example(.date, "-86400.0", "1969-12-31T00:00:00Z"),
        Example(.date, "1e-05", "1970-01-01T00:00:00.00001Z"),
        Example(.date, "-1.5e-05", "1969-12-31T23:59:59.999985Z"),
        Example(.date, "-62167219200", "0000-01-01T00:00:00Z"),
        Example(.date, "253402300799.5", "9999-12-31T23:59:59.5Z"),
        Example(.day, "1330473600", "2012-02-29"), Example(.day, "-86400", "1969-12-31"),
        Example(.day, "-62167219200", "0000-01-01"), Example(.day, "253402214400", "9999-12-31"),
    ]

    static let unfitting = [
        Example(.integer, "9223372036854775808", "not an integer of 64 bits"),
        Example(.integer, "007", "not an integer of 64 bits"),
        Example(.integer, "1.0", "not an integer of 64 bits"),
        Example(.integer, "", "not an integer of 64 bits"),
        Example(.float, "1,5", "not a number"), Example(.float, "", "not a number"),
        Example(.float, "0x1p3", "not a number"), Example(.float, " 1", "not a number"),
        Example(.float, "-", "not a number"),
        Example(.float, "nan", "NaN, which SQLite can't tell from no value"),
        Example(.text, bytes: [0xFF, 0x00, 0xFE], "not UTF-8"),
        Example(.text, bytes: [0x61, 0xC3], "not UTF-8"),
        Example(.decimal, "", "not a number"), Example(.decimal, ".", "not a number"),
        Example(.decimal, "1e", "not a number"), Example(.decimal, "--1", "not a number"),
        Example(.decimal, "1.2.3", "not a number"), Example(.decimal, "NaN", "not a number"),
        Example(.json, bytes: [0x22, 0xFF, 0x22], "not UTF-8"),
        Example(.boolean, "True", "neither 0 nor 1"), Example(.boolean, "2", "neither 0 nor 1"),
        Example(.boolean, "", "neither 0 nor 1"),
        Example(.date, "today", "not seconds since 1970"),
        Example(.date, "inf", "not seconds since 1970"),
        Example(.date, "nan", "not seconds since 1970"),
        Example(.date, "253402300800", "outside of the years 0000 to 9999"),
        Example(.date, "-62167219200.5", "outside of the years 0000 to 9999"),
        Example(.day, "1.5", "not whole seconds since 1970"),
        Example(.day, "3600", "not midnight in UTC"),
        Example(.day, "253402300800", "outside of the years 0000 to 9999"),
    ]

    @Test("that fits", arguments: fitting)
    func fits(example: Example) async throws {
        let model = ModelSchema(
            name: "test.value",
            fields: [FieldSchema(name: "value", kind: example.kind)]
        )
        let place = try Workplace()
        try await place.define(model)
        try await place.store(model, Bytes("1".utf8), [("value", example.stored)])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 1 && summary.rejects == 0)
        #expect(try file.column("SELECT value FROM test_value") == [example.expected])
    }

    @Test("or its object is rejected, with the bytes and a reason", arguments: unfitting)
    func rejectsObject(example: Example) async throws {
        let model = ModelSchema(
            name: "test.value",
            fields: [FieldSchema(name: "value", kind: example.kind)]
        )
        let place = try Workplace()
        try await place.define(model)
        try await place.store(model, Bytes("1".utf8), [("value", example.stored)])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 0 && summary.models[0].rejectedObjects == 1)
        let records = try file.query("SELECT * FROM reject").map(\.values)
        let expected: [SnapshotValue] = [
            "test.value", 1, "value", .blob(example.stored), example.expected,
        ]
        #expect(records == [expected])
    }

    @Test("or it is NULL and rejected, where the field is optional", arguments: unfitting)
    func rejectsValue(example: Example) async throws {
        let field = FieldSchema(name: "value", kind: example.kind, isOptional: true)
        let model = ModelSchema(name: "test.value", fields: [field])
        let place = try Workplace()
        try await place.define(model)
        try await place.store(model, Bytes("1".utf8), [("value", example.stored)])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 1 && summary.rejects == 1)
        #expect(summary.models[0].rejectedObjects == 0)
        #expect(try file.column("SELECT value FROM test_value") == [.null])
        #expect(try file.column("SELECT reason FROM reject") == [example.expected])
    }

    @Test("and absence becomes NULL, without a record")
    func absent() async throws {
        let kinds = ValueKind.allCases
        let model = ModelSchema(
            name: "test.value",
            fields: kinds.map { FieldSchema(name: "a_\($0)", kind: $0, isOptional: true) }
        )
        let place = try Workplace()
        try await place.define(model)
        try await place.store(model, "1")
        try await place.store(model, "2", ["a_text": ""])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 2 && summary.rejects == 0)
        let rows = try file.query("SELECT a_integer, a_float, a_text FROM test_value ORDER BY id")
        #expect(rows.map(\.values) == [[.null, .null, .null], [.null, .null, ""]])
    }

    @Test("and is looked for under its former name where there is none under the present one")
    func renamed() async throws {
        let model = ModelSchema(
            name: "test.value",
            fields: [
                FieldSchema(name: "a", formerly: "x", kind: .integer),
                FieldSchema(name: "b", kind: .text, isOptional: true),
                FieldSchema(name: "c", attribute: "d", formerly: "c", kind: .text),
            ]
        )
        let place = try Workplace()
        try await place.define(model)
        try await place.store(model, "1", ["a": "1", "b": "b", "d": "d", "x": "2", "c": "c"])
        try await place.store(model, "2", ["x": "2", "c": "c"])
        try await place.store(model, "3", ["d": "d"])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 2 && summary.models[0].rejectedObjects == 1)
        let rows = try file.query("SELECT a, b, d FROM test_value ORDER BY id").map(\.values)
        #expect(rows == [[1, "b", "d"], [2, nil, "c"]])
        #expect(try file.column("SELECT field FROM reject") == ["a"])
    }

    @Test("and dates become numbers on request")
    func dateNumbers() async throws {
        let model = ModelSchema(
            name: "test.value",
            fields: [
                FieldSchema(name: "moment", kind: .date), FieldSchema(name: "day", kind: .day),
            ]
        )
        let place = try Workplace()
        try await place.define(model)
        try await place.store(model, "1", ["moment": "-1.25", "day": "86400"])
        try await place.store(model, "2", ["moment": "1e+300", "day": "3600"])
        let (_, file) = try await place.export(SnapshotOptions(dates: .seconds))
        let rows = try file.query("SELECT moment, day FROM test_value ORDER BY id").map(\.values)
        let expected: [[SnapshotValue]] = [[.real(-1.25), 86_400], [1e300, 3600]]
        #expect(rows == expected)
        #expect(file.metadata.dates == .seconds)
    }

    @Test("and SQLite's own date functions read what was written")
    func dateFunctions() async throws {
        let model = ModelSchema(
            name: "test.value",
            fields: [
                FieldSchema(name: "moment", kind: .date), FieldSchema(name: "day", kind: .day),
            ]
        )
        let place = try Workplace()
        try await place.define(model)
        try await place.store(model, "1", ["moment": "1372941015.5", "day": "1330473600"])
        let (_, file) = try await place.export()
        let sql = "SELECT strftime('%s', moment), strftime('%s', day) FROM test_value"
        #expect(try file.query(sql).map(\.values) == [["1372941015", "1330473600"]])
    }
}
