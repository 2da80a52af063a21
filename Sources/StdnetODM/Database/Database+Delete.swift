extension Database {
    /// Deletes what a query finds, and what delete rules add to that.
    ///
    /// Among 5,000 objects at most in one commit, all or nothing. Among more, 500 of what is found at a time,
    /// each in a commit of its own with what its rules add, so that nobody waits for long: where a rule
    /// forbids one of these, they stay and what went before is gone. `Session.delete(_:)` deletes all at
    /// once whatever it costs.
    ///
    /// - Returns: How many objects were deleted.
    /// - Throws: ``CommitFailure/rejected(_:)`` for what a delete rule forbids.
    @discardableResult
    public func delete<M: Model>(_ query: Query<M>) async throws(CommitFailure) -> Int {
        let schema = M.schema
        let isSmall: Bool
        do throws(FetchFailure) {
            isSmall = try await size(of: schema) <= reach.atOnce
        } catch {
            throw CommitFailure(error)
        }
        if isSmall {
            var session = Session()
            session.delete(query)
            return try await commit(session).deletedCount
        }
        // To delete what is gone deletes nothing.
        var finder = Finder(query.plan, isUnordered: true, mayBeGone: true, of: schema, in: self)
        var count = 0
        while true {
            let ids: [Bytes]
            do throws(FetchFailure) { ids = try await finder.next(min(500, reach.step)) } catch {
                throw CommitFailure(error)
            }
            if ids.isEmpty { return count }
            var session = Session()
            for id in ids {
                if let id = id.withUnsafeBytes({ M.ID(stored: $0) }) { session.delete(Ref<M>(id)) }
            }
            count += try await commit(session).deletedCount
        }
    }
}

extension CommitFailure {
    /// What kept objects from being found.
    fileprivate init(_ failure: FetchFailure) {
        if case .backend(let error) = failure {
            self = .backend(error)
        } else {
            self = .backend(.invalidRequest(failure.description))
        }
    }
}
