public import StdnetODM

/// Puts countries and cities into a database, a session at a time.
public struct CityLoader: Sendable {
    /// How far the loading is.
    public struct Progress: Sendable, Equatable {
        /// How many objects are committed.
        public let done: Int
        /// How many there are.
        public let total: Int
    }

    /// Where to.
    public let database: Database
    /// How many objects go into one session.
    public let sessionSize: Int

    /// Makes a loader.
    public init(into database: Database, sessionSize: Int = 500) {
        self.database = database
        self.sessionSize = max(1, sessionSize)
    }

    /// Loads everything into a database that has no countries and cities, countries first because
    /// cities refer to them.
    ///
    /// What fails or is cancelled midway is taken back.
    ///
    /// - Parameters:
    ///   - data: What was read and checked.
    ///   - progress: Is told after each session.
    /// - Throws: ``LoadingFailure``; nothing is written when there are countries or cities already.
    public func load(
        _ data: CityData,
        progress: @Sendable (Progress) -> Void = { _ in }
    ) async throws(LoadingFailure) {
        let found = try await found()
        guard found == (0, 0) else {
            throw .occupied(
                namespace: database.namespace,
                countries: found.countries,
                cities: found.cities
            )
        }
        var done = 0
        progress(Progress(done: 0, total: data.count))
        do throws(CommitFailure) {
            try await load(data.countries, &done, data.count, progress)
            try await load(data.cities, &done, data.count, progress)
        } catch {
            throw .interrupted(error, isUndone: await undo(error, done))
        }
    }

    /// Deletes all countries and cities, if there are any, and lets the numbers of cities begin at 1
    /// again.
    public func makeRoom() async throws(LoadingFailure) {
        guard try await found() != (0, 0) else { return }
        do throws(CommitFailure) { try await removeAll() } catch { throw .notReplaced(error) }
    }

    private func load<M: Model>(
        _ objects: [M],
        _ done: inout Int,
        _ total: Int,
        _ progress: @Sendable (Progress) -> Void
    ) async throws(CommitFailure) {
        for start in stride(from: 0, to: objects.count, by: sessionSize) {
            let part = objects[start..<min(start + sessionSize, objects.count)]
            try await database.commit { session in
                for object in part { session.insert(object) }
            }
            done += part.count
            progress(Progress(done: done, total: total))
        }
    }

    private func found() async throws(LoadingFailure) -> (countries: Int, cities: Int) {
        do throws(FetchFailure) {
            return (try await database.count(Country.all), try await database.count(City.all))
        } catch {
            throw .unreadable(error)
        }
    }

    private func removeAll() async throws(CommitFailure) {
        try await database.commit { session in
            session.delete(City.all)
            session.delete(Country.all)
        }
        do throws(BackendError) {
            _ = try await database.backend.run(
                RawCommand("DEL", database.layout(of: City.self).counter)
            )
        } catch {
            throw .backend(error)
        }
    }

    /// Takes back what was loaded, also when the task is cancelled: in a task of its own.
    private func undo(_ failure: CommitFailure, _ done: Int) async -> Bool {
        // A commit without an answer may have happened; one that was rejected has not.
        if done == 0, case .rejected = failure { return true }
        let undoing = Task { try await removeAll() }
        guard case .success = await undoing.result else { return false }
        return true
    }
}
