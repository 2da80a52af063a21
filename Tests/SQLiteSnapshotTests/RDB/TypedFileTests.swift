import Foundation
import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Testing

/// Tables from an RDB file are made in another way than by commands: of the same keys both make the
/// same.
@Suite("Typed tables from an RDB file are those that commands give")
struct TypedFileTests {
    private static let kinds: [ValueKind] = [
        .integer, .float, .text, .bytes, .boolean, .date, .day, .decimal, .json,
    ]
    private static let models: [ModelSchema] = [
        ModelSchema(
            name: "test.all",
            fields: kinds.enumerated().map { position, kind in
                FieldSchema(
                    name: "f\(position)",
                    formerly: position == 2 ? "old" : nil,
                    kind: kind,
                    isOptional: position > 1,
                    index: position == 3 ? .unique : position.isMultiple(of: 2) ? .range : .none
                )
            }
        ),
        ModelSchema(
            name: "test.named",
            id: ModelSchema.Identity(name: "code", kind: .text, isAutomatic: false),
            fields: [
                FieldSchema(name: "u", kind: .integer, isOptional: true, index: .unique),
                FieldSchema(name: "v", kind: .float, index: .uniqueRange),
                FieldSchema(
                    name: "other",
                    kind: .integer,
                    isOptional: true,
                    reference: FieldSchema.Reference(target: "test.all", onDelete: .restrict)
                ),
            ],
            ordering: ModelSchema.Ordering(field: "v")
        ),
        ModelSchema(
            name: "test.bare",
            id: ModelSchema.Identity(kind: .text, isAutomatic: false),
            fields: []
        ),
        ModelSchema(name: "test.empty", fields: [FieldSchema(name: "n", kind: .integer)]),
    ]
    private static let values = [
        "0", "1", "-7", "127", "40000", "-3000000000", "9007199254740993", "1.5", "-0.0", "1e3", "",
        "x", "1372896000", "1372939815.25", "{\"a\":1}", "nan",
        String(repeating: "ab ", count: 200),
        "\u{e9}\u{1f600}",
    ]

    /// Objects that fit, that do not, that are not there, and that nobody lists.
    private func fill(_ place: Workplace, _ count: Int, seed: UInt64) async throws {
        for model in Self.models { try await place.define(model) }
        var chance = SeededChance(seed)
        for number in 0..<count {
            for model in Self.models.dropLast() {
                let id = "\(Int.random(in: 0..<count * 2, using: &chance) * 77)"
                var values: [(String, Bytes)] = []
                for field in model.fields where Int.random(in: 0..<12, using: &chance) > 0 {
                    // Most of what a field holds is a number, which fits most kinds.
                    let value =
                        Int.random(in: 0..<3, using: &chance) > 0
                        ? "\(number)" : Self.values.randomElement(using: &chance) ?? ""
                    values.append((field.attribute, Bytes(value.utf8)))
                }
                if Int.random(in: 0..<9, using: &chance) == 0 { values = [] }
                if Int.random(in: 0..<5, using: &chance) == 0, !values.isEmpty {
                    values.append(("old", Bytes("former".utf8)))
                    values.append(("unknown", [0xff]))
                }
                try await place.store(model, Bytes(id.utf8), values)
                let layout = KeyLayout(namespace: place.namespace, model: model.name)
                if number.isMultiple(of: 17) {
                    try await place.run("SET", layout.object("\(number)x"), "no hash")
                    try await place.run("HSET", layout.object("\(number)77"), "f0", "1", "v", "2")
                    let listing = model.ordering == nil ? ["SADD"] : ["ZADD"]
                    let member = model.ordering == nil ? ["\(number)x"] : ["1", "\(number)x"]
                    try await place.run(words: listing + [layout.ids] + member)
                }
            }
        }
    }

    private func tables(_ file: SnapshotFile) throws -> [[String]] {
        #expect(try file.column("PRAGMA integrity_check") == ["ok"])
        #expect(try file.query("PRAGMA foreign_key_check").isEmpty)
        return try ["test_all", "test_named", "test_bare", "test_empty", "reject"].map {
            try file.query("SELECT * FROM \($0)").map { "\($0.values)" }.sorted()
        }
    }

    private func compare(_ place: Workplace, _ server: MemoryServer) async throws {
        let (expected, expectedFile) = try await place.export()
        let rows = try tables(expectedFile)
        // There is something of each kind to get wrong.
        #expect(try expectedFile.column("SELECT DISTINCT reason FROM reject").count > 8)
        #expect(expected.models.map { $0.rows > 0 } == [true, true, false, true])
        let path = place.directory.path + "/d.rdb"
        try server.save(to: path)
        for dates in SnapshotDates.allCases {
            var options = SnapshotOptions(replacesExisting: true, dates: dates)
            let summary = try await SnapshotExporter.export(
                fromFile: path,
                namespace: place.namespace,
                to: place.path,
                options: options
            )
            let found = try tables(try SnapshotFile(path: place.path))
            options.dates = dates
            let (again, againFile) = try await place.export(options)
            #expect(summary.models == again.models)
            #expect(try found == tables(againFile))
            if dates == .text { #expect(summary.models == expected.models && found == rows) }
        }
    }

    @Test("whatever the objects hold", arguments: [1, 2, 3, 4])
    func content(seed: UInt64) async throws {
        let server = MemoryServer()
        let place = try Workplace(MemoryBackend(on: server))
        try await fill(place, 300, seed: seed)
        try await compare(place, server)
    }

    @Test("also when they are more than memory is taken for") func large() async throws {
        let server = MemoryServer()
        let place = try Workplace(MemoryBackend(on: server))
        try await fill(place, 50, seed: 5)
        for number in 1...60 {
            let text = String(repeating: "\(number) ", count: 150_000)
            let values: KeyValuePairs = ["f0": "1", "f1": "2", "f2": text, "f3": "\(number)b"]
            try await place.store(Self.models[0], "\(number * 7919 % 101)", values)
        }
        try await compare(place, server)
    }

    @Test("and when a key could be an object of two models") func overlapping() async throws {
        let server = MemoryServer()
        let place = try Workplace(MemoryBackend(on: server))
        let inner = ModelSchema(name: "a", id: Self.models[1].id, fields: Self.models[3].fields)
        let outer = ModelSchema(name: "a:obj:b", fields: Self.models[3].fields)
        try await place.define(inner, outer)
        try await place.store(inner, "b:obj:1", ["n": "5"])
        try await place.store(outer, "1")
        let path = place.directory.path + "/d.rdb"
        try server.save(to: path)
        _ = try await SnapshotExporter.export(
            fromFile: path,
            namespace: place.namespace,
            to: place.path
        )
        let file = try SnapshotFile(path: place.path)
        #expect(try file.query("SELECT code, n FROM a").map(\.values) == [["b:obj:1", 5]])
        #expect(try file.query("SELECT id, n FROM a_obj_b").map(\.values) == [[1, 5]])
    }
}
