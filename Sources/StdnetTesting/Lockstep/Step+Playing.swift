import StdnetBackend
import StdnetODM

extension Step {
    /// Plays the step, and puts what came of it into words.
    func play(on database: Database) async -> String {
        switch self {
        case .session(let changes): return await Self.commit(changes, to: database)
        case .question(let question): return await question.ask(database)
        case .deed(let deed): return await deed.play(database)
        case .interference(let commands):
            var words: [String] = []
            for command in commands {
                words.append(await Self.run(command, on: database.backend))
            }
            return words.joined(separator: ", ")
        }
    }

    private static func commit(_ changes: [Change], to database: Database) async -> String {
        var session = Session()
        var planned = PlannedObjects()
        for (place, change) in changes.enumerated() {
            planned.plan(change, at: place, in: &session)
        }
        do throws(CommitFailure) {
            let receipt = try await database.commit(session)
            return "committed, \(receipt.deletedCount) deleted, ids \(planned.ids(receipt))"
        } catch {
            return "failure: \(error)"
        }
    }

    private static func run(_ words: [String], on backend: any Backend) async -> String {
        var vector = Arguments()
        for word in words { vector.append(word) }
        do throws(BackendError) {
            return try await backend.run(RawCommand(vector: vector)).notation
        } catch {
            // The script cache is the server's own affair: a backend without a server has none.
            return words.first == "SCRIPT" ? "+OK" : "failure: \(error)"
        }
    }
}
