import Synchronization

extension Database {
    /// Sends a session, of which the hooks know.
    ///
    /// - Throws: ``CommitFailure/rejected(_:)`` with every broken rule; then nothing was written.
    func send(_ session: consuming Session) async throws(CommitFailure) -> Receipt {
        guard session.violations.isEmpty else { throw .rejected(session.violations) }
        let names = Set(session.models.map(\.name) + session.structures.compactMap(\.owner.model))
        let unknown = names.filter { schemas[$0] == nil }
        guard unknown.isEmpty else {
            throw .rejected(
                unknown.map { Violation(model: $0, id: nil, field: nil, rule: .unknownModel) }
                    .sorted()
            )
        }
        guard !session.isEmpty else { return Receipt(numbered: [], deletedCount: 0) }

        let published = memory.published.withLock { $0 }
        var toTell = names.subtracting(published)
        while true {
            let call: CommitCall
            let reply: CommitReply
            do throws(BackendError) {
                call = try CommitCall(session, in: self, schemas: try json(of: toTell))
                let arguments = call.arguments
                reply = try await backend.run(Scripts.commit, keys: call.keys) {
                    $0.append(contentsOf: arguments)
                }
            } catch {
                throw .backend(error)
            }
            switch reply {
            case .committed(let deleted, let firsts, let identified):
                // So many more at most: queries ask anew when that may be too many for one look.
                memory.sizes.withLock { sizes in
                    for model in session.models { sizes[model.name]? += session.operations.count }
                }
                if !toTell.isEmpty { memory.published.withLock { $0.formUnion(toTell) } }
                var numbered = call.numbered
                for (position, first) in zip(numbered.indices, firsts) {
                    numbered[position].first = first
                }
                return Receipt(
                    numbered: numbered,
                    identified: Dictionary(
                        zip(call.identified, identified),
                        uniquingKeysWith: { first, _ in first }
                    ),
                    deletedCount: deleted
                )
            case .rejected(let violations):
                throw .rejected(violations.map { Violation($0, models: call.models) }.sorted())
            case .needsSchema where toTell.count < schemas.count:
                // Objects of other models may be deleted by rules, so their schemas may be asked for.
                toTell = Set(schemas.keys)
            case .needsSchema:
                throw .backend(.decoding(expected: "a commit", found: "a demand for schemas again"))
            }
        }
    }

    /// Builds a session and commits it.
    public func commit(_ build: (inout Session) -> Void) async throws(CommitFailure) {
        var session = Session()
        build(&session)
        try await commit(session)
    }

    /// Builds a session and commits it; the reference that `build` returns comes back with its id.
    @discardableResult
    public func commit<M: Model>(
        _ build: (inout Session) -> Ref<M>
    ) async throws(CommitFailure) -> Ref<M> {
        var session = Session()
        let planned = build(&session)
        return try await commit(session).resolve(planned)
    }

    /// Builds a session and commits it; the references that `build` returns come back with their ids.
    @discardableResult
    public func commit<each M: Model>(
        _ build: (inout Session) -> (repeat Ref<each M>)
    ) async throws(CommitFailure) -> (repeat Ref<each M>) {
        var session = Session()
        let planned = build(&session)
        let receipt = try await commit(session)
        return (repeat receipt.resolve(each planned))
    }

    /// The models as JSON, which is made once in a process.
    private func json(of names: Set<String>) throws(BackendError) -> [String: String] {
        var json = memory.json.withLock { $0 }
        let missing = names.filter { json[$0] == nil }
        for name in missing { json[name] = try schemas[name]?.json() }
        if !missing.isEmpty {
            let made = json
            memory.json.withLock { $0.merge(made) { first, _ in first } }
        }
        return json.filter { names.contains($0.key) }
    }
}
