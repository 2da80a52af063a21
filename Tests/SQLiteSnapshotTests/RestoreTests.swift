import Foundation
import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A full snapshot comes back exactly")
struct RestoreTests {
    static let full = SnapshotOptions(replacesExisting: true, level: .full)
    static let clock = ManualTime(1_000_000)

    /// A place with one key of each type and some thousand small ones.
    func place(strings: Int = 0) async throws -> Workplace {
        let place = try Workplace(MemoryBackend(clock: Self.clock))
        try await place.run("SET", "space:a", "1", "PXAT", "99999999")
        try await place.run("SET", "space:empty", "")
        try await place.run("RPUSH", "space:b", "x", "", "x")
        try await place.run("SADD", "space:c", "1", "2", "m")
        try await place.run(words: ["HSET", "space:h"] + (0..<2000).map { "f\($0)" })
        try await place.run("ZADD", "space:z", "-inf", "a", "5e-324", "b", "0.1", "c", "inf", "d")
        for id in 1...300 { try await place.run("XADD", "space:x", "\(id)-1", "f", "\(id)") }
        try await place.run("XGROUP", "CREATE", "space:x", "g", "0")
        try await place.run("XGROUP", "CREATECONSUMER", "space:x", "g", "idle")
        try await place.run(
            "XREADGROUP",
            "GROUP",
            "g",
            "ann",
            "COUNT",
            "9",
            "STREAMS",
            "space:x",
            ">"
        )
        try await place.run("XDEL", "space:x", "3-1", "300-1")
        try await place.run("XGROUP", "CREATE", "space:none", "g", "$", "MKSTREAM")
        for key in 0..<strings { try await place.run("SET", "space:s\(key)", "v\(key)") }
        return place
    }

    /// The digest of what is in a backend.
    func digest(
        of backend: any Backend,
        _ namespace: String = "space:"
    ) async throws -> ContentDigest? {
        let place = try Workplace(backend)
        return try await SnapshotExporter.export(
            from: backend,
            namespace: namespace,
            to: place.path,
            options: Self.full
        ).metadata.digest
    }

    @Test("with every type, expiry and group")
    func everything() async throws {
        let place = try await place()
        let (summary, _) = try await place.export(Self.full)
        let target = MemoryBackend(clock: Self.clock)
        let restored = try await SnapshotRestorer.restore(place.path, to: RestoreTarget(target))
        #expect(restored.keys == 8 && restored.resumedKeys == 0 && restored.endedKeys == 0)
        #expect(restored.digest == summary.metadata.digest)
        #expect(try await digest(of: target, "") == summary.metadata.digest)
        #expect(try await target.run(RawCommand("PEXPIRETIME", "space:a")).integer == 99_999_999)
    }

    @Test("with the sign of zero, whatever the encoding")
    func zeros() async throws {
        let place = try Workplace()
        try await place.run("ZADD", "space:z", "0", String(repeating: "m", count: 100))
        for member in 0..<300 {
            try await place.run(
                "ZADD",
                "space:z",
                member.isMultiple(of: 2) ? "-0" : "0",
                "\(member)"
            )
        }
        try await place.run("ZADD", "space:few", "0", String(repeating: "m", count: 100))
        try await place.run("ZADD", "space:few", "-0", "a", "0", "b")
        try await place.run("ZREM", "space:few", String(repeating: "m", count: 100))
        let (summary, file) = try await place.export(Self.full)
        let scores = try file.column("SELECT score FROM redis_zset WHERE score = 0")
        #expect(scores.count { $0.isNegativeZero } == 151)
        let target = MemoryBackend()
        _ = try await SnapshotRestorer.restore(place.path, to: RestoreTarget(target))
        #expect(try await digest(of: target) == summary.metadata.digest)
    }

