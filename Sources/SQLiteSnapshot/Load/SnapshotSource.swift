import StdnetBackend

/// What an export reads: a backend, and the part of its keys that is meant.
struct SnapshotSource: Sendable {
    let backend: any Backend
    let namespace: String
    let method: SnapshotMetadata.Method

    /// Reads a backend by commands.
    init(scanning backend: any Backend, namespace: String) {
        self.namespace = namespace
        self.backend = backend
        method = .scan
    }

    /// Takes a copy of a keyspace, in which no key ends before it is read.
    init(copying backend: any KeyspaceCopying, namespace: String) async throws(SnapshotError) {
        self.namespace = namespace
        do { self.backend = try await backend.stillCopy() } catch { throw SnapshotError(error) }
        method = .memory
    }

    /// Closes what was opened for the export.
    func close() async {
        if method == .memory { await backend.close() }
    }

    /// The models that the database says it holds.
    func schemas() async throws(SnapshotError) -> [ModelSchema] {
        let key = KeyLayout.schema(namespace: namespace)
        let reply = try await run("HGETALL", key)
        var schemas: [ModelSchema] = []
        var elements = reply.elements
        while let name = elements.next()?.text, let json = elements.next()?.bytes {
            schemas.append(try ModelSchema(stored: json, of: name))
        }
        guard !schemas.isEmpty else { throw .noSchema(key: key) }
        return schemas
    }

    /// The version that a server gives itself; nil when it does not say, or may not.
    func serverVersion() async throws(SnapshotError) -> String? {
        guard method == .scan else { return nil }
        do throws(SnapshotError) {
            let lines = try await run("INFO", "server").text.split(whereSeparator: \.isNewline)
            let name = "redis_version:"
            return lines.first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
        } catch .source(.server) {
            return nil
        }
    }

    /// The ids of a model.
    func identifiers(of schema: ModelSchema) async throws(SnapshotError) -> IdentifierList {
        var list = IdentifierList(kind: schema.id.kind)
        let key = KeyLayout(namespace: namespace, model: schema.name).ids
        // A sorted set gives members and scores in turn.
        let (scan, step) = schema.ordering == nil ? ("SSCAN", 1) : ("ZSCAN", 2)
        var cursor = "0"
        repeat {
            guard !Task.isCancelled else { throw .cancelled }
            var elements = try await run(scan, key, cursor, "COUNT", "1000").elements
            guard let next = elements.next()?.text, let members = elements.next() else {
                throw .source(.decoding(expected: "a cursor and ids", found: "another reply"))
            }
            for (position, member) in members.elements.enumerated()
            where position.isMultiple(of: step) {
                member.withBytes { list.insert($0) }
            }
            cursor = next
        } while cursor != "0"
        list.sort()
        return list
    }

    /// The stored values of some objects: an array each, or an error where a key is no hash.
    func objects(
        _ range: Range<Int>,
        of ids: IdentifierList,
        in plan: TablePlan
    ) async -> Result<[Reply], SnapshotError> {
        // A model without fields has no hashes: its ids are all there is.
        guard !range.isEmpty, !plan.columns.isEmpty else { return .success([]) }
        let layout = KeyLayout(namespace: namespace, model: plan.schema.name)
        let prefix = Bytes(layout.objectPrefix.utf8)
        let attributes = plan.attributes
        var batch = CommandBatch()
        for position in range {
            batch.append { arguments in
                arguments.append("HMGET" as StaticString)
                prefix.withUnsafeBytes {
                    ids.appendKey(at: position, prefix: $0, to: &arguments)
                }
                for attribute in attributes { arguments.append(attribute) }
            }
        }
        do throws(BackendError) {
            let replies = try await backend.execute(batch)
            guard replies.count == range.count else {
                throw .decoding(expected: "\(range.count) replies", found: "\(replies.count)")
            }
            for (position, reply) in replies.enumerated() where reply.kind == .error {
                do throws(BackendError) {
                    _ = try batch.checked(reply, at: position)
                } catch .wrongType {
                    continue
                }
            }
            return .success(replies)
        } catch {
            return .failure(SnapshotError(error))
        }
    }

    private func run(_ words: String...) async throws(SnapshotError) -> Reply {
        var vector = Arguments()
        for word in words { vector.append(word) }
        do {
            return try await backend.run(RawCommand(vector: vector))
        } catch {
            throw SnapshotError(error)
        }
    }
}

extension ModelSchema {
    /// Reads the description of a model as a database keeps it.
    init(stored json: Bytes, of name: String) throws(SnapshotError) {
        guard let schema = try? ModelSchema(json: json, model: name) else {
            throw .invalidSchema(model: name, reason: "it is not the JSON of a schema")
        }
        guard schema.name == name else {
            throw .invalidSchema(model: name, reason: "it is the one of '\(schema.name)'")
        }
        self = schema
    }
}
