/// What a reindexing found.
public struct Reindexing: Sendable, Equatable {
    /// A unique value that two objects have, so that one of them is not in the index.
    public struct Conflict: Sendable, Equatable {
        /// The name of the field in the hash.
        public let attribute: String
        /// The value.
        public let value: Bytes
        /// The object that is in the index.
        public let owner: String
        /// The object that is not.
        public let other: String
    }

    /// How many objects were looked at.
    public internal(set) var objectCount = 0
    /// The unique values that several objects have.
    public internal(set) var conflicts: [Conflict] = []

    /// Makes a report.
    public init(objectCount: Int = 0, conflicts: [Conflict] = []) {
        self.objectCount = objectCount
        self.conflicts = conflicts
    }
}

extension Database {
    /// Writes what indexes lack of the objects of a model, and moves values that are stored under a former
    /// name to the present one.
    ///
    /// For a database that the original wrote, which keeps no range indexes, and after a field got an index
    /// or another name. Objects are taken 500 at a time, each time by one script; commits may go on
    /// meanwhile. It can be broken off and begun again at any time: what is right stays as it is. What is in
    /// a range index without being an object any more is taken out.
    ///
    /// - Returns: How many objects there were, and what could not be written because it is taken.
    public func reindex<M: Model>(_: M.Type) async throws(FetchFailure) -> Reindexing {
        let schema = M.schema
        var finder = Finder(Plan(model: schema.name), isUnordered: true, of: schema, in: self)
        var report = Reindexing()
        while true {
            let ids = try await finder.next(min(500, reach.step))
            if ids.isEmpty { break }
            report.objectCount += ids.count
            do throws(BackendError) {
                report.conflicts += try await reindex(ids, schema)
            } catch {
                throw .backend(error)
            }
        }
        do throws(BackendError) {
            for field in schema.fields where field.index.hasRange {
                try await sweep(layout(of: schema.name).range(field.attribute), schema)
            }
        } catch {
            throw .backend(error)
        }
        return report
    }

    private func reindex(
        _ ids: [Bytes],
        _ schema: ModelSchema
    ) async throws(BackendError) -> [Reindexing.Conflict] {
        let fields = schema.fields.filter {
            $0.index != .none || $0.reference != nil || $0.formerly != nil
        }
        let words = try await backend.run(Scripts.reindex, keys: [layout(of: schema.name).ids]) {
            words in
            words.append(schema.ordering == nil ? 0 : 1)
            words.append(fields.count)
            for field in fields {
                words.append(field.attribute)
                words.append(field.formerly ?? "")
                words.append(
                    (field.index.hasValueSets ? "v" : "") + (field.index.isUnique ? "u" : "")
                        + (field.index.hasRange ? "r" : "")
                )
            }
            for id in ids { words.append(id) }
        }
        return stride(from: 0, to: words.count - 3, by: 4).map { at in
            Reindexing.Conflict(
                attribute: words[at].text,
                value: words[at + 1].bytes ?? [],
                owner: words[at + 2].text,
                other: words[at + 3].text
            )
        }
    }

    /// Takes out of a range index what is no object.
    private func sweep(_ key: String, _ schema: ModelSchema) async throws(BackendError) {
        let ids = layout(of: schema.name).ids
        var place = 0
        while true {
            let members = try await checked(page(of: key, from: place))[0].elements
                .compactMap(\.bytes)
            if members.isEmpty { return }
            var batch = CommandBatch(repeatable: true)
            batch.append { words in
                words.append(schema.ordering == nil ? "SMISMEMBER" as StaticString : "ZMSCORE")
                words.append(ids)
                for member in members { words.append(member) }
            }
            let marks = try await checked(batch)[0].elements.map { !$0.isNull && $0.integer != 0 }
            let strays = zip(members, marks).filter { !$1 }.map(\.0)
            place += members.count - strays.count
            guard !strays.isEmpty else { continue }
            var removal = CommandBatch(repeatable: true)
            removal.append { words in
                words.append("ZREM" as StaticString)
                words.append(key)
                for stray in strays { words.append(stray) }
            }
            _ = try await checked(removal)
        }
    }

    private func page(of key: String, from place: Int) -> CommandBatch {
        var batch = CommandBatch(repeatable: true)
        batch.append(RawCommand("ZRANGE", key, "\(place)", "\(place + reach.step - 1)"))
        return batch
    }
}
