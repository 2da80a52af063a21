//! Snapshots: written, looked at, compared, restored, and asked by the same queries.
import CitiesExample
import MemoryBackend
import SQLiteSnapshot
import SnapshotBackend
import StdnetBackend
import StdnetODM

let backend = MemoryBackend()
let path = "/tmp/cities.sqlite"

// Every key as it is, and a table for each model.
let written = try await SnapshotExporter.export(
    from: backend,
    namespace: "demo.",
    to: path,
    options: SnapshotOptions(replacesExisting: true, level: .full)
)
print(written.rows, written.keys[.hash] ?? 0, written.rejects)

// SQL, by this library or any other.
let file = try SnapshotFile(path: path)
for city in try file.query("SELECT name FROM geo_city WHERE population > ?", 5_000_000) {
    print(city["name"])
}

// Is it what was written, and what has changed since?
let verification = try await SnapshotVerifier.verify(path)
print(verification.isIntact, verification.problems)
let difference = try await SnapshotComparer.compare("/tmp/monday.sqlite", path)
for model in difference.models { print(model.name, model.rows.changed, model.fields) }

// Back into a server, exactly; an interrupted call goes on when it is made again.
let restored = try await SnapshotRestorer.restore(path, to: RestoreTarget(MemoryBackend()))
print(restored.keys, restored.digest)

// The same queries, offline.
let archive = try SnapshotBackend(path: path)
let database = try Database.cities(in: archive, namespace: "demo.")
print(try await database.count(City.filter { $0.population >= 10_000_000 }))
