import CitiesExample
import Foundation
import MemoryBackend
import RedisBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetODM
import StdnetTesting
import Testing

@testable import StdnetCLI

@Suite("A typed snapshot comes back as objects with their indexes")
struct TypedRestoreTests {
    static let schema = ModelSchema(
        name: "test.node",
        id: ModelSchema.Identity(name: "code", kind: .text, isAutomatic: false),
        fields: [
            FieldSchema(
                name: "parent",
                kind: .text,
                isOptional: true,
                reference: .init(target: "test.node", onDelete: .cascade)
            ),
            FieldSchema(name: "weight", kind: .float, index: .range),
            FieldSchema(name: "born", kind: .date, isOptional: true, index: .range),
            FieldSchema(name: "day", kind: .day, isOptional: true),
            FieldSchema(name: "data", kind: .bytes, isOptional: true),
            FieldSchema(name: "price", kind: .decimal, index: .unique),
            FieldSchema(name: "isGood", kind: .boolean, index: .equality),
            FieldSchema(name: "leaves", kind: .json, isFlattened: true),
        ],
        ordering: ModelSchema.Ordering(field: "weight"),
        structures: [
            StructureSchema(name: "list", type: .list, coding: .plain),
            StructureSchema(name: "numbers", type: .array, coding: .bytes),
            StructureSchema(name: "ranks", type: .zset, coding: .bytes),
            StructureSchema(name: "pairs", type: .hash),
            StructureSchema(name: "shared", type: .set, isStatic: true),
        ]
    )

    /// A database of nodes that refer to each other in a ring.
    func nodes(_ count: Int) async throws -> MemoryBackend {
        let backend = MemoryBackend()
        let database = try Database(backend, namespace: "t:", schemas: [Self.schema])
        var session = Session()
        let weights = ["1.5", "-0.25", "1e+16", "9007199254740994.0", "1e-07", "0.1"]
        let moments = ["0.0", "-1.25", "1372941015.25", "-62135596800.0", "1.5e-05"]
        for number in 0..<count {
            let texts: [String?] = [
                "n\((number + 1) % count)", weights[number % 6],
                number % 7 == 0 ? nil : moments[number % 5], "\((number - 3) * 86_400)", nil,
                "\(number).50", "\(number % 2)",
            ]
            var values = Dictionary(
                uniqueKeysWithValues: texts.enumerated().map { ($0, $1.map { Bytes($0.utf8) }) }
            )
            values[4] = .some([0, 255, UInt8(truncatingIfNeeded: number)])
            session.plan(.insert, Self.schema, id: "n\(number)", values: values)
        }
        _ = try await database.commit(session)
        for number in stride(from: 0, to: count, by: 3) {
            let key = "t:test.node:obj:n\(number)"
            let cells = Bytes([0x3f, 0xf8, 0, 0, 0, 0, 0, 0] + Array(repeating: 0, count: 8))
            _ = try await backend.run(RawCommand("RPUSH", key + ":list", "a", number, ""))
            _ = try await backend.run(RawCommand("SET", key + ":numbers", cells))
            _ = try await backend.run(RawCommand("ZADD", key + ":ranks", "0.1", "x", "inf", "y"))
            _ = try await backend.run(RawCommand("HSET", key + ":pairs", "k", "[1]"))
            _ = try await backend.run(RawCommand("HSET", key, "leaves__a__b", number))
        }
        _ = try await backend.run(RawCommand("SADD", "t:test.node:struct:shared", "1", "2"))
        return backend
    }

    /// Exports the nodes and opens the file.
    func export(_ backend: MemoryBackend, _ folder: DataFolder) async throws -> SnapshotFile {
        let path = folder.file("nodes.sqlite")
        let summary = try await SnapshotExporter.export(from: backend, namespace: "t:", to: path)
        #expect(summary.rejects == 0)
        return try SnapshotFile(path: path)
    }

    func restore(
        _ file: SnapshotFile,
        to backend: any Backend,
        replacing: Bool = false
    ) async throws -> TypedRestore.Summary {
        try await TypedRestore(
            file: file,
            backend: backend,
            namespace: "t:",
            isReplacing: replacing,
            progress: ProgressBar(isVisible: false)
        ).run()
    }

    @Test("every key as a commit of the objects makes it, rings of references too")
    func keys() async throws {
        try await withDataFolder { folder in
            let source = try await nodes(1200)
            let file = try await export(source, folder)
            let target = MemoryBackend()
            let summary = try await restore(file, to: target)
            #expect(summary.rows == 1200 && summary.resumedRows == 0)
            let difference = try await KeyspaceDump(of: source).difference(
                from: KeyspaceDump(of: target)
            )
            #expect(difference.isEmpty, "\(difference.prefix(5))")
            await #expect(throws: SnapshotError.notEmpty(database: 0, namespace: "t:")) {
                _ = try await restore(file, to: target)
            }
            #expect(try await restore(file, to: target, replacing: true).rows == 1200)
        }
    }

    @Test("from where it was interrupted", arguments: 2...12)
    func interrupted(moment: Int) async throws {
        try await withDataFolder { folder in
            let source = try await nodes(1200)
            let file = try await export(source, folder)
            let target = MemoryBackend()
            await #expect(throws: (any Error).self) {
                _ = try await restore(file, to: EndingBackend(target, after: moment))
            }
            let summary = try await restore(file, to: target)
            #expect(summary.rows + summary.resumedRows == 1200)
            let difference = try await KeyspaceDump(of: source).difference(
                from: KeyspaceDump(of: target)
            )
            #expect(difference.isEmpty, "\(difference.prefix(5))")
        }
    }

    @Test("with the tool, from one database of Redis into another")
    func tool() async throws {
        try await withRedisServer { server in
            try await withDataFolder(moreCities: 700) { folder in
                let first = try await RedisBackend.connect(to: server.url)
                let database = try Database.cities(in: first, namespace: "demo.")
                try await CityLoader(into: database).load(try CityData(folder: folder.path))
                let path = folder.file("cities.sqlite")
                let export = try await Tool.run("export", server.url + "?namespace=demo.", path)
                #expect(export.status == 0, "\(export.errors)")
                let run = try await Tool.run("restore", path, server.url + "/1", "--json")
                #expect(run.status == 0, "\(run.errors)")
                #expect(try run.json()["rows"] as? Int == 725)
                let string = try ConnectionString(server.url).with(database: 1)
                let second = try await RedisBackend.connect(to: string)
                let difference = try await KeyspaceDump(of: first)
                    .difference(from: KeyspaceDump(of: second))
                #expect(difference.isEmpty, "\(difference.prefix(5))")
                await first.close()
                await second.close()
            }
        }
    }
}
