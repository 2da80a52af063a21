import StdnetBackend
import StdnetRDB

/// Makes rows of the models of a server while its RDB file comes, from what the server says before about
/// its models.
///
/// Only the file is believed: where it says anything else, or can't be read, nothing was made here, and
/// whoever has kept the file reads it again.
struct EarlyFeed {
    let schemas: [ModelSchema]
    private var feed: ModelFeed?
    private var decoder: RDBFileDecoder

    /// Asks a server for its models; nil when it does not say them, or when they need more than rows.
    init?(
        _ backend: any Backend,
        namespace: String,
        _ options: SnapshotOptions,
        beside path: String
    ) async {
        let source = SnapshotSource(scanning: backend, namespace: namespace)
        guard let schemas = try? await source.schemas(), schemas.areRowsOnly,
            let plans = try? TablePlan.plans(for: schemas),
            let feed = ModelFeed(plans, namespace: namespace, options, beside: path)
        else { return nil }
        self.schemas = schemas
        self.feed = feed
        var decoding = RDBFileOptions()
        decoding.skipsModules = options.skipsModules
        decoder = RDBFileDecoder(decoding)
    }

    /// Takes the next bytes of the file.
    mutating func take(_ bytes: Bytes) {
        guard var taken = feed else { return }
        // Not to be copied when it is written.
        feed = nil
        do throws(RDBFileError) {
            try bytes.withUnsafeBufferPointer { bytes throws(RDBFileError) in
                try decoder.feed(RawBytes(bytes), to: &taken)
            }
            feed = taken
        } catch {
            // Whoever reads the file again finds the same, and says it.
        }
    }

    /// What was made and what is known of the server, when all of the file came and describes the models
    /// as the server did.
    func finish(_ source: FileSource) -> (feed: ModelFeed, origin: KeyspaceOrigin)? {
        guard let feed, decoder.isComplete, feed.describes(schemas) else { return nil }
        return (feed, source.origin(of: feed.auxiliaries, decoder))
    }
}

extension ModelFeed {
    /// Whether the file says the same about its models as was said before.
    func describes(_ schemas: [ModelSchema]) -> Bool {
        guard let found = try? described.schemas() else { return false }
        return found.sorted { $0.name < $1.name } == schemas.sorted { $0.name < $1.name }
    }
}

extension [ModelSchema] {
    /// Whether all that the objects of these models have is in the rows of their tables.
    var areRowsOnly: Bool {
        allSatisfy { $0.structures.isEmpty && !$0.fields.contains(where: \.isFlattened) }
    }
}
