import StdnetBackend

/// Reads objects of models from the raw keyspace that is in the file already: both levels of a
/// snapshot are then of the same keys.
final class RawObjects: StoredObjects {
    private let namespace: String
    private let database: Int64
    private let keys: SQLiteStatement
    private let fields: SQLiteStatement
    private let value: SQLiteStatement
    private let members: SQLiteStatement
    private let sortedMembers: SQLiteStatement

    init(
        of connection: SQLiteConnection,
        namespace: String,
        database: Int
    ) throws(SnapshotError) {
        self.namespace = namespace
        self.database = Int64(database)
        keys = try SQLiteStatement(
            "SELECT id, type FROM redis_key WHERE database = ?1 AND key = ?2",
            on: connection
        )
        fields = try SQLiteStatement(
            "SELECT field, value FROM redis_hash WHERE key_id = ?1",
            on: connection
        )
        value = try SQLiteStatement(
            "SELECT value FROM redis_hash WHERE key_id = ?1 AND field = ?2",
            on: connection
        )
        members = try SQLiteStatement(
            "SELECT member FROM redis_set WHERE key_id = ?1",
            on: connection
        )
        sortedMembers = try SQLiteStatement(
            "SELECT member FROM redis_zset WHERE key_id = ?1",
            on: connection
        )
    }

    /// The models that the database says it holds; none where it does not describe itself.
    func schemas() throws(SnapshotError) -> [ModelSchema] {
        let key = KeyLayout.schema(namespace: namespace)
        guard let (id, type) = try find(Bytes(key.utf8)) else { return [] }
        guard type == .hash else {
            throw .source(.wrongType(key: key, expected: .hash, found: nil))
        }
        var schemas: [ModelSchema] = []
        fields.start(id)
        while try fields.step() {
            schemas.append(try ModelSchema(stored: Bytes(fields.bytes(1)), of: fields.text(0)))
        }
        return schemas
    }

    /// The ids of a model.
    func identifiers(of schema: ModelSchema) throws(SnapshotError) -> IdentifierList {
        var list = IdentifierList(kind: schema.id.kind)
        let key = KeyLayout(namespace: namespace, model: schema.name).ids
        if let (id, type) = try find(Bytes(key.utf8)) {
            let wanted: StoredType = schema.ordering == nil ? .set : .sortedSet
            guard type == wanted else {
                let expected: KeyType = wanted == .set ? .set : .zset
                throw .source(.wrongType(key: key, expected: expected, found: nil))
            }
            let rows = wanted == .set ? members : sortedMembers
            rows.start(id)
            while try rows.step() { list.insert(rows.bytes(0)) }
        }
        list.sort()
        return list
    }

    /// The stored values of some objects: an array each, or an error where a key is no hash.
    func objects(
        _ range: Range<Int>,
        of ids: IdentifierList,
        in plan: TablePlan
    ) throws(SnapshotError) -> [Reply] {
        guard !range.isEmpty, !plan.columns.isEmpty else { return [] }
        let layout = KeyLayout(namespace: namespace, model: plan.schema.name)
        let prefix = Bytes(layout.objectPrefix.utf8)
        let attributes = plan.attributes.map { Bytes($0.utf8) }
        var builder = ReplyBuilder()
        var name = Arguments()
        for position in range {
            name.removeAll()
            prefix.withUnsafeBytes { ids.appendKey(at: position, prefix: $0, to: &name) }
            let key = name.withView { Bytes($0[0]) }
            guard let (id, type) = try find(key) else {
                builder.array(attributes.count)
                for _ in attributes { builder.null() }
                continue
            }
            guard type == .hash else {
                builder.error("WRONGTYPE Operation against a key holding the wrong kind of value")
                continue
            }
            builder.array(attributes.count)
            for attribute in attributes {
                try value.start(id, attribute)
                if try value.step() { builder.bulk(value.bytes(0)) } else { builder.null() }
            }
        }
        value.reset()
        return builder.finish()
    }

    /// The id of a key and what it holds; nil when there is none.
    func find(_ key: Bytes) throws(SnapshotError) -> (Int64, StoredType)? {
        try keys.start(database, key)
        defer { keys.reset() }
        guard try keys.step() else { return nil }
        guard let type = StoredType(rawValue: keys.text(1)) else {
            throw .damaged("a key has the type '\(keys.text(1))', which there is not")
        }
        return (keys.integer(0), type)
    }
}
