import StdnetBackend
import StdnetRDB

/// Takes the models out of an RDB file while it comes: the ids that they list, and of each object the
/// row that it becomes.
struct ModelFeed: RDBFileSink, ObjectSink {
    private let namespace: Bytes
    private let database: Int
    private let plans: [TablePlan]
    private var keys: ModelKeys
    private var decoders: [RowDecoder]
    /// The ids of each model, not in order yet.
    private var ids: [IdentifierList]
    let rows: ModelRows
    /// What the file says about its models.
    private(set) var described = FieldSink()
    private(set) var auxiliaries: [String: String] = [:]
    /// Why reading was stopped, where it was for what a key holds.
    private(set) var failure: SnapshotError?

    private var written: Int64?
    /// The model of the key that is read, and where that begins.
    private var model = 0
    private var offset = 0
    private var role = ModelKeys.Role.description

    /// Makes a feed; nil when a key may belong to two models.
    init?(_ plans: [TablePlan], namespace: String, _ options: SnapshotOptions, beside path: String)
    {
        guard let keys = ModelKeys(plans, namespace: namespace) else { return nil }
        self.keys = keys
        self.plans = plans
        self.namespace = Bytes(namespace.utf8)
        database = options.database
        decoders = plans.map { RowDecoder($0, dates: options.dates) }
        ids = plans.map { IdentifierList(kind: $0.schema.id.kind) }
        rows = ModelRows(plans, beside: path)
    }

    /// The ids of each model, in order.
    consuming func sortedIDs() -> [IdentifierList] {
        for position in ids.indices { ids[position].sort() }
        return ids
    }

    mutating func auxiliary(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        guard auxiliaries.count < 100, value.count < 1024, name.count < 1024 else { return }
        let name = String(decoding: name.array, as: UTF8.self)
        auxiliaries[name] = String(decoding: value.array, as: UTF8.self)
        if name == "ctime" { written = RDBKey.milliseconds(value) }
    }

    mutating func library(_ code: RawBytes) throws(RDBError) {}

    mutating func begin(_ key: RDBKey) throws(RDBError) -> Bool {
        guard key.database == database, let (model, role) = keys.find(key.name),
            !key.hadEnded(by: written)
        else { return false }
        self.model = model
        self.role = role
        offset = key.offset
        switch role {
        case .description: return key.stored == .hash
        case .ids:
            let isSorted = plans[model].schema.ordering != nil
            guard key.stored == (isSorted ? .sortedSet : .set) else {
                failure = .source(
                    .wrongType(
                        key: String(decoding: key.name, as: UTF8.self),
                        expected: isSorted ? .zset : .set,
                        found: nil
                    )
                )
                throw .stopped
            }
            return true
        case .object(let prefix):
            guard !plans[model].columns.isEmpty,
                decoders[model].begin(RawBytes(rebasing: key.name[prefix...]))
            else { return false }
            guard key.stored != .hash else { return true }
            try insert(isRow: false)
            return false
        }
    }

    mutating func element(_ value: RDBString) throws(RDBError) {
        value.withBytes { ids[model].insert($0) }
    }

    mutating func member(_ member: RDBString, score: Double) throws(RDBError) {
        member.withBytes { ids[model].insert($0) }
    }

    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        if case .description = role { return try described.field(name, value) }
        decoders[model].field(name, value)
    }

    mutating func end() throws(RDBError) {
        if case .object = role { try insert(isRow: decoders[model].end()) }
    }

    // An object without fields is as good as none.
    mutating func abandon() throws(RDBError) {}

    private mutating func insert(isRow: Bool) throws(RDBError) {
        do throws(SnapshotError) {
            try rows.insert(decoders[model].row, of: model, at: isRow ? nil : offset)
        } catch {
            failure = error
            throw .stopped
        }
    }
}

extension FileSource {
    /// Gives the models in the file to a feed.
    func read(
        into feed: inout ModelFeed,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws(SnapshotError) -> KeyspaceOrigin {
        do throws(RDBFileError) {
            let decoder = try decode(to: &feed, progress: progress)
            return origin(of: feed.auxiliaries, decoder)
        } catch {
            throw feed.failure ?? SnapshotError(error, of: name)
        }
    }
}
