import StdnetBackend
import Testing

@Suite("A schema describes a model without its Swift type")
struct ModelSchemaTests {
    private let city = ModelSchema(
        name: "geo.city",
        fields: [
            FieldSchema(name: "geonameid", kind: .integer, index: .unique),
            FieldSchema(name: "founded", kind: .date, isOptional: true, index: .range),
            FieldSchema(
                name: "country",
                kind: .text,
                index: .equality,
                reference: .init(target: "geo.country", onDelete: .cascade)
            ),
        ],
        ordering: .init(field: "founded", isDescending: true)
    )

    /// What databases carry: changing it makes those that exist unreadable.
    private let text = """
        {"fields":[\
        {"attribute":"geonameid","index":"unique","isOptional":false,"kind":"integer","name":"geonameid"},\
        {"attribute":"founded","index":"range","isOptional":true,"kind":"date","name":"founded"},\
        {"attribute":"country_id","index":"equality","isOptional":false,"kind":"text","name":"country",\
        "reference":{"onDelete":"cascade","target":"geo.country"}}],\
        "id":{"isAutomatic":true,"kind":"integer","name":"id"},\
        "name":"geo.city","ordering":{"field":"founded","isDescending":true}}
        """

    @Test("Its JSON is the same bytes every time")
    func stability() throws {
        #expect(try city.json() == text)
        #expect(try ModelSchema(json: Bytes(text.utf8), model: "geo.city") == city)
    }

    @Test(
        "Every kind, index and rule survives the way to JSON and back",
        arguments: ValueKind.allCases,
        FieldSchema.Index.allCases
    )
    func roundTrip(kind: ValueKind, index: FieldSchema.Index) throws {
        for rule in DeleteRule.allCases {
            let schema = ModelSchema(
                name: "a/b \"ü\"",
                id: .init(name: "iso", kind: kind, isAutomatic: false),
                fields: [
                    FieldSchema(
                        name: "f",
                        attribute: "stored",
                        kind: kind,
                        isOptional: true,
                        index: index,
                        reference: .init(target: "t", onDelete: rule)
                    )
                ]
            )
            let json = try schema.json()
            #expect(try ModelSchema(json: Bytes(json.utf8), model: "m") == schema)
        }
    }

    @Test(
        "What is not a schema is refused, with the name of the model",
        arguments: ["", "{", "[]", "null", "{\"name\":\"x\"}", "{\"name\":1}", "\u{FFFD}"]
    )
    func refused(json: String) {
        #expect(
            throws: BackendError.decoding(expected: "the schema of 'geo.city' as JSON", found: json)
        ) {
            try ModelSchema(json: Bytes(json.utf8), model: "geo.city")
        }
    }

    @Test("A kind that this version does not know is refused, not taken for another")
    func unknownKind() {
        let changed = text.replacing("\"date\"", with: "\"interval\"")
        #expect(throws: BackendError.self) {
            try ModelSchema(json: Bytes(changed.utf8), model: "geo.city")
        }
    }

    @Test("A reference is stored under its name with _id, unless said otherwise")
    func attributes() {
        #expect(city.fields.map(\.attribute) == ["geonameid", "founded", "country_id"])
        #expect(city[field: "country"]?.attribute == "country_id")
        #expect(city[field: "country_id"] == nil)
        #expect(FieldSchema(name: "a", attribute: "b", kind: .text).attribute == "b")
    }

    @Test("An index says which lookups it serves")
    func indexes() {
        let all = FieldSchema.Index.allCases
        #expect(all.filter(\.hasValueSets) == [.equality, .range])
        #expect(all.filter(\.isUnique) == [.unique, .uniqueRange])
        #expect(all.filter(\.hasRange) == [.range, .uniqueRange])
    }

    @Test("Text, bytes and JSON sort as bytes, all else as numbers")
    func sorting() {
        #expect(ValueKind.allCases.filter { !$0.isNumeric } == [.text, .bytes, .json])
    }

    @Test("What a model has beyond plain fields survives the way to JSON and back")
    func everything() throws {
        let schema = ModelSchema(
            name: "app.fund",
            fields: [
                FieldSchema(name: "desk", attribute: "desk_code", formerly: "table", kind: .text),
                FieldSchema(name: "total", kind: .decimal, isOptional: true, isCached: true),
                FieldSchema(name: "secret", kind: .bytes, isHidden: true),
                FieldSchema(name: "data", kind: .json, isFlattened: true),
            ],
            ordering: .init(field: "data", isDescending: true, increment: 3, path: ["pv", "mean"]),
            uniqueTogether: [["desk", "total"], ["total", "secret"]],
            structures: StructureType.allCases.flatMap { type in
                ElementCoding.allCases.map {
                    StructureSchema(
                        name: "\(type)_\($0)",
                        type: type,
                        coding: $0,
                        isStatic: $0 == .ids
                    )
                }
            }
        )
        let json = try schema.json()
        #expect(try ModelSchema(json: Bytes(json.utf8), model: "app.fund") == schema)
        #expect(
            json.contains(
                """
                {"attribute":"desk_code","formerly":"table","index":"none","isOptional":false,\
                "kind":"text","name":"desk"}
                """
            )
        )
        #expect(json.contains("\"isHidden\":true") && !json.contains("\"isHidden\":false"))
    }
}
