import StdnetBackend
import StdnetCommands
import Testing

@Suite("Sorting")
struct SortTests {
    @Test("elements are sorted, cut and stored", arguments: TestedBackend.allCases)
    func sorting(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(RPUSH("l", [3, 1, 10, 2]))
            #expect(try await backend.run(SORT("l")) == ["1", "2", "3", "10"])
            let words = Sorting(isDescending: true, isAlphabetical: true)
            #expect(try await backend.run(SORT("l", words)) == ["3", "2", "10", "1"])
            let middle = Sorting(limit: Limit(offset: 1, count: 2))
            #expect(try await backend.run(SORT("l", middle, as: Int.self)) == [2, 3])
            #expect(try await backend.run(SORT("l", into: "sorted")) == 4)
            #expect(try await backend.run(LRANGE("sorted", as: Int.self)) == [1, 2, 3, 10])
        }
    }

    @Test("patterns are looked up", arguments: TestedBackend.servers)
    func patterns(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            _ = try await backend.run(RPUSH("ids", [1, 2]))
            try await backend.run(MSET(["weight_1": "9", "weight_2": "5", "name_1": "one"]))
            let sorting = Sorting(by: "weight_*", get: ["#", "name_*"])
            let expected = ["2", nil, "1", "one"]
            #expect(try await backend.run(SORT("ids", sorting, as: String?.self)) == expected)
            #expect(try await backend.run(SORT_RO("ids", sorting, as: String?.self)) == expected)
        }
    }

    @Test("all options are written in order") func spelling() {
        let sorting = Sorting(
            by: "w_*",
            limit: Limit(offset: 5, count: 10),
            get: ["#", "n_*->f"],
            isDescending: true,
            isAlphabetical: true
        )
        #expect(
            SORT("k", sorting, into: "d").spelling
                == "SORT k BY w_* LIMIT 5 10 GET # GET n_*->f DESC ALPHA STORE d"
        )
        #expect(SORT_RO("k").spelling == "SORT_RO k")
    }
}
