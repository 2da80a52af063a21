/// An object with what its structures hold: for dumps and tables, and of them.
public struct DumpedObject<M: Model>: Sendable {
    /// The object.
    public let object: M
    let structures: [StoredStructure]
}

extension Session {
    /// Plans a new object with its structures: its id must be free.
    @discardableResult
    public mutating func insert<M: Model>(_ dumped: DumpedObject<M>) -> Ref<M> {
        let reference = insert(dumped.object)
        replaceStructures(of: dumped)
        return reference
    }

    /// Plans to write all fields of an object, whether it exists or not, and the structures that came with
    /// it in place of those that it has; all others stay.
    @discardableResult
    public mutating func save<M: Model>(_ dumped: DumpedObject<M>) -> Ref<M> {
        let reference = save(dumped.object)
        replaceStructures(of: dumped)
        return reference
    }

    private mutating func replaceStructures<M: Model>(of dumped: DumpedObject<M>) {
        guard let id = dumped.object.storedID?.stored else { return }
        for structure in dumped.structures {
            for operation in structure.operations(of: .object(M.modelName, id: id)) {
                add(operation)
            }
        }
    }
}

extension Database {
    /// Objects with all that their structures hold: for structures that fit into memory.
    ///
    /// One round trip for 100 objects. Structures that all objects of a model share are not part of it.
    ///
    /// - Throws: ``SerialisationFailure`` for an object without an id, and for structures that can't be read.
    public func withStructures<M: Model>(
        _ objects: some Sequence<M>
    ) async throws(SerialisationFailure) -> [DumpedObject<M>] {
        let objects = Array(objects)
        var ids: [Bytes] = []
        for object in objects {
            guard let id = object.storedID?.stored else { throw .missingID(model: M.modelName) }
            ids.append(id)
        }
        let structures = try await storedStructures(of: ids, M.schema)
        return zip(objects, structures).map { DumpedObject(object: $0, structures: $1) }
    }

    /// Writes the objects of a dump or a table in chunks, with their structures, each chunk one commit.
    ///
    /// As ``load(_:chunk:from:as:progress:)`` of objects.
    ///
    /// - Returns: How far it came: to the end.
    /// - Throws: ``LoadFailure``; chunks before the one that failed stay.
    @discardableResult
    public func load<M: Model>(
        _ objects: some Sequence<DumpedObject<M>>,
        chunk: Int = 500,
        from start: Int = 0,
        as mode: LoadMode = .insert,
        progress: (LoadProgress) -> Void = { _ in }
    ) async throws(LoadFailure) -> LoadProgress {
        var loading = ChunkedLoad<DumpedObject<M>>(self, chunk: chunk, from: start) {
            session,
            dumped in
            switch mode {
            case .insert: session.insert(dumped)
            case .save: session.save(dumped)
            }
        }
        for object in objects where loading.takes(object) {
            progress(try await loading.commit())
        }
        return try await loading.finish(progress)
    }
}
