/// How objects of a bulk load are written.
public enum LoadMode: Sendable {
    /// As new ones: an id that is taken stops the load.
    case insert
    /// Whether they exist or not: what was loaded before may be loaded again.
    case save
}

/// How far a bulk load is.
public struct LoadProgress: Sendable, Equatable {
    /// How many objects of the sequence are dealt with, those skipped at the start included: where to go
    /// on from.
    public let done: Int
    /// How many were committed by this load.
    public let committed: Int
}

/// Why a bulk load ended early.
public struct LoadFailure: Error, Equatable, Sendable {
    /// How far it came: the chunk that failed begins at ``LoadProgress/done``.
    public let progress: LoadProgress
    /// What happened to the chunk that failed.
    ///
    /// Where the commit may have happened all the same, load the
    /// chunk again by ``LoadMode/save``, or look.
    public let failure: CommitFailure
}

extension LoadFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        "the load ended at object \(progress.done): \(failure)"
    }
}

extension Database {
    /// Writes many objects in chunks, each one commit, in bounded memory.
    ///
    /// A chunk that breaks a rule writes nothing and ends the load; chunks before it stay. To go on
    /// after that, give the same objects and the failure's ``LoadProgress/done``.
    ///
    /// ```swift
    /// let report = try await database.load(cities, chunk: 500, from: checkpoint) { progress in
    ///     checkpoint = progress.done
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - objects: What to write, in the same order each time.
    ///   - chunk: How many objects a commit has; one round trip and about 10 ms of the server for 500.
    ///   - start: How many objects at the start to leave out, because they were written before.
    ///   - mode: Whether they are new.
    ///   - progress: Hears how far the load is, after each commit.
    /// - Returns: How far it came: to the end.
    /// - Throws: ``LoadFailure``; a task that is cancelled ends between two chunks, by
    ///   ``BackendError/cancelled``.
    @discardableResult
    public func load<M: Model>(
        _ objects: some Sequence<M>,
        chunk: Int = 500,
        from start: Int = 0,
        as mode: LoadMode = .insert,
        progress: (LoadProgress) -> Void = { _ in }
    ) async throws(LoadFailure) -> LoadProgress {
        var loading = ChunkedLoad<M>(self, chunk: chunk, from: start, mode.plan)
        for object in objects where loading.takes(object) {
            progress(try await loading.commit())
        }
        return try await loading.finish(progress)
    }

    /// Writes many objects in chunks as they come, each one commit, in bounded memory.
    ///
    /// As ``load(_:chunk:from:as:progress:)``.
    ///
    /// - Returns: How far it came: to the end.
    /// - Throws: ``LoadFailure``, and what the sequence throws: then all whole chunks before are written.
    @discardableResult
    public func load<M: Model, Objects: AsyncSequence>(
        _ objects: Objects,
        chunk: Int = 500,
        from start: Int = 0,
        as mode: LoadMode = .insert,
        progress: (LoadProgress) -> Void = { _ in }
    ) async throws -> LoadProgress where Objects.Element == M {
        var loading = ChunkedLoad<M>(self, chunk: chunk, from: start, mode.plan)
        for try await object in objects where loading.takes(object) {
            progress(try await loading.commit())
        }
        return try await loading.finish(progress)
    }
}

extension LoadMode {
    fileprivate func plan<M: Model>(_ session: inout Session, _ object: M) {
        switch self {
        case .insert: session.insert(object)
        case .save: session.save(object)
        }
    }
}

/// A bulk load that is under way.
struct ChunkedLoad<Element> {
    private let database: Database
    private let size: Int
    private let start: Int
    private let plan: (inout Session, Element) -> Void
    private var seen = 0
    private var committed = 0
    private var waiting: [Element] = []

    init(
        _ database: Database,
        chunk: Int,
        from start: Int,
        _ plan: @escaping (inout Session, Element) -> Void
    ) {
        self.database = database
        size = max(1, chunk)
        self.start = start
        self.plan = plan
    }

    /// Takes the next object.
    ///
    /// - Returns: Whether a chunk is complete.
    mutating func takes(_ object: Element) -> Bool {
        seen += 1
        if seen > start { waiting.append(object) }
        return waiting.count == size
    }

    /// Commits the chunk that waits.
    mutating func commit() async throws(LoadFailure) -> LoadProgress {
        var session = database.begin()
        for object in waiting { plan(&session, object) }
        do throws(CommitFailure) {
            guard !Task.isCancelled else { throw .backend(.cancelled) }
            try await database.commit(session)
        } catch {
            throw LoadFailure(progress: progress, failure: error)
        }
        committed += waiting.count
        waiting.removeAll(keepingCapacity: true)
        return progress
    }

    /// Commits the rest.
    mutating func finish(
        _ report: (LoadProgress) -> Void
    ) async throws(LoadFailure) -> LoadProgress {
        if !waiting.isEmpty { report(try await commit()) }
        return progress
    }

    private var progress: LoadProgress {
        LoadProgress(done: seen - waiting.count, committed: committed)
    }
}
