//! Redis's own files: exported without a server, written and read by the one in process.
import MemoryBackend
import SQLiteSnapshot
import StdnetBackend

let server = MemoryServer()
let backend = MemoryBackend(on: server)
_ = try await backend.run(RawCommand("HSET", "planet:3", "name", "Earth"))

// A file that redis-server starts with, and one that it wrote.
let saved = try server.save(to: "dump.rdb")
let loaded = try MemoryServer().load(from: "dump.rdb")
print(saved, loaded)

// Every key as it is, in SQLite: no server is needed.
let options = SnapshotOptions(replacesExisting: true, level: .full)
let summary = try await SnapshotExporter.export(
    fromFile: "dump.rdb",
    to: "dump.sqlite",
    options: options
)
print(summary.metadata.consistency, summary.keys)
