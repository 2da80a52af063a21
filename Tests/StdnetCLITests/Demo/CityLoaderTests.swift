import CitiesExample
import MemoryBackend
import StdnetBackend
import StdnetODM
import StdnetTesting
import Synchronization
import Testing

@Suite("Loading the cities")
struct CityLoaderTests {
    private func data(moreCities: Int = 0) async throws -> CityData {
        try await withDataFolder(moreCities: moreCities) { try CityData(folder: $0.path) }
    }

    @Test("Goes through sessions and tells how far it is")
    func progress() async throws {
        let data = try await data(moreCities: 30)
        let database = try Database.cities(in: MemoryBackend())
        let told = Mutex<[CityLoader.Progress]>([])
        try await CityLoader(into: database, sessionSize: 20).load(data) { progress in
            told.withLock { $0.append(progress) }
        }
        #expect(told.withLock { $0.map(\.done) } == [0, 12, 32, 52, 55])
        #expect(told.withLock { $0.allSatisfy { $0.total == 55 } })
        let counts = (
            try await database.count(Country.all), try await database.count(City.all)
        )
        #expect(counts == (12, 43))
    }

    @Test("Refuses a database with cities, and changes nothing")
    func occupied() async throws {
        let data = try await data()
        let backend = MemoryBackend()
        let database = try Database.cities(in: backend, namespace: "n.")
        try await CityLoader(into: database).load(data)
        let before = try await KeyspaceDump(of: backend)
        let failure = await #expect(throws: LoadingFailure.self) {
            try await CityLoader(into: database).load(data)
        }
        #expect(failure == .occupied(namespace: "n.", countries: 12, cities: 13))
        let after = try await KeyspaceDump(of: backend)
        #expect(after == before)
    }

    @Test("Cities can make room for others: the same data gives the same keys")
    func replacing() async throws {
        let backend = MemoryBackend()
        let database = try Database.cities(in: backend)
        let loader = CityLoader(into: database)
        try await loader.makeRoom()
        try await loader.load(try await data())
        let expected = try await KeyspaceDump(of: backend)
        try await loader.makeRoom()
        try await loader.load(try await data(moreCities: 20))
        try await loader.makeRoom()
        try await loader.load(try await data())
        let found = try await KeyspaceDump(of: backend)
        #expect(found.difference(from: expected) == [])
    }

    @Test("Other namespaces do not stand in the way")
    func namespaces() async throws {
        let backend = MemoryBackend()
        for namespace in ["a.", "b."] {
            let database = try Database.cities(in: backend, namespace: namespace)
            try await CityLoader(into: database).load(try await data())
        }
        let count = try await backend.run(RawCommand("SCARD", "b.geo.city:id")).integer
        #expect(count == 13)
    }

    @Test("Takes back what was loaded when it fails midway")
    func undoing() async throws {
        let memory = MemoryBackend()
        let database = try Database.cities(in: Stumbling(memory, atCommit: 3))
        let failure = await #expect(throws: LoadingFailure.self) {
            try await CityLoader(into: database, sessionSize: 10).load(try await data())
        }
        #expect(
            failure
                == .interrupted(.backend(.server(code: "OOM", message: "full")), isUndone: true)
        )
        let left = try await KeyspaceDump(of: memory)
        #expect(left.keys.map { String(decoding: $0, as: UTF8.self) } == ["stdnet:schema"])
    }

    @Test("Says so when what was loaded could not be taken back")
    func failingUndo() async throws {
        let database = try Database.cities(
            in: Stumbling(MemoryBackend(), atCommit: 3, forGood: true)
        )
        let failure = await #expect(throws: LoadingFailure.self) {
            try await CityLoader(into: database, sessionSize: 10).load(try await data())
        }
        #expect(failure?.description.contains("a part of the objects may be left") == true)
    }
}

/// A backend that refuses one of its scripts, or all from then on.
private final class Stumbling: Backend {
    private let base: MemoryBackend
    private let stone: Int
    private let staysDown: Bool
    private let scripts = Mutex(0)

    init(_ base: MemoryBackend, atCommit stone: Int, forGood staysDown: Bool = false) {
        self.base = base
        self.stone = stone
        self.staysDown = staysDown
    }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        if !batch.scripts.isEmpty {
            let number = scripts.withLock { count in
                count += 1
                return count
            }
            if number == stone || (staysDown && number > stone) {
                throw .server(code: "OOM", message: "full")
            }
        }
        return try await base.execute(batch)
    }

    func close() async { await base.close() }
}
