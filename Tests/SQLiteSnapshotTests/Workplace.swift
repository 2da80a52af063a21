import Foundation
import MemoryBackend
import SQLiteSnapshot
import StdnetBackend

/// A database, and a directory for snapshots of it that vanishes with this object.
final class Workplace: Sendable {
    let backend: any Backend
    let directory: URL
    let namespace = "space:"

    /// Makes a place for a database of the test's own.
    init(_ backend: any Backend = MemoryBackend()) throws {
        self.backend = backend
        directory = FileManager.default.temporaryDirectory
            .appending(path: "snapshot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Where a snapshot goes.
    var path: String { directory.appending(path: "data.sqlite").path }
    /// The names of all files in the directory.
    var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
    }

    /// Writes the description of models.
    func define(_ models: ModelSchema...) async throws {
        for model in models {
            let json = try model.json()
            try await run("HSET", KeyLayout.schema(namespace: namespace), model.name, json)
        }
    }

    /// Stores an object as the mapper does, without its indexes.
    func store(
        _ model: ModelSchema,
        _ id: String,
        _ values: KeyValuePairs<String, String> = [:]
    ) async throws {
        try await store(model, Bytes(id.utf8), values.map { ($0, Bytes($1.utf8)) })
    }

    /// Stores an object of any bytes.
    func store(_ model: ModelSchema, _ id: Bytes, _ values: [(String, Bytes)]) async throws {
        let layout = KeyLayout(namespace: namespace, model: model.name)
        var listing = Arguments()
        if model.ordering == nil {
            listing.append("SADD" as StaticString)
            listing.append(layout.ids)
        } else {
            listing.append("ZADD" as StaticString)
            listing.append(layout.ids)
            listing.append(1)
        }
        listing.append(id)
        _ = try await backend.run(RawCommand(vector: listing))
        guard !values.isEmpty else { return }
        var object = Arguments()
        object.append("HSET" as StaticString)
        object.append(Bytes(layout.objectPrefix.utf8) + id)
        for (attribute, value) in values {
            object.append(attribute)
            object.append(value)
        }
        _ = try await backend.run(RawCommand(vector: object))
    }

    /// Runs a command for what it does.
    func run(_ words: String...) async throws { try await run(words: words) }

    /// Runs a command for what it does.
    func run(words: [String]) async throws {
        var vector = Arguments()
        for word in words { vector.append(word) }
        _ = try await backend.run(RawCommand(vector: vector))
    }

    /// Exports, and opens what was written.
    func export(
        _ options: SnapshotOptions = SnapshotOptions()
    ) async throws -> (summary: SnapshotSummary, file: SnapshotFile) {
        let summary = try await SnapshotExporter.export(
            from: backend,
            namespace: namespace,
            to: path,
            options: options
        )
        return (summary, try SnapshotFile(path: path))
    }
}

extension SnapshotFile {
    /// The records of rejected values: id, field, bytes as text, and reason.
    var rejects: [[SnapshotValue]] {
        get throws(SnapshotError) {
            try query(
                """
                SELECT model, id, field, CAST(bytes AS TEXT), reason FROM reject
                ORDER BY model, id, field
                """
            ).map(\.values)
        }
    }

    /// The first column of a query.
    func column(_ sql: String) throws(SnapshotError) -> [SnapshotValue] {
        try query(sql).compactMap(\.values.first)
    }
}
