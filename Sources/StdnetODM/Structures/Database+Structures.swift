extension Database {
    /// Opens a structure: of an object, of a model, or one that stands alone.
    ///
    /// Nothing is sent.
    ///
    /// - Throws: ``StructureFailure/unsaved(model:structure:)`` when its owner has no id yet,
    ///   ``StructureFailure/unknownModel(_:)`` when the database was opened without the model.
    public subscript<Structure: RemoteStructure>(structure: Structure) -> Structure.Handle {
        get throws(StructureFailure) {
            structure.handle(in: backend, key: try key(of: structure.place))
        }
    }

    /// The list `list.<id>`, which belongs to no model.
    public func list<Element: StructureElement>(
        _ id: String,
        of _: Element.Type = Element.self,
        coding: ElementCoding = RemoteList<Element>.standAloneCoding
    ) -> RemoteList<Element>.Handle { open(RemoteList(id: id, coding: coding), id) }

    /// The set `set.<id>`, which belongs to no model.
    public func set<Element: StructureElement & Hashable>(
        _ id: String,
        of _: Element.Type = Element.self,
        coding: ElementCoding = RemoteSet<Element>.standAloneCoding
    ) -> RemoteSet<Element>.Handle { open(RemoteSet(id: id, coding: coding), id) }

    /// The hash `hashtable.<id>`, which belongs to no model.
    public func hash<Value: StructureElement>(
        _ id: String,
        of _: Value.Type = Value.self,
        coding: ElementCoding = RemoteHash<Value>.standAloneCoding
    ) -> RemoteHash<Value>.Handle { open(RemoteHash(id: id, coding: coding), id) }

    /// The sorted set `zset.<id>`, which belongs to no model.
    public func sortedSet<Member: StructureElement>(
        _ id: String,
        of _: Member.Type = Member.self,
        coding: ElementCoding = RemoteSortedSet<Member>.standAloneCoding
    ) -> RemoteSortedSet<Member>.Handle { open(RemoteSortedSet(id: id, coding: coding), id) }

    /// The series `ts.<id>`, which belongs to no model.
    public func series<Value: StructureElement>(
        _ id: String,
        of _: Value.Type = Value.self,
        coding: ElementCoding = RemoteSeries<Value>.standAloneCoding
    ) -> RemoteSeries<Value>.Handle { open(RemoteSeries(id: id, coding: coding), id) }

    /// The string `string.<id>`, which belongs to no model.
    public func string(_ id: String) -> RemoteString.Handle { open(RemoteString(id: id), id) }

    /// The array of numbers `numberarray.<id>`, which belongs to no model.
    public func array(_ id: String) -> RemoteArray.Handle { open(RemoteArray(id: id), id) }

    private func open<Structure: RemoteStructure>(
        _ structure: Structure,
        _ id: String
    ) -> Structure.Handle {
        structure.handle(in: backend, key: KeyLayout.standAlone(Structure.type, id))
    }

    /// The key of a structure.
    func key(of place: StructurePlace) throws(StructureFailure) -> String {
        switch place.owner {
        case .nobody(let key): return key
        case .planned(let model, _), .object(let model, nil):
            throw .unsaved(model: model, structure: place.name)
        case .model(let model):
            guard schemas[model] != nil else { throw .unknownModel(model) }
            return layout(of: model).structure(place.name)
        case .object(let model, let stored?):
            guard schemas[model] != nil else { throw .unknownModel(model) }
            let id = String(decoding: stored, as: UTF8.self)
            if let reason = id.reasonAgainstID {
                throw .backend(.invalidRequest("'\(id)' of '\(model)': \(reason)"))
            }
            return layout(of: model).structure(place.name, of: id)
        }
    }
}
