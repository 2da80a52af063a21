/// What is called before and after sessions are committed to a database.
///
/// A value: a database has it because it was given to it, and nobody else hears anything.
///
/// ```swift
/// let hooks = Hooks()
///     .beforeCommit { session in
///         for change in session.changes where change.model == "shop.order" {
///             session.insert(Note(text: "\(change.kind) \(change.id ?? "new")"))
///         }
///     }
///     .beforeDelete { changes in
///         if changes.contains(where: { $0.model == "shop.invoice" }) { throw Kept() }
///     }
/// let shop = database.with(hooks)
/// ```
///
/// Those of one kind run one after the other, in the order in which they were added.
public struct Hooks: Sendable {
    /// Sees a session before it is sent, may add to it, and stops it by throwing.
    public typealias BeforeCommit = @Sendable (inout Session) async throws -> Void
    /// Sees deletions before they are sent, and stops the whole session by throwing.
    public typealias BeforeDelete = @Sendable ([ObjectChange]) async throws -> Void
    /// Sees what was committed; new objects have their ids.
    public typealias After = @Sendable ([ObjectChange]) async -> Void

    var beforeCommit: [BeforeCommit] = []
    var beforeDelete: [BeforeDelete] = []
    var afterCommit: [After] = []
    var afterDelete: [After] = []

    /// Calls nothing.
    public init() {}

    /// Also calls this before a session is sent: when it throws, nothing is written.
    ///
    /// The original's `pre_commit`.
    public func beforeCommit(_ hook: @escaping BeforeCommit) -> Hooks {
        with { $0.beforeCommit.append(hook) }
    }

    /// Also calls this before a session that deletes something is sent, with what it deletes: when it
    /// throws, nothing is written.
    ///
    /// The original's `pre_delete`.
    public func beforeDelete(_ hook: @escaping BeforeDelete) -> Hooks {
        with { $0.beforeDelete.append(hook) }
    }

    /// Also calls this after a session was committed, before `commit` returns.
    ///
    /// After the changes that were planned it sees the end of each object that a query found or a delete
    /// rule reached.
    ///
    /// The original's `post_commit`.
    public func afterCommit(_ hook: @escaping After) -> Hooks {
        with { $0.afterCommit.append(hook) }
    }

    /// Also calls this after a session that deletes something was committed, with what it deleted.
    ///
    /// Each object that a query found, or a delete rule reached, is named after what the session names.
    /// The original's `post_delete`.
    public func afterDelete(_ hook: @escaping After) -> Hooks {
        with { $0.afterDelete.append(hook) }
    }

    private func with(_ edit: (inout Hooks) -> Void) -> Hooks {
        var copy = self
        edit(&copy)
        return copy
    }
}

extension Database {
    /// The same database with other hooks; events go to whoever listens to either.
    public func with(_ hooks: Hooks) -> Database {
        var copy = self
        copy.hooks = hooks
        return copy
    }
}
