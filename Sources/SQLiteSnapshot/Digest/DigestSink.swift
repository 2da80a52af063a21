import StdnetBackend

/// Computes the digests of keys and keeps nothing else of them: to compare what a server or a file
/// holds with what a file says.
final class DigestSink: KeyspaceSink {
    /// The digests of the keys, summed up.
    private(set) var sums = ExpirySums()
    /// How many keys there are.
    private(set) var count = 0
    /// The source codes of all libraries of functions.
    private(set) var libraries: Set<Bytes> = []
    /// The digest of all keys and libraries.
    private(set) var digester = KeyspaceDigester()
    /// The name of the last key, and its database.
    private(set) var name = Bytes()
    private(set) var database = 0
    private var digest: ContentDigest?
    private var expiry: Int64?
    private let prefix: Bytes
    private let hidden: Bytes
    private let keepsActiveTimes: Bool

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - prefix: What keys start with; others don't count.
    ///   - hidden: The name of a key that does not count either.
    ///   - keepsActiveTimes: Whether it makes a difference when a consumer was active.
    init(prefix: String = "", hiding hidden: Bytes = [], keepsActiveTimes: Bool = true) {
        self.prefix = Bytes(prefix.utf8)
        self.hidden = hidden
        self.keepsActiveTimes = keepsActiveTimes
    }

    /// The digest of the key that has just been completed; nil when none has.
    func takeDigest() -> ContentDigest? {
        defer { digest = nil }
        return digest
    }

    func library(_ code: UnsafeRawBufferPointer) throws(SnapshotError) {
        libraries.insert(Bytes(code))
        digester.library(code)
    }

    func begin(_ key: StoredKey) throws(SnapshotError) -> Bool {
        guard key.name.starts(with: prefix) else { return false }
        guard hidden.isEmpty || !key.name.elementsEqual(hidden) else { return false }
        name = Bytes(key.name)
        database = key.database
        expiry = key.expiry
        digester.begin(key)
        return true
    }

    func string(_ value: UnsafeRawBufferPointer) throws(SnapshotError) { digester.string(value) }

    func element(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        digester.element(value)
    }

    func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(SnapshotError) {
        digester.field(name, value)
    }

    func member(_ member: UnsafeRawBufferPointer, score: Double) throws(SnapshotError) {
        digester.member(member, score: score)
    }

    func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(SnapshotError) {
        digester.entry(id, fields)
    }

    func stream(_ state: StoredStream) throws(SnapshotError) { digester.stream(state) }

    func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(SnapshotError) {
        digester.group(name, state)
    }

    func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(SnapshotError) {
        digester.consumer(
            name,
            keepsActiveTimes ? state : StoredStreamConsumer(seen: state.seen)
        )
    }

    func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(SnapshotError) {
        digester.pending(id, delivery)
    }

    func end() throws(SnapshotError) {
        let digest = digester.end()
        self.digest = digest
        sums.add(digest, expiry: expiry)
        count += 1
    }

    func abandon() throws(SnapshotError) { digester.abandon() }
}
