import Foundation
import StdnetBackend

@testable import SQLiteSnapshot

/// A file in which SQLite makes tables and ``TreeWriter`` fills them.
final class PageWorkplace {
    let path: String
    let connection: SQLiteConnection
    private let directory: URL

    init(_ sql: String, pageSize: Int = 512) throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "data.sqlite").path
        try Data().write(to: URL(filePath: path))
        connection = try SQLiteConnection(path: path, mode: .readWrite)
        try connection.execute(
            "PRAGMA page_size = \(pageSize); PRAGMA journal_mode = MEMORY; \(sql)"
        )
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Writes trees; the header is mended at the end.
    func write(_ body: (PageFile) throws -> Void) throws {
        let file = try PageFile(path: path)
        try body(file)
        try file.finish()
    }

    /// What SQLite finds wrong; nothing when all is well.
    var damage: [SnapshotValue] {
        get throws {
            try connection.rows("PRAGMA integrity_check").compactMap(\.first)
                .filter { $0 != .text("ok") }
        }
    }
}

/// Chance that is the same each time.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 2 &+ 1 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

extension SnapshotValue {
    /// Some value of any class.
    static func random(_ chance: inout SeededChance, longest: Int) -> SnapshotValue {
        func bytes() -> Bytes {
            let count = Int.random(in: 0...longest, using: &chance)
            return (0..<count).map { _ in UInt8.random(in: 97...100, using: &chance) }
        }
        switch Int.random(in: 0..<6, using: &chance) {
        case 0: return .null
        case 1: return .integer(Int.random(in: -3...3, using: &chance))
        case 2:
            let bits = Int.random(in: 0...62, using: &chance)
            return .integer(Int.random(in: -1 << bits...1 << bits, using: &chance))
        case 3: return .real(Double(Int.random(in: -8...8, using: &chance)) / 4)
        case 4: return .text(String(decoding: bytes(), as: UTF8.self))
        default: return .blob(bytes())
        }
    }
}
