import CitiesExample
import MemoryBackend
import SQLiteSnapshot
import StdnetODM
import Testing

@testable import StdnetCLI

@Suite("Asking a snapshot what the database was asked")
struct SnapshotQuestionsTests {
    @Test("Counts the answers that agree, and names the first that does not")
    func comparison() async throws {
        try await withDataFolder { folder in
            let backend = MemoryBackend()
            let database = try Database.cities(in: backend)
            try await CityLoader(into: database).load(try CityData(folder: folder.path))
            let path = folder.file("cities.sqlite")
            _ = try await SnapshotExporter.export(from: backend, to: path)

            let query = try #require(CityQuery.all.first)
            let answer = try await query.answer(from: database)
            let right = DemoReport.Query(query, answer, seconds: 0)
            let wrong = DemoReport.Query(query, Answer(count: answer.count + 1), seconds: 0)
            let questions = SnapshotQuestions(path: path)
            #expect(try questions.check([right, right]) == 2)
            let difference = #expect(throws: DifferingAnswers.self) {
                try questions.check([right, wrong])
            }
            #expect(difference?.description.contains("does not say 14 to 'All cities'") == true)
        }
    }
}
