import StdnetBackend

/// Makes the rows of a keyspace, with the digest of every key.
///
/// They are handed on in batches: to trees that it has, or by who takes them.
final class KeyspaceWriter: KeyspaceSink {
    /// How many bytes are handed on at once.
    private static let batchSize = 1 << 18

    /// How many keys are complete, by type.
    private(set) var counts: [StoredType: Int] = [:]
    private var digester = KeyspaceDigester()
    private let prefix: Bytes
    private let trees: KeyspaceTrees?
    private var batch = KeyspaceBatch()
    private var key = RowBuffer()
    private var type = StoredType.string
    private var id: Int64 = 0
    private var position: Int64 = 0
    /// Whether parts of the key may come twice, so that who sorts them has to hash them.
    private var mayRepeat = false
    private var libraryCount: Int64 = 0
    private var group = Bytes()
    private var consumer = Bytes()

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - trees: What rows are written to; nil when ``takeBatch()`` is called often.
    ///   - prefix: What keys have to start with; others are passed over.
    init(to trees: KeyspaceTrees?, prefix: String = "") {
        self.trees = trees
        self.prefix = Bytes(prefix.utf8)
    }

    /// The digest of what was hashed here.
    var digest: ContentDigest { digester.total }

    /// The rows since the last call.
    func takeBatch() -> Bytes {
        defer { batch.removeAll() }
        return Bytes(batch.bytes)
    }

    /// Writes the rows that are left to the trees.
    func flush() throws(SnapshotError) {
        try trees?.write(batch.bytes)
        batch.removeAll()
    }

    func library(_ code: UnsafeRawBufferPointer) throws(SnapshotError) {
        libraryCount += 1
        batch.append(.function, of: libraryCount, code)
        digester.library(code)
        try flushIfFull()
    }

    func begin(_ key: StoredKey) throws(SnapshotError) -> Bool {
        guard key.name.starts(with: prefix) else { return false }
        id += 1
        position = 0
        type = key.type
        mayRepeat = key.mayRepeat && [.set, .hash, .sortedSet].contains(key.type)
        digester.begin(key)
        self.key.removeAll()
        self.key.append(id)
        self.key.append(key.database)
        self.key.append(blob: key.name)
        self.key.append(text: key.type.rawValue)
        if let expiry = key.expiry { self.key.append(expiry) } else { self.key.appendNull() }
        return true
    }

    func string(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        batch.append(.string, of: id, value)
        digester.string(value)
    }

    func element(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        if type == .list {
            batch.append(.list, of: id, .integer(position), .blob(value))
            position += 1
        } else {
            batch.append(.set, of: id, value)
        }
        if !mayRepeat { digester.element(value) }
        try flushIfFull()
    }

    func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(SnapshotError) {
        batch.append(.hash, of: id, .blob(name), .blob(value))
        if !mayRepeat { digester.field(name, value) }
        try flushIfFull()
    }

    func member(_ member: UnsafeRawBufferPointer, score: Double) throws(SnapshotError) {
        batch.append(.sortedSet, of: id, .blob(member), .real(score))
        if !mayRepeat { digester.member(member, score: score) }
        try flushIfFull()
    }

    func end() throws(SnapshotError) {
        counts[type, default: 0] += 1
        if mayRepeat {
            digester.abandon()
            batch.append(.unhashedKey, of: id) { $0.append(contentsOf: key) }
        } else {
            let parts = digester.count
            let digest = digester.end()
            batch.append(.row(.key), of: id) { row in
                row.append(contentsOf: key)
                row.append(parts)
                digest.withBytes { row.append(blob: $0) }
            }
        }
        try flushIfFull()
    }

    func abandon() throws(SnapshotError) {
        digester.abandon()
        batch.appendAbandoned(id)
    }

    @inline(__always)
    private func flushIfFull() throws(SnapshotError) {
        if batch.count > Self.batchSize, trees != nil { try flush() }
    }
}

// Streams.
extension KeyspaceWriter {
    func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(SnapshotError) {
        let (key, place) = (self.id, position)
        batch.append(.row(.entry), of: key) { row in
            row.append(key)
            row.append(place)
            row.append(text: id.description)
        }
        for number in 0..<fields.count / 2 {
            batch.append(.row(.entryField), of: key) { row in
                row.append(key)
                row.append(place)
                row.append(number)
                row.append(blob: fields[number * 2])
                row.append(blob: fields[number * 2 + 1])
            }
        }
        position += 1
        digester.entry(id, fields)
        try flushIfFull()
    }

    func stream(_ state: StoredStream) throws(SnapshotError) {
        batch.append(.row(.stream), of: id) { row in
            row.append(id)
            row.append(text: state.lastID.description)
            row.append(text: state.maxDeletedID.description)
            row.append(state.entriesAdded)
        }
        digester.stream(state)
    }

    func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(SnapshotError) {
        group = Bytes(name)
        batch.append(.row(.group), of: id) { row in
            row.append(id)
            row.append(blob: name)
            row.append(text: state.lastID.description)
            if let read = state.entriesRead { row.append(read) } else { row.appendNull() }
        }
        digester.group(name, state)
    }

    func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(SnapshotError) {
        consumer = Bytes(name)
        position = 0
        batch.append(.row(.consumer), of: id) { row in
            row.append(id)
            row.append(.blob(group))
            row.append(blob: name)
            row.append(state.seen)
            if let active = state.active { row.append(active) } else { row.appendNull() }
        }
        digester.consumer(name, state)
        try flushIfFull()
    }

    func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(SnapshotError) {
        let key = self.id
        batch.append(.row(.pending), of: key) { row in
            row.append(key)
            row.append(.blob(group))
            row.append(.blob(consumer))
            row.append(position)
            row.append(text: id.description)
            row.append(delivery.time)
            row.append(Int64(bitPattern: delivery.count))
        }
        position += 1
        digester.pending(id, delivery)
        try flushIfFull()
    }
}
