/// A command on all keys, which a prefix narrows to its own by a walk over the database.
enum PrefixedWalk: Sendable, Equatable {
    /// FLUSHDB.
    case flush
    /// DBSIZE.
    case size
    /// RANDOMKEY.
    case randomKey

    /// Whether a call means the walk; one that the server refuses anyway does not.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` for a FLUSHDB with other words than ASYNC or SYNC:
    ///   the server must never get one.
    func isCalled(by call: ArgumentView) throws(BackendError) -> Bool {
        guard self == .flush else { return call.count == 1 }
        guard
            call.count == 1
                || call.count == 2 && (call.isWord("ASYNC", at: 1) || call.isWord("SYNC", at: 1))
        else { throw .invalidRequest("FLUSHDB takes ASYNC or SYNC and nothing else") }
        return true
    }
}

extension PrefixedBackend {
    private static var stepSize: Int { 1000 }
    /// How many keys of the whole database RANDOMKEY draws before it looks at all of them.
    private static var draws: Int { 16 }

    /// Answers a walk as the base would without others.
    func run(
        _ walk: PrefixedWalk,
        until deadline: BatchDeadline
    ) async throws(BackendError) -> Reply {
        var reply = ReplyBuilder()
        switch walk {
        case .flush:
            try await flush(until: deadline)
            reply.status("OK")
        case .size: reply.integer(try await size(until: deadline))
        case .randomKey:
            var chance = SystemRandomNumberGenerator()
            if let key = try await randomKey(until: deadline, using: &chance) {
                key.withUnsafeBytes { reply.bulk(keyPrefix.stripped($0)) }
            } else {
                reply.null()
            }
        }
        guard let first = reply.finishOne() else {
            throw .decoding(expected: "a reply", found: "none")
        }
        return first
    }

    private func keys(until deadline: BatchDeadline) -> KeyspaceWalk {
        KeyspaceWalk(keyPrefix.everything, stepSize: Self.stepSize, deadline: deadline)
    }

    private func flush(until deadline: BatchDeadline) async throws(BackendError) {
        var walk = keys(until: deadline)
        var doomed: [Bytes]? = []
        while let keys = doomed { doomed = try await walk.next(on: base, unlinking: keys).keys }
    }

    private func size(until deadline: BatchDeadline) async throws(BackendError) -> Int {
        var walk = keys(until: deadline)
        var count = 0
        while let keys = try await walk.next(on: base).keys { count += keys.count }
        return count
    }

    /// A key of the prefix, each as likely as the other.
    ///
    /// A key drawn from the whole database that has the prefix by luck is as good as one drawn from
    /// those that have it. Without luck there is no way but to see them all, of which every one
    /// replaces the choice with the chance of one to those seen so far.
    func randomKey(
        until deadline: BatchDeadline,
        using chance: inout some RandomNumberGenerator
    ) async throws(BackendError) -> Bytes? {
        var batch = CommandBatch(timeout: try deadline.remaining())
        for _ in 0..<Self.draws {
            batch.append { $0.append("RANDOMKEY" as StaticString) }
        }
        for (position, reply) in try await base.execute(batch).enumerated() {
            let drawn = try batch.checked(reply, at: position)
            if let key = drawn.bytes, key.starts(with: keyPrefix.bytes) { return key }
        }
        var walk = keys(until: deadline)
        var chosen: Bytes?
        var seen = 0
        while let keys = try await walk.next(on: base).keys {
            for key in keys {
                seen += 1
                if Int.random(in: 0..<seen, using: &chance) == 0 { chosen = key }
            }
        }
        return chosen
    }
}
