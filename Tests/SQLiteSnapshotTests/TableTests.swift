import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A model becomes a table")
struct TableTests {
    @Test("with the types, constraints and indexes of its fields")
    func columns() async throws {
        let place = try Workplace()
        let country = ModelSchema(
            name: "geo.country",
            id: ModelSchema.Identity(name: "code", kind: .text, isAutomatic: false),
            fields: []
        )
        let city = ModelSchema(
            name: "geo.city",
            fields: [
                FieldSchema(name: "name", kind: .text, index: .equality),
                FieldSchema(name: "geonameid", kind: .integer, index: .uniqueRange),
                FieldSchema(name: "height", kind: .float, isOptional: true, index: .range),
                FieldSchema(name: "capital", kind: .boolean),
                FieldSchema(name: "seen", kind: .date), FieldSchema(name: "founded", kind: .day),
                FieldSchema(
                    name: "country",
                    kind: .text,
                    reference: FieldSchema.Reference(target: "geo.country", onDelete: .cascade)
                ),
            ]
        )
        try await place.define(city, country)
        let (summary, file) = try await place.export()
        #expect(summary.models.map(\.table) == ["geo_city", "geo_country"])
        let columns = try file.query("PRAGMA table_info(geo_city)")
        #expect(
            columns.map { $0["name"] } == [
                "id", "name", "geonameid", "height", "capital", "seen", "founded", "country_id",
            ]
        )
        #expect(
            columns.map { $0["type"] } == [
                "INTEGER", "TEXT", "INTEGER", "REAL", "INTEGER", "TEXT", "TEXT", "TEXT",
            ]
        )
        #expect(columns.map { $0["notnull"] } == [1, 1, 1, 0, 1, 1, 1, 1])
        #expect(columns.map { $0["pk"] } == [1, 0, 0, 0, 0, 0, 0, 0])
        let indexes = try file.query(
            "SELECT name, \"unique\" FROM pragma_index_list('geo_city') ORDER BY name"
        )
        #expect(
            indexes.map(\.values) == [
                ["geo_city_country_id", 0], ["geo_city_geonameid", 1], ["geo_city_height", 0],
                ["geo_city_name", 0],
            ]
        )
        let loose = """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND NOT strict
                AND name NOT LIKE 'sqlite_%'
            """
        #expect(try file.column(loose) == [])
        let text = try file.column("SELECT sql FROM sqlite_schema WHERE name = 'geo_city'")
        guard case .text(let sql)? = text.first else {
            Issue.record("there is no table")
            return
        }
        #expect(sql.contains("CHECK (\"capital\" IN (0, 1))"))
    }

    @Test("under a name that needs no quotes and that nobody else has")
    func names() async throws {
        let names = [
            "Geo.City", "geo.city", "geo_city", "order", "reject", "sqlite_x", "stdnet_model",
            "2go",
            "a\"b;c", "å", "geo.city.name",
        ]
        let place = try Workplace()
        for name in names {
            let field = FieldSchema(name: "name", kind: .text, index: .equality)
            let model = ModelSchema(name: name, fields: [field])
            try await place.define(model)
            try await place.store(model, "1", ["name": name])
        }
        let (summary, file) = try await place.export()
        let tables = Dictionary(uniqueKeysWithValues: summary.models.map { ($0.name, $0.table) })
        #expect(
            tables == [
                "Geo.City": "Geo_City", "geo.city": "geo_city_2", "geo_city": "geo_city_3",
                "order": "model_order", "reject": "reject_2", "sqlite_x": "model_sqlite_x",
                "stdnet_model": "model_stdnet_model", "2go": "model_2go", "a\"b;c": "a_b_c",
                "å": "_",
                "geo.city.name": "geo_city_name",
            ]
        )
        for (name, table) in tables {
            let found = try file.column("SELECT name FROM \(table)")
            #expect(found == [.text(name)])
        }
        let again = try await place.export(SnapshotOptions(replacesExisting: true))
        #expect(again.summary.models == summary.models)
    }

    @Test("whose columns have the names of the attributes, whatever they are")
    func columnNames() async throws {
        let names = ["order", "select", "Name", "name", "two words", "a\"b", "ID", "rowid"]
        let model = ModelSchema(
            name: "test.odd",
            fields: names.map { FieldSchema(name: $0, kind: .text, index: .equality) }
        )
        let place = try Workplace()
        try await place.define(model)
        try await place.store(
            model,
            "1",
            [
                "order": "1", "select": "2", "Name": "3", "name": "4", "two words": "5",
                "a\"b": "6", "ID": "7", "rowid": "8",
            ]
        )
        let (_, file) = try await place.export()
        let row = try #require(try file.query("SELECT * FROM test_odd").first)
        #expect(
            row.columns == [
                "id", "order", "select", "Name", "name_2", "two words", "a\"b", "ID_2", "rowid",
            ]
        )
        #expect(row.values == [1, "1", "2", "3", "4", "5", "6", "7", "8"])
    }

    @Test("in the order of its ids, numbers by value and texts by bytes", arguments: [true, false])
    func order(isOrdered: Bool) async throws {
        let ordering = isOrdered ? ModelSchema.Ordering(field: "n") : nil
        let fields = [FieldSchema(name: "n", kind: .integer)]
        let numbers = ModelSchema(name: "test.number", fields: fields, ordering: ordering)
        let texts = ModelSchema(
            name: "test.text",
            id: ModelSchema.Identity(kind: .text, isAutomatic: false),
            fields: fields,
            ordering: ordering
        )
        let place = try Workplace()
        try await place.define(numbers, texts)
        for id in ["10", "9", "-1", "100", "0"] {
            try await place.store(numbers, id, ["n": "1"])
            try await place.store(texts, id, ["n": "1"])
        }
        for id in ["é", "z", "Z", "a b"] { try await place.store(texts, id, ["n": "1"]) }
        let (summary, file) = try await place.export()
        #expect(summary.models.map(\.rows) == [5, 9])
        #expect(
            try file.column("SELECT id FROM test_number ORDER BY rowid") == [-1, 0, 9, 10, 100]
        )
        let ids = try file.column("SELECT id FROM test_text ORDER BY rowid")
        #expect(ids == ["-1", "0", "10", "100", "9", "Z", "a b", "z", "é"])
    }

    @Test("that is empty when it has no objects, and has only ids when it has no fields")
    func empty() async throws {
        let none = ModelSchema(name: "test.none", fields: [FieldSchema(name: "n", kind: .integer)])
        let bare = ModelSchema(name: "test.bare", fields: [])
        let place = try Workplace()
        try await place.define(none, bare)
        for id in ["2", "1"] { try await place.store(bare, id) }
        let (summary, file) = try await place.export()
        #expect(summary.models.map(\.rows) == [2, 0])
        #expect(try file.column("SELECT id FROM test_bare") == [1, 2])
        #expect(try file.count(of: "test_none") == 0)
    }

    @Test("complete, however many objects there are and however they fall into batches")
    func many() async throws {
        let model = ModelSchema(
            name: "test.many",
            fields: (1...70).map { FieldSchema(name: "f\($0)", kind: .integer, isOptional: true) }
        )
        let place = try Workplace()
        try await place.define(model)
        let count = 523
        for id in 1...count { try await place.store(model, "\(id)", ["f70": "\(id * 3)"]) }
        var options = SnapshotOptions(replacesExisting: true)
        for size in [1, 7, 500, 523, 10_000] {
            options.batchSize = size
            let (summary, file) = try await place.export(options)
            #expect(summary.rows == count && summary.rejects == 0)
            let sums = try file.query("SELECT sum(id), sum(f70), count(f1) FROM test_many")
            let sum = count * (count + 1) / 2
            #expect(sums.map(\.values) == [[.integer(sum), .integer(sum * 3), 0]])
        }
    }
}
