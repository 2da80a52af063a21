extension Database {
    /// Commits a session: everything of it, or nothing.
    ///
    /// One round trip; a second one when the server has lost the description of a model. Hooks are
    /// called before and after it.
    ///
    /// - Returns: The ids that new objects got, for ``Receipt/resolve(_:)``.
    /// - Throws: ``CommitFailure/rejected(_:)`` with every broken rule, or
    ///   ``CommitFailure/prevented(_:)`` by a hook; then nothing was written.
    @discardableResult
    public func commit(_ session: consuming Session) async throws(CommitFailure) -> Receipt {
        for hook in hooks.beforeCommit {
            do { try await hook(&session) } catch { throw CommitFailure(hook: error) }
        }
        guard hooks.wantsChanges || memory.events.hasListeners else {
            return try await send(session)
        }
        // Places are kept, so that new objects get the numbers that they are planned under.
        let planned = session.changesByPlace
        let changes = planned.compactMap(\.self)
        let deletions = changes.filter(\.isDeletion)
        if !deletions.isEmpty {
            for hook in hooks.beforeDelete {
                do { try await hook(deletions) } catch { throw CommitFailure(hook: error) }
            }
        }
        memory.events.tell(changes, ModelEvent.willCommit, ModelEvent.willDelete)
        let receipt: Receipt
        // What listens to ends wants to know of all of them.
        let isHeard =
            memory.events.hasListeners || !hooks.afterCommit.isEmpty || !hooks.afterDelete.isEmpty
        let purpose: CommitCall.Purpose = isHeard && !deletions.isEmpty ? .naming : .writing
        do throws(CommitFailure) { receipt = try await send(session, for: purpose) } catch {
            memory.events.tell(changes, failure: error)
            throw error
        }
        var done = planned.enumerated().compactMap { place, change in
            change?.identified(by: receipt, at: place)
        }
        for end in receipt.swept {
            done.append(ObjectChange(model: end.model, kind: .delete, id: end.id, fields: []))
        }
        memory.events.tell(done, ModelEvent.didCommit, ModelEvent.didDelete)
        for hook in hooks.afterCommit { await hook(done) }
        let deleted = done.filter(\.isDeletion)
        if !deleted.isEmpty {
            for hook in hooks.afterDelete { await hook(deleted) }
        }
        return receipt
    }
}

extension Hooks {
    /// Whether a hook asks for more than the session.
    fileprivate var wantsChanges: Bool {
        !(beforeDelete.isEmpty && afterCommit.isEmpty && afterDelete.isEmpty)
    }
}

extension CommitFailure {
    /// What a hook threw: a failure as it is, and anything else in words.
    fileprivate init(hook error: any Error) {
        self = error as? CommitFailure ?? .prevented("\(error)")
    }
}

extension ObjectChange {
    /// The same change, with the id that the object got.
    fileprivate func identified(by receipt: Receipt, at place: Int) -> ObjectChange {
        guard id == nil else { return self }
        var copy = self
        copy.id = receipt.id(of: model, at: place)
        return copy
    }
}
