extension Scripts {
    /// Commits a session: everything of it, or nothing; see `read.lua`.
    static let commit = Script<CommitReply>(
        "commit",
        fragments: [
            text(PackageResources.select_lua), text(PackageResources.read_lua),
            text(PackageResources.upsert_lua), text(PackageResources.erase_lua),
            text(PackageResources.number_lua),
            text(PackageResources.inspect_lua), text(PackageResources.delete_lua),
            text(PackageResources.move_lua), text(PackageResources.rank_lua),
            text(PackageResources.structures_lua), text(PackageResources.validate_lua),
        ],
        lua: text(PackageResources.write_lua),
        twin: { context, keys, arguments, reply throws(BackendError) in
            var twin = CommitTwin(ScriptRun(context, keys: keys, arguments: arguments))
            defer { context = twin.run.context }
            try twin.commit(into: &reply)
        },
        decode: { reply throws(BackendError) in try CommitReply(reply) }
    )
}

/// What the commit script answers.
enum CommitReply: Sendable, Equatable {
    /// Everything was written; for each model whose objects were numbered, the first number, then the ids
    /// of upserts and of objects whose ids are made of values, and what else ended.
    case committed(deleted: Int, firsts: [Int], objects: [Named])
    /// Nothing was written; no violations where a check found none.
    case rejected([RawViolation])
    /// Nothing was written: the database does not know a model yet.
    case needsSchema

    /// An object, and what its kind of answer says of it: whether it is new, or the place of its model.
    struct Named: Sendable, Equatable {
        let id: Bytes
        let number: Int?
    }

    /// A violation as the script words it: places instead of names.
    struct RawViolation: Sendable, Equatable {
        let rule: String
        /// The place of the operation in the session, counted from 1; 0 when it is not of the session.
        let operation: Int
        /// The place of the model in the call, counted from 1.
        let model: Int
        let id: String
        let attribute: String
        let first: String
        let second: String

        /// Takes the seven words of a violation.
        init(_ words: ArraySlice<String>) {
            var words = words
            rule = words.popFirst() ?? ""
            operation = Int(words.popFirst() ?? "") ?? 0
            model = Int(words.popFirst() ?? "") ?? 0
            id = words.popFirst() ?? ""
            attribute = words.popFirst() ?? ""
            first = words.popFirst() ?? ""
            second = words.popFirst() ?? ""
        }
    }

    init(_ reply: Reply) throws(BackendError) {
        let outcome = reply.elements.first { _ in true }?.text
        let words = outcome == "committed" ? [] : reply.elements.map(\.text)
        switch outcome {
        case "committed" where reply.count >= 3:
            let elements = Array(reply.elements.dropFirst())
            let end = 2 + min(max(elements[1].integer ?? 0, 0), elements.count - 2)
            let objects = stride(from: end, to: elements.count - 1, by: 2).map { place in
                Named(id: elements[place].bytes ?? [], number: elements[place + 1].integer)
            }
            self = .committed(
                deleted: elements[0].integer ?? 0,
                firsts: elements[2..<end].map { $0.integer ?? 0 },
                objects: objects
            )
        case "rejected" where words.count % 7 == 1:
            self = .rejected(
                stride(from: 1, to: words.count, by: 7).map { RawViolation(words[$0..<$0 + 7]) }
            )
        case "schema": self = .needsSchema
        default:
            throw .decoding(expected: "the outcome of a commit", found: outcome ?? "\(reply.kind)")
        }
    }
}
