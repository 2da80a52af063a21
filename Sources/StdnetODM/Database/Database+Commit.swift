import Synchronization

extension Database {
    /// Sends a session, of which the hooks know.
    ///
    /// - Throws: ``CommitFailure/rejected(_:)`` with every broken rule; then nothing was written.
    func send(
        _ session: consuming Session,
        for purpose: CommitCall.Purpose = .writing
    ) async throws(CommitFailure) -> Receipt {
        let names = Set(session.models.map(\.name) + session.structures.compactMap(\.owner.model))
        let unknown = names.filter { schemas[$0] == nil }
            .map { Violation(model: $0, id: nil, field: nil, rule: .unknownModel) }.sorted()
        guard session.violations.isEmpty, unknown.isEmpty else {
            throw .rejected(await everyViolation(of: session, with: unknown))
        }
        guard !session.isEmpty else { return Receipt(numbered: [], deletedCount: 0) }

        let published = memory.published.withLock { $0 }
        var toTell = names.subtracting(published)
        while true {
            let call: CommitCall
            let reply: CommitReply
            do throws(BackendError) {
                call = try CommitCall(
                    session,
                    in: self,
                    schemas: try json(of: toTell),
                    for: purpose
                )
                reply = try await run(call)
            } catch {
                throw .backend(error)
            }
            switch reply {
            case .committed(let deleted, let firsts, let objects):
                // So many more at most: queries ask anew when that may be too many for one look.
                memory.sizes.withLock { sizes in
                    for model in session.models { sizes[model.name]? += session.operations.count }
                }
                if !toTell.isEmpty { memory.published.withLock { $0.formUnion(toTell) } }
                var numbered = call.numbered
                for (position, first) in zip(numbered.indices, firsts) {
                    numbered[position].first = first
                }
                let identified = objects.prefix(call.identified.count).map { object in
                    Receipt.Identified(id: object.id, isNew: object.number.map { $0 == 1 })
                }
                return Receipt(
                    numbered: numbered,
                    identified: Dictionary(
                        zip(call.identified, identified),
                        uniquingKeysWith: { first, _ in first }
                    ),
                    swept: objects.dropFirst(call.identified.count).swept(call.models),
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

    private func run(_ call: CommitCall) async throws(BackendError) -> CommitReply {
        let arguments = call.arguments
        return try await backend.run(Scripts.commit, keys: call.keys) {
            $0.append(contentsOf: arguments)
        }
    }

    /// What is wrong with a session that is refused already: what is known of it, and what the server says
    /// of everything else in it.
    ///
    /// One round trip, which writes nothing. Where the server can't be asked it is what is known: refused
    /// the session is in any case, and for certain.
    private func everyViolation(
        of session: consuming Session,
        with unknown: [Violation]
    ) async -> [Violation] {
        let known = session.violations + unknown
        session.keepAskable { schemas[$0] != nil }
        guard session.isAskable else { return known }
        let found: [Violation]
        do throws(BackendError) {
            let call = try CommitCall(session, in: self, schemas: [:], for: .checking)
            guard case .rejected(let violations) = try await run(call) else { return known }
            found = violations.map { Violation($0, models: call.models) }
        } catch {
            return known
        }
        var all = known
        for violation in found.sorted()
        where !known.contains(violation) && !session.isConsequence(violation) {
            all.append(violation)
        }
        return all
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

extension ArraySlice<CommitReply.Named> {
    /// The objects that ended, model by model and in the order of their ids: the same on every backend.
    fileprivate func swept(_ models: [ModelSchema]) -> [Receipt.Swept] {
        compactMap { object -> (place: Int, swept: Receipt.Swept)? in
            guard let place = object.number, models.indices.contains(place - 1) else { return nil }
            let id = String(decoding: object.id, as: UTF8.self)
            return (place, Receipt.Swept(model: models[place - 1].name, id: id))
        }
        .sorted { ($0.place, $0.swept.id) < ($1.place, $1.swept.id) }.map(\.swept)
    }
}
