import StdnetBackend

/// A database of things with six fields, and with the indexes that the mapper keeps for them.
enum ThingDatabase {
    static let schema = ModelSchema(
        name: "bench.thing",
        fields: [
            FieldSchema(name: "name", kind: .text),
            FieldSchema(name: "category", kind: .text, index: .equality),
            FieldSchema(name: "amount", kind: .integer, index: .range),
            FieldSchema(name: "price", kind: .float),
            FieldSchema(name: "code", kind: .text, index: .unique),
            FieldSchema(name: "note", kind: .text),
        ]
    )
    private static let categories = 270

    /// Writes things 1 to `count`.
    static func fill(_ redis: any Backend, _ count: Int) async throws {
        var description = CommandBatch()
        append(
            ["HSET", KeyLayout.schema(namespace: ""), schema.name, try schema.json()],
            to: &description
        )
        _ = try await redis.execute(description)
        for start in stride(from: 1, through: count, by: 2000) {
            var batch = CommandBatch()
            for id in start..<min(start + 2000, count + 1) { append(id, to: &batch) }
            _ = try await redis.execute(batch)
        }
    }

    private static func append(_ id: Int, to batch: inout CommandBatch) {
        let layout = KeyLayout(namespace: "", model: schema.name)
        let category = "category-\(id &* 7919 % categories)"
        let code = "code-\(id &* 2_654_435_761 % 4_294_967_296)-\(id)"
        let amount = "\(id &* 104_729 % 1_000_003)"
        append(["SADD", layout.ids, "\(id)"], to: &batch)
        append(
            [
                "HSET", layout.object("\(id)"), "name", "Thing number \(id)", "category", category,
                "amount", amount, "price", "\(Double(id % 100_000) / 100)", "code", code,
                "note", "What there is to say of thing \(id) in a sentence",
            ],
            to: &batch
        )
        append(["SADD", layout.index("category", category), "\(id)"], to: &batch)
        append(["ZADD", layout.range("amount"), amount, "\(id)"], to: &batch)
        append(["HSET", layout.unique("code"), code, "\(id)"], to: &batch)
    }

    private static func append(_ words: [String], to batch: inout CommandBatch) {
        batch.append { vector in for word in words { vector.append(word) } }
    }
}
