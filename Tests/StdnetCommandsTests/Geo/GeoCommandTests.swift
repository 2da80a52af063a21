import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of geographical indices")
struct GeoCommandTests {
    private let palermo = GeoPosition(longitude: 13.361389, latitude: 38.115556)
    private let catania = GeoPosition(longitude: 15.087269, latitude: 37.502669)
    private let here = GeoPosition(longitude: 15, latitude: 37)

    @Test("places are written and read", arguments: TestedBackend.servers)
    func places(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            let members = ["Palermo": palermo, "Catania": catania]
            #expect(try await backend.run(GEOADD("sicily", members)) == 2)
            let moved = GEOADD("sicily", ["Palermo": here], if: .absent, countsChanges: true)
            #expect(try await backend.run(moved) == 0)
            let distance = try await backend.run(GEODIST("sicily", "Palermo", "Catania"))
            #expect(distance == 166274.1516)
            let unknown = GEODIST("sicily", "Palermo", "Rome", unit: .miles)
            #expect(try await backend.run(unknown) == nil)
            let hashes = try await backend.run(GEOHASH("sicily", ["Palermo", "Rome"]))
            #expect(hashes == ["sqc8b49rny0", nil])
            let positions = try await backend.run(GEOPOS("sicily", ["Catania", "Rome"]))
            let found = try #require(positions[0])
            #expect(abs(found.longitude - catania.longitude) < 0.0001)
            #expect(abs(found.latitude - catania.latitude) < 0.0001)
            #expect(positions[1] == nil)
        }
    }

    @Test("what is near is found", arguments: TestedBackend.servers)
    func search(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            let members = ["Palermo": palermo, "Catania": catania]
            _ = try await backend.run(GEOADD("sicily", members))
            let near = GeoSearch(
                around: .position(here),
                within: .radius(200, .kilometres),
                order: .nearestFirst
            )
            #expect(try await backend.run(GEOSEARCH("sicily", near)) == ["Catania", "Palermo"])
            let matches = try await backend.run(GEOSEARCH(detailsOf: "sicily", near))
            #expect(matches.map(\.member) == ["Catania", "Palermo"])
            #expect(matches.map(\.distance) == [56.4413, 190.4424])
            #expect(abs(matches[1].position.latitude - palermo.latitude) < 0.0001)
            let box = GeoSearch(
                around: .member("Palermo"),
                within: .box(width: 10, height: 10, .miles),
                limit: 1
            )
            #expect(try await backend.run(GEOSEARCH("sicily", box, as: Bytes.self)).count == 1)
            #expect(try await backend.run(GEOSEARCHSTORE("near", "sicily", near)) == 2)
            let stored = GEOSEARCHSTORE("far", "sicily", near, storesDistances: true)
            #expect(try await backend.run(stored) == 2)
            let score = try #require(try await backend.run(ZSCORE("far", "Catania")))
            #expect(abs(score - 56.4413) < 0.001)
        }
    }

    @Test("a search is written as Redis wants it") func spelling() {
        let search = GeoSearch(
            around: .member("m"),
            within: .box(width: 2, height: 1.5, .feet),
            order: .farthestFirst,
            limit: GeoSearch.Limit(3, takesAny: true)
        )
        #expect(
            GEOSEARCHSTORE("d", "s", search, storesDistances: true).spelling
                == "GEOSEARCHSTORE d s FROMMEMBER m BYBOX 2.0 1.5 ft DESC COUNT 3 ANY STOREDIST"
        )
        let around = GeoSearch(around: .position(here), within: .radius(1, .metres))
        #expect(
            GEOSEARCH(detailsOf: "s", around).spelling
                == "GEOSEARCH s FROMLONLAT 15.0 37.0 BYRADIUS 1.0 m WITHCOORD WITHDIST"
        )
    }
}
