internal import ArgumentParser
internal import SQLiteSnapshot

/// How a database is read, as the command line says it.
enum ExportSource: String, ExpressibleByArgument, CaseIterable {
    case rdb, scan, memory, file

    var method: SnapshotMetadata.Method {
        switch self {
        case .rdb: .rdb
        case .scan: .scan
        case .memory: .memory
        case .file: .file
        }
    }
}

/// What is read instead of a replication stream.
enum ExportFallback: String, ExpressibleByArgument, CaseIterable {
    case scan
}

/// How much of a database is exported, as the command line says it.
enum ExportLevel: String, ExpressibleByArgument, CaseIterable {
    case typed, full

    var level: SnapshotMetadata.Level {
        switch self {
        case .typed: .typed
        case .full: .full
        }
    }
}
