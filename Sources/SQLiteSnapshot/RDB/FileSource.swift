public import StdnetBackend
import StdnetRDB

/// Reads the keys of an RDB file, of all its databases: no server is needed.
///
/// Of a collection one part is in memory; of a file nothing but what is being decoded.
public final class FileSource: KeyspaceSource {
    /// How the file came here.
    public let method: SnapshotMetadata.Method
    /// A file is of one instant.
    public var consistency: SnapshotMetadata.Consistency { .exact }
    /// What errors call the file.
    let name: String
    let file: RDBFile
    let options: RDBFileOptions
    /// The only database that is wanted; nil for all of them.
    let database: Int?
    /// What is known of the server besides what the file says.
    private let known: KeyspaceOrigin

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - skipsModules: Whether keys that hold what a module wrote are left out, and counted.
    /// - Throws: ``SnapshotError/unreadable(path:reason:)``.
    public convenience init(path: String, skipsModules: Bool = false) throws(SnapshotError) {
        do throws(RDBFileError) {
            self.init(
                try RDBFile(path: path),
                name: path,
                skipsModules: skipsModules,
                database: nil,
                method: .file,
                known: KeyspaceOrigin()
            )
        } catch {
            throw SnapshotError(error, of: path)
        }
    }

    init(
        _ file: consuming RDBFile,
        name: String,
        skipsModules: Bool,
        database: Int?,
        method: SnapshotMetadata.Method,
        known: KeyspaceOrigin
    ) {
        self.file = file
        self.name = name
        self.database = database
        self.method = method
        self.known = known
        var options = RDBFileOptions()
        options.skipsModules = skipsModules
        self.options = options
    }

    /// Gives everything to a sink.
    public func read(
        into sink: inout some KeyspaceSink<SnapshotError>,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws(SnapshotError) -> KeyspaceOrigin {
        var feed = KeyspaceFeed(sink, database: database)
        defer { sink = feed.sink }
        do throws(RDBFileError) {
            let decoder = try decode(to: &feed, progress: progress)
            return origin(of: feed.auxiliaries, decoder)
        } catch {
            throw feed.failure ?? SnapshotError(error, of: name)
        }
    }

    /// Decodes the file from its start, as long as the task is not cancelled.
    func decode(
        to sink: inout some RDBFileSink,
        progress: (_ done: Int, _ total: Int) -> Void
    ) throws(RDBFileError) -> RDBFileDecoder {
        try file.decode(options, to: &sink) { decoder in
            progress(decoder.keyCount, Int(clamping: decoder.announcedKeys ?? 0))
            return !Task.isCancelled
        }
    }

    /// What is known of the server, from what the file says about itself.
    func origin(
        of auxiliaries: [String: String],
        _ decoder: borrowing RDBFileDecoder
    ) -> KeyspaceOrigin {
        var origin = known
        origin.serverVersion = known.serverVersion ?? auxiliaries["redis-ver"]
        origin.replicationOffset =
            known.replicationOffset ?? auxiliaries["repl-offset"].flatMap { Int($0) }
        origin.skippedKeys = decoder.skippedModuleCount
        return origin
    }
}

extension SnapshotError {
    /// What is wrong with an RDB file, named for whoever has to mend it.
    init(_ error: RDBFileError, of name: String) {
        switch error.fault {
        case .stopped: self = .cancelled
        case .module(let module):
            let key = error.key.map { String(decoding: $0.prefix(200), as: UTF8.self) } ?? ""
            self = .unsupportedType(key: key, type: module)
        default: self = .unreadable(path: name, reason: "\(error)")
        }
    }
}
