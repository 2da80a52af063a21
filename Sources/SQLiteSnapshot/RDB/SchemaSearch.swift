import StdnetBackend
import StdnetRDB

/// Looks in an RDB file for the description of its models, and for nothing else.
struct SchemaSearch: RDBFileSink, ObjectSink {
    private let key: Bytes
    private let database: Int
    private(set) var fields = FieldSink()
    private(set) var isFound = false
    /// What has the name of the description, and is none.
    private(set) var failure: SnapshotError?
    private var written: Int64?

    init(namespace: String, database: Int) {
        key = Bytes(KeyLayout.schema(namespace: namespace).utf8)
        self.database = database
    }

    /// The models; none where the file does not describe itself.
    func schemas() throws(SnapshotError) -> [ModelSchema] {
        if let failure { throw failure }
        return try fields.schemas()
    }

    mutating func auxiliary(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        if name.withBytes({ $0.elementsEqual("ctime".utf8) }) {
            written = RDBKey.milliseconds(value)
        }
    }

    mutating func library(_ code: RawBytes) throws(RDBError) {}

    mutating func begin(_ key: RDBKey) throws(RDBError) -> Bool {
        guard key.database == database, key.name.elementsEqual(self.key),
            !key.hadEnded(by: written)
        else { return false }
        guard key.stored == .hash else {
            let name = String(decoding: self.key, as: UTF8.self)
            failure = .source(.wrongType(key: name, expected: .hash, found: nil))
            throw .stopped
        }
        return true
    }

    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        try fields.field(name, value)
    }

    mutating func end() throws(RDBError) {
        isFound = true
        throw .stopped
    }

    mutating func abandon() throws(RDBError) {}
}

extension FieldSink {
    /// The models that the fields of a description describe.
    func schemas() throws(SnapshotError) -> [ModelSchema] {
        var schemas: [ModelSchema] = []
        for (name, json) in fields {
            schemas.append(
                try ModelSchema(stored: json, of: String(decoding: name, as: UTF8.self))
            )
        }
        return schemas
    }
}

extension FileSource {
    /// Reads the file as far as the description of its models, which has no models where there is none.
    func schemas(namespace: String, database: Int) throws(SnapshotError) -> [ModelSchema] {
        var search = SchemaSearch(namespace: namespace, database: database)
        var options = options
        // Whoever reads all of it compares the checksum.
        options.verifiesChecksum = false
        do throws(RDBFileError) {
            _ = try file.decode(options, to: &search) { _ in !Task.isCancelled }
        } catch {
            guard error.fault == .stopped, !Task.isCancelled else {
                throw SnapshotError(error, of: name)
            }
        }
        return try search.schemas()
    }
}
