import StdnetBackend
import StdnetODM
import Synchronization

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
        let notes = EndNotes()
        // Every other session is heard of: the script then names what ended.
        let isHeard = changes.count.isMultiple(of: 2)
        let database = isHeard ? database.with(Hooks().afterDelete { notes.note($0) }) : database
        do throws(CommitFailure) {
            let receipt = try await database.commit(session)
            return "committed, \(receipt.deletedCount) deleted, ids \(planned.ids(receipt))"
                + notes.text
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

/// What a commit says has ended.
private final class EndNotes: Sendable {
    private let notes = Mutex("")

    func note(_ changes: [ObjectChange]) {
        let words = changes.map { ", \($0.kind) \($0.model) \($0.id ?? "-")" }
        notes.withLock { $0 += words.joined() }
    }

    var text: String { notes.withLock { $0 } }
}
