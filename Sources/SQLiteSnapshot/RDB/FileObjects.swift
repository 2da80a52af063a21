import StdnetBackend
import StdnetRDB

/// Reads objects of models from an RDB file: once all of it, for where its keys are, and then each
/// object in the order of the ids, in which SQLite is fastest.
final class FileObjects: StoredObjects {
    private let source: FileSource
    private let namespace: String
    private let index: KeyIndex
    private let reader: RDBRecordReader
    /// What is known of the server.
    let origin: KeyspaceOrigin

    /// Reads the whole file and checks it.
    init(
        of source: FileSource,
        namespace: String,
        database: Int,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws(SnapshotError) {
        self.source = source
        self.namespace = namespace
        reader = RDBRecordReader(source.options)
        var places = KeyPlaces(prefix: Bytes(namespace.utf8), database: database)
        do throws(RDBFileError) {
            let decoder = try source.decode(to: &places, progress: progress)
            origin = source.origin(of: places.auxiliaries, decoder)
        } catch {
            throw SnapshotError(error, of: source.name)
        }
        places.index.finish()
        index = places.index
    }

    func schemas() throws(SnapshotError) -> [ModelSchema] {
        let key = KeyLayout.schema(namespace: namespace)
        var sink = FieldSink()
        try read(key, [.hash], expected: .hash, to: &sink)
        var schemas: [ModelSchema] = []
        for (name, json) in sink.fields {
            schemas.append(
                try ModelSchema(stored: json, of: String(decoding: name, as: UTF8.self))
            )
        }
        return schemas
    }

    func identifiers(of schema: ModelSchema) throws(SnapshotError) -> IdentifierList {
        let key = KeyLayout(namespace: namespace, model: schema.name).ids
        var sink = IdentifierSink(kind: schema.id.kind)
        if schema.ordering == nil {
            try read(key, [.set], expected: .set, to: &sink)
        } else {
            try read(key, [.sortedSet], expected: .zset, to: &sink)
        }
        return sink.finish()
    }

    func objects(
        _ range: Range<Int>,
        of ids: IdentifierList,
        in plan: TablePlan
    ) throws(SnapshotError) -> [Reply] {
        guard !range.isEmpty, !plan.columns.isEmpty else { return [] }
        let layout = KeyLayout(namespace: namespace, model: plan.schema.name)
        let prefix = Bytes(layout.objectPrefix.utf8)
        var sink = AttributeSink(plan.attributes)
        var builder = ReplyBuilder()
        var name = Arguments()
        for position in range {
            name.removeAll()
            prefix.withUnsafeBytes { ids.appendKey(at: position, prefix: $0, to: &name) }
            let type = try name.withView { view throws(SnapshotError) in
                try read(view[0], to: &sink)
            }
            if let type, type != .hash {
                builder.error("WRONGTYPE Operation against a key holding the wrong kind of value")
            } else {
                sink.take(to: &builder)
            }
        }
        return builder.finish()
    }

    private func read(
        _ key: String,
        _ types: Set<StoredType>,
        expected: KeyType,
        to sink: inout some ObjectSink
    ) throws(SnapshotError) {
        let name = Bytes(key.utf8)
        let type = try name.lend { name throws(SnapshotError) in
            try read(name, types, to: &sink)
        }
        if let type, !types.contains(type) {
            throw .source(.wrongType(key: key, expected: expected, found: nil))
        }
    }

    /// Gives the value of a key to a sink where it is of a type; answers the type, nil for no key.
    private func read(
        _ name: UnsafeRawBufferPointer,
        _ types: Set<StoredType> = [.hash],
        to sink: inout some ObjectSink
    ) throws(SnapshotError) -> StoredType? {
        do throws(RDBFileError) {
            for offset in index.offsets(of: name) {
                guard let type = try reader.type(at: offset, named: name, of: source.file) else {
                    continue
                }
                guard let stored = type.stored else { return nil }
                if types.contains(stored) { try reader.read(type, to: &sink, of: source.file) }
                return stored
            }
            return nil
        } catch {
            throw SnapshotError(error, of: source.name)
        }
    }
}

/// Notes where the keys of a database are.
private struct KeyPlaces: RDBFileSink, ObjectSink {
    let prefix: Bytes
    let database: Int
    var index = KeyIndex()
    private(set) var auxiliaries: [String: String] = [:]
    private var written: Int64?

    init(prefix: Bytes, database: Int) {
        self.prefix = prefix
        self.database = database
    }

    mutating func auxiliary(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        guard auxiliaries.count < 100, value.count < 1024, name.count < 1024 else { return }
        let name = String(decoding: name.array, as: UTF8.self)
        auxiliaries[name] = String(decoding: value.array, as: UTF8.self)
        if name == "ctime" { written = RDBKey.milliseconds(value) }
    }

    mutating func library(_ code: RawBytes) throws(RDBError) {}

    mutating func begin(_ key: RDBKey) throws(RDBError) -> Bool {
        guard key.database == database, key.name.starts(with: prefix),
            !key.hadEnded(by: written)
        else { return false }
        index.insert(key.name, at: key.offset)
        return false
    }

    mutating func end() throws(RDBError) {}
    mutating func abandon() throws(RDBError) {}
}
