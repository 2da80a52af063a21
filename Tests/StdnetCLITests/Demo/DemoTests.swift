import CitiesExample
import Foundation
import SQLiteSnapshot
import Testing

@Suite("stdnet demo, in memory")
struct DemoTests {
    @Test("Every question has a title of its own and an expected answer")
    func titles() async throws {
        let expected = try await withDataFolder { try Facts(folder: $0.path).expectedCounts() }
        #expect(Set(CityQuery.all.map(\.title)) == Set(expected.keys))
        #expect(CityQuery.all.count == expected.count)
        #expect(CityQuery.all.count { $0.sql != nil } >= 12)
    }

    @Test("Answers in JSON what the files say")
    func json() async throws {
        try await withDataFolder(moreCities: 1200) { folder in
            let run = try await Tool.run("demo", "--data", folder.path, "--json")
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.isEmpty)
            let object = try run.json()
            #expect(object["backend"] as? String == "memory://")
            #expect(object["countries"] as? Int == 12)
            #expect(object["cities"] as? Int == 1213)
            #expect(object["snapshot"] is NSNull)
            #expect(try #require(object["load_seconds"] as? Double) > 0)
            try DemoAnswers(object).check(against: Facts(folder: folder.path))
        }
    }

    @Test("Shows the rows of an answer by the names of their columns")
    func rows() async throws {
        let run = try await withDataFolder {
            try await Tool.run("demo", "--data", $0.path, "--json")
        }
        let answers = try DemoAnswers(try run.json())
        let largest = try #require(answers["Cities called Springfield, by an index"])
        let rows = try #require(largest["rows"] as? [[String: Any]])
        #expect(rows.map { $0["population"] as? Int } == [153_703, 116_565])
        #expect(rows.first?["country"] as? String == "US")
        let capital = try #require(
            answers["African cities of 3 million and more, each with its country"]
        )
        #expect((capital["rows"] as? [[String: Any]])?.first?["capital"] as? String == "Cairo")
    }

    @Test("Writes a table that people can read")
    func table() async throws {
        try await withDataFolder { folder in
            let file = folder.file("cities.sqlite")
            let run = try await Tool.run("demo", "--data", folder.path, "--snapshot", file)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.hasPrefix("Loaded 12 countries and 13 cities into memory:// in "))
            for query in CityQuery.all { #expect(run.output.contains(query.title)) }
            #expect(run.output.contains("Wrote \(file): 25 rows"))
            #expect(run.output.contains("every count agrees"))
        }
    }

    @Test("Writes a snapshot that answers as the database did")
    func snapshot() async throws {
        try await withDataFolder(moreCities: 600) { folder in
            let path = folder.file("cities.sqlite")
            let run = try await Tool.run(
                "demo",
                "--data",
                folder.path,
                "--snapshot",
                path,
                "--json",
                "--backend",
                "memory://?namespace=m."
            )
            #expect(run.status == 0, "\(run.errors)")
            let report = try #require(try run.json()["snapshot"] as? [String: Any])
            #expect(report["path"] as? String == path)
            #expect(report["consistency"] as? String == "exact")
            #expect(report["rows"] as? Int == 625)
            #expect(report["rejects"] as? Int == 0)
            #expect(report["namespace"] as? String == "m.")

            let snapshot = try SnapshotFile(path: path)
            let expected = try Facts(folder: folder.path).expectedCounts()
            for query in CityQuery.all {
                guard let sql = query.sql else { continue }
                let rows = try snapshot.query(sql)
                let count = try #require(expected[query.title])
                #expect(rows.map(\.values) == [[.integer(count)]], "\(query.title)")
            }
            #expect(try snapshot.query("PRAGMA integrity_check").map(\.values) == [["ok"]])
            #expect(try snapshot.query("PRAGMA foreign_key_check").isEmpty)
        }
    }

    @Test("Replaces a snapshot only when it is told to")
    func force() async throws {
        try await withDataFolder { folder in
            let path = folder.file("cities.sqlite")
            try folder.write(Data("old".utf8), to: "cities.sqlite")
            let arguments = ["demo", "--data", folder.path, "--snapshot", path]
            let refused = try await Tool.start(arguments).result()
            #expect(refused.status == 1)
            let replaced = try await Tool.start(arguments + ["--force"]).result()
            #expect(replaced.status == 0, "\(replaced.errors)")
            #expect(try SnapshotFile(path: path).count(of: "geo_city") == 13)
        }
    }
}
