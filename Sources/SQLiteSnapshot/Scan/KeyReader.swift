import StdnetBackend

/// Asks a server for keys and for what they hold.
struct KeyReader: Sendable {
    let backend: any Backend
    let database: Int

    /// Where a walk is after a step, and what the step found.
    struct Step: Sendable {
        /// The keys found; nil at the end.
        let batch: KeyBatch?
        let walk: KeyWalk
    }

    /// What the server says about itself; nothing where it may not, or where there is none.
    func origin() async throws(SnapshotError) -> KeyspaceOrigin {
        do throws(SnapshotError) {
            return KeyspaceOrigin(information: try await run("INFO").text)
        } catch .source(.server) {
            return KeyspaceOrigin()
        }
    }

    /// The source codes of all libraries of functions; none where the server knows no functions.
    func libraries() async throws(SnapshotError) -> [Bytes] {
        let reply: Reply
        do throws(SnapshotError) {
            reply = try await run("FUNCTION", "LIST", "WITHCODE")
        } catch .source(.server(let code, let message)) where code == "ERR" {
            // Before Redis 7.0.
            guard message.contains("unknown command") else {
                throw .source(.server(code: code, message: message))
            }
            return []
        }
        return reply.elements.compactMap { $0.named("library_code")?.bytes }
    }

    /// The next keys with the first page of each.
    func next(_ walk: KeyWalk) async -> Result<Step, SnapshotError> {
        var walk = walk
        do throws(SnapshotError) {
            while walk.queue.isEmpty {
                guard let names = try await scan(&walk.scan) else {
                    return .success(Step(batch: nil, walk: walk))
                }
                walk.queue = try await describe(names)[...]
            }
            let keys = Array(walk.queue.prefix(walk.batchSize))
            walk.queue = walk.queue.dropFirst(keys.count)
            let replies = try await firstPages(of: keys)
            let batch = KeyBatch(keys: keys, replies: replies)
            walk.adapt(to: batch.byteCount, of: keys.count)
            return .success(Step(batch: batch, walk: walk))
        } catch {
            return .failure(error)
        }
    }

    private func scan(_ walk: inout KeyspaceWalk) async throws(SnapshotError) -> [Bytes]? {
        do { return try await walk.next(on: backend).keys } catch { throw SnapshotError(error) }
    }

    /// The types and expiries of keys; those that are gone are left out.
    func describe(_ names: [Bytes]) async throws(SnapshotError) -> [FoundKey] {
        guard !names.isEmpty else { return [] }
        var batch = CommandBatch()
        for name in names {
            batch.append("TYPE", name)
            batch.append("PEXPIRETIME", name)
        }
        let replies = try await execute(batch)
        var found: [FoundKey] = []
        for (position, name) in names.enumerated() {
            let type = try batch.answer(replies[position * 2], at: position * 2).text
            let end = try batch.answer(replies[position * 2 + 1], at: position * 2 + 1).integer
            guard type != "none", let end, end != -2 else { continue }
            guard let type = StoredType(rawValue: type) else {
                throw .unsupportedType(key: String(decoding: name, as: UTF8.self), type: type)
            }
            found.append(FoundKey(name: name, type: type, expiry: end < 0 ? nil : Int64(end)))
        }
        return found
    }

    /// The first page of each key, or an error where it has another type by now.
    private func firstPages(of keys: [FoundKey]) async throws(SnapshotError) -> [Reply] {
        var batch = CommandBatch()
        for key in keys { key.appendFirstPage(to: &batch) }
        let replies = try await execute(batch)
        for (position, reply) in replies.enumerated() where reply.kind == .error {
            do throws(SnapshotError) {
                _ = try batch.answer(reply, at: position)
            } catch .source(.wrongType) {
                continue
            } catch {
                guard keys[position].type == .stream, error.isMissingKey else { throw error }
            }
        }
        return replies
    }

    func run(_ words: String...) async throws(SnapshotError) -> Reply {
        var batch = CommandBatch()
        batch.append { arguments in for word in words { arguments.append(word) } }
        return try batch.answer(try await execute(batch)[0], at: 0)
    }

    /// Runs a command about a key.
    func run(_ name: String, _ key: Bytes, _ words: [Bytes]) async throws(SnapshotError) -> Reply {
        var batch = CommandBatch()
        batch.append(name, key, words)
        return try batch.answer(try await execute(batch)[0], at: 0)
    }

    /// Runs one command; what its error reply means is thrown.
    func answer(to batch: CommandBatch) async throws(BackendError) -> Reply {
        try batch.checked(try await backend.reply(to: batch), at: 0)
    }

    private func execute(_ batch: CommandBatch) async throws(SnapshotError) -> [Reply] {
        do throws(BackendError) {
            let replies = try await backend.execute(batch)
            guard replies.count == batch.count else {
                throw .decoding(expected: "\(batch.count) replies", found: "\(replies.count)")
            }
            return replies
        } catch {
            throw SnapshotError(error)
        }
    }
}

extension SnapshotError {
    /// Whether a command that needs a key found none.
    var isMissingKey: Bool {
        guard case .source(.server(_, let message)) = self else { return false }
        return message.contains("no such key")
    }
}

extension CommandBatch {
    /// Appends a command about a key.
    mutating func append(_ name: String, _ key: Bytes, _ words: [Bytes] = []) {
        append { arguments in
            arguments.append(name)
            arguments.append(key)
            for word in words { arguments.append(word) }
        }
    }

    /// Reads the reply to a command.
    func answer(_ reply: Reply, at position: Int) throws(SnapshotError) -> Reply {
        do { return try checked(reply, at: position) } catch { throw SnapshotError(error) }
    }
}

extension Reply {
    /// The value under a name, in a map or a list of names and values in turn.
    func named(_ name: String) -> Reply? {
        var parts = elements
        while let key = parts.next(), let value = parts.next() {
            if key.text == name { return value }
        }
        return nil
    }
}