    @Test("only where there is nothing, unless it is to be replaced")
    func occupied() async throws {
        let place = try await place()
        let (summary, _) = try await place.export(Self.full)
        let target = MemoryBackend(clock: Self.clock)
        _ = try await target.run(RawCommand("SET", "space:old", "1"))
        _ = try await target.run(RawCommand("SET", "other", "1"))
        await #expect(throws: SnapshotError.notEmpty(database: 0, namespace: "space:")) {
            try await SnapshotRestorer.restore(place.path, to: RestoreTarget(target))
        }
        #expect(try await target.run(RawCommand("DBSIZE")).integer == 2)
        _ = try await SnapshotRestorer.restore(
            place.path,
            to: RestoreTarget(target),
            replacingExisting: true
        )
        #expect(try await digest(of: target) == summary.metadata.digest)
        #expect(try await target.run(RawCommand("GET", "other")).text == "1")
        #expect(try await target.run(RawCommand("EXISTS", "space:old")).integer == 0)
    }

    @Test("each key in its database, or nowhere")
    func databases() async throws {
        let source = MemoryServer()
        let place = try Workplace()
        for database in [0, 3, 9] {
            let backend = MemoryBackend(on: source, database: database)
            _ = try await backend.run(RawCommand("SET", "k", database))
        }
        let summary = try await SnapshotExporter.export(
            from: SeveralDatabases(of: source, [0, 3, 9]),
            to: place.path,
            options: Self.full
        )
        #expect(summary.keys == [.string: 3])
        await #expect(throws: SnapshotError.severalDatabases(path: place.path)) {
            try await SnapshotRestorer.restore(place.path, to: RestoreTarget(MemoryBackend()))
        }
        let server = MemoryServer()
        let target = RestoreTarget { (database: Int) throws(BackendError) -> any Backend in
            MemoryBackend(on: server, database: database)
        }
        let restored = try await SnapshotRestorer.restore(place.path, to: target)
        #expect(restored.keys == 3)
        for database in [0, 3, 9] {
            let backend = MemoryBackend(on: server, database: database)
            #expect(try await backend.run(RawCommand("GET", "k")).integer == database)
            #expect(try await backend.run(RawCommand("DBSIZE")).integer == 1)
        }
    }

    @Test(
        "after an interruption from where it stopped",
        arguments: [1, 2, 4, 5, 6, 7, 8, 9, 10, 12]
    )
    func interrupted(moment: Int) async throws {
        let place = try await place(strings: 4000)
        let (summary, _) = try await place.export(Self.full)
        let target = MemoryBackend(clock: Self.clock)
        let broken = HalvingBackend(target, at: moment)
        await #expect(throws: SnapshotError.source(.connection(.closed))) {
            try await SnapshotRestorer.restore(place.path, to: RestoreTarget(broken))
        }
        // Before anything is written there is nothing to go on with.
        let restored = try await SnapshotRestorer.restore(place.path, to: RestoreTarget(target))
        #expect(restored.keys + restored.resumedKeys == 4008)
        #expect(moment < 8 || restored.resumedKeys > 0)
        #expect(try await digest(of: target, "") == summary.metadata.digest)
    }

    @Test("and says so when it was cancelled")
    func cancelled() async throws {
        let place = try await place(strings: 4000)
        _ = try await place.export(Self.full)
        let target = InterruptedBackend(MemoryBackend(clock: Self.clock)) {
            number,
            _ throws(BackendError) in guard number < 7 else { throw .cancelled }
        }
        await #expect(throws: SnapshotError.paused) {
            try await SnapshotRestorer.restore(place.path, to: RestoreTarget(target))
        }
    }

    @Test("or it says that the target differs, and begins anew the next time")
    func unfaithful() async throws {
        let place = try await place()
        _ = try await place.export(Self.full)
        let target = MemoryBackend(clock: Self.clock)
        let lying = RewritingBackend(target, "PEXPIRETIME") { $1.integer(-1) }
        await #expect(throws: SnapshotError.unfaithful(database: 0, found: 8, expected: 8)) {
            try await SnapshotRestorer.restore(place.path, to: RestoreTarget(lying))
        }
        #expect(try await target.run(RawCommand("DBSIZE")).integer == 8)
        await #expect(throws: SnapshotError.notEmpty(database: 0, namespace: "space:")) {
            try await SnapshotRestorer.restore(place.path, to: RestoreTarget(target))
        }
    }

    @Test("but for what has ended, which is counted")
    func ended() async throws {
        let place = try await place()
        _ = try await place.export(Self.full)
        let target = MemoryBackend(clock: ManualTime(200_000_000))
        let restored = try await SnapshotRestorer.restore(place.path, to: RestoreTarget(target))
        #expect(restored.keys == 8 && restored.endedKeys == 1)
        #expect(try await target.run(RawCommand("DBSIZE")).integer == 7)
    }

    @Test("and a file without raw keys is refused")
    func typed() async throws {
        let place = try await place()
        try await place.define(ModelSchema(name: "test.thing", fields: []))
        _ = try await place.export(SnapshotOptions(replacesExisting: true))
        await #expect(throws: SnapshotError.notFull(path: place.path)) {
            try await SnapshotRestorer.restore(place.path, to: RestoreTarget(MemoryBackend()))
        }
    }
}

extension SnapshotValue {
    fileprivate var isNegativeZero: Bool {
        if case .real(let number) = self { number == 0 && number.sign == .minus } else { false }
    }
}
