/// A backend whose keys all start with the same text, which nobody who uses it sees: the original's
/// `prefixed(prefix)`.
///
/// ```swift
/// let shop = redis.prefixed(by: "shop:")
/// try await shop.run(RawCommand("SET", "open", "yes"))          // SET shop:open yes
/// let keys = try await shop.run(RawCommand("KEYS", "*"))        // ["open"]
/// ```
///
/// Every command of ``CommandTable/redis`` finds its keys by that table, so every typed call, script,
/// pipeline and transaction works. What comes back has no prefix: the keys in replies, and those in
/// errors.
///
/// - FLUSHDB, DBSIZE and RANDOMKEY mean the keys of the prefix. They look at all keys of the database
///   in bounded steps, in several round trips, so they can't be part of a transaction; in a pipeline
///   they take their turn. RANDOMKEY first draws some keys of the whole database.
/// - The patterns of KEYS and SCAN, and those of BY and GET in SORT, get the prefix too.
/// - Commands that would reach other keys and can't be narrowed, such as FLUSHALL and SWAPDB, are
///   refused, and so is every command that the table does not know: nobody knows its keys. Who needs
///   one asks ``base``.
/// - Channels are not keys: publish/subscribe reaches everybody. Nor are users, settings, functions
///   and statistics of the server.
/// - A script gets the prefix on the keys that it declares. Its other arguments stay as they are, even
///   if they are keys or patterns of keys, and so does its reply: a script that lives behind a prefix
///   makes every key out of those that it declares.
///
/// A prefix keeps users of one database apart who mean well. It is no wall against others: for these
/// a server has access control lists.
public struct PrefixedBackend<Base: Backend>: Backend {
    /// The backend that gets the calls.
    public let base: Base
    /// What all keys start with.
    public let prefix: String
    let keyPrefix: KeyPrefix

    /// Puts a prefix before all keys of a backend.
    public init(_ base: Base, prefix: String) {
        self.base = base
        self.prefix = prefix
        keyPrefix = KeyPrefix(prefix)
    }

    /// Runs commands in order and answers one reply each; one round trip, except around FLUSHDB,
    /// DBSIZE and RANDOMKEY.
    ///
    /// - Throws: what the base throws; ``BackendError/invalidRequest(_:)`` for a call that reaches
    ///   beyond the prefix, and then nothing of the batch runs.
    public func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        var calls: [PrefixedCall] = []
        calls.reserveCapacity(batch.count)
        for position in 0..<batch.count {
            calls.append(
                try batch.withVector(position) { call throws(BackendError) in
                    try PrefixedCall(call, behind: keyPrefix)
                }
            )
        }
        guard let walk = calls.first(where: { $0.walk != nil }) else {
            return try await send(batch, calls, 0..<batch.count, timeout: batch.timeout)
        }
        guard batch.isolation == .pipeline else {
            throw .invalidRequest(
                "\(walk.name) behind a prefix takes several round trips: it can't be part of a transaction"
            )
        }
        return try await inTurns(batch, calls)
    }

    /// Closes the base.
    public func close() async { await base.close() }

    /// Runs what lies between the walks in one round trip each.
    private func inTurns(
        _ batch: CommandBatch,
        _ calls: [PrefixedCall]
    ) async throws(BackendError) -> [Reply] {
        let deadline = BatchDeadline(batch.timeout)
        var replies: [Reply] = []
        var position = 0
        while position < calls.count {
            if let walk = calls[position].walk {
                replies.append(try await run(walk, until: deadline))
                position += 1
                continue
            }
            let end = calls[position...].firstIndex { $0.walk != nil } ?? calls.count
            let timeout = try deadline.remaining()
            replies += try await send(batch, calls, position..<end, timeout: timeout)
            position = end
        }
        return replies
    }

    /// Sends some commands of a batch with their keys prefixed, and strips their replies.
    private func send(
        _ batch: CommandBatch,
        _ calls: [PrefixedCall],
        _ range: Range<Int>,
        timeout: Duration?
    ) async throws(BackendError) -> [Reply] {
        var prefixed = CommandBatch(emptied: batch)
        prefixed.timeout = timeout
        for position in range {
            batch.withVector(position) { call in
                prefixed.append(insteadOf: position, of: batch) { arguments in
                    calls[position].write(call, behind: keyPrefix, to: &arguments)
                }
            }
        }
        var replies: [Reply]
        do throws(BackendError) {
            replies = try await base.execute(prefixed)
        } catch {
            throw keyPrefix.stripped(error)
        }
        guard replies.count == range.count else { return replies }
        for (index, position) in range.enumerated()
        where calls[position].namesKeys(in: replies[index]) {
            replies[index] = batch.withVector(position) { call in
                calls[position].stripped(replies[index], of: call, keyPrefix)
            }
        }
        return replies
    }
}

extension Backend {
    /// This backend with a text before all keys; see ``PrefixedBackend``.
    public func prefixed(by prefix: String) -> PrefixedBackend<Self> {
        PrefixedBackend(self, prefix: prefix)
    }
}
