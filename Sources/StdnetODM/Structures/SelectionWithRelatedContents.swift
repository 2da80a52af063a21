/// A selection whose objects come with what some structures of an object that they refer to hold.
public struct SelectionWithRelatedContents<
    Root: Model,
    Output: Sendable,
    Target: Model,
    each Structure: RemoteStructure
>: Sendable {
    /// What is selected, each with the id of what its object refers to.
    let selection: Selection<Root, (Bytes?, Output)>
    let structures: (repeat StructureField<Target, each Structure>)
}

extension Selection {
    /// Loads what some structures of the object that a reference leads to hold, whole, behind what was
    /// selected: for structures that fit into memory.
    ///
    /// ```swift
    /// let straps = Strap.all.including(\.bag).including(contentsOf: \.tags, of: \.bag)
    /// for (strap, tags) in try await database.fetch(straps) { print(strap.bag.name, tags ?? []) }
    /// ```
    ///
    /// They are nil where the reference leads nowhere.
    public func including<L: Relation, each Structure: RemoteStructure>(
        contentsOf structures: repeat KeyPath<
            L.Target.Fields, StructureField<L.Target, each Structure>
        >,
        of link: KeyPath<Root.Fields, Reference<Root, L>>
    ) -> SelectionWithRelatedContents<Root, Output, L.Target, repeat each Structure> {
        let ids = Inclusion<L.Target, Bytes>(columns: [], hops: []) { $0.id.bytes ?? [] }
        let identified = inclusion.following(L.self, ids) { base, target, _ in (target, base) }
        var selection = Selection<Root, (Bytes?, Output)>(plan: plan, slice: slice, identified)
        if let predicate { selection.predicate = { predicate($0.1) } }
        return SelectionWithRelatedContents(
            selection: selection,
            structures: (repeat L.Target.fields[keyPath: each structures])
        )
    }
}

extension Query {
    /// Loads what some structures of the object that a reference leads to hold.
    ///
    /// As ``Selection/including(contentsOf:of:)``.
    public func including<L: Relation, each Structure: RemoteStructure>(
        contentsOf structures: repeat KeyPath<
            L.Target.Fields, StructureField<L.Target, each Structure>
        >,
        of link: KeyPath<Root.Fields, Reference<Root, L>>
    ) -> SelectionWithRelatedContents<Root, Root, L.Target, repeat each Structure> {
        objects.including(contentsOf: repeat each structures, of: link)
    }
}

extension Database {
    /// What a selection asks for, each with what the structures of an object that it refers to hold.
    ///
    /// As ``fetch(_:)`` of a selection with the contents of its own structures; those of an object to which
    /// several refer are read once among 500 objects.
    public func fetch<M: Model, Output, Target: Model, each Structure: RemoteStructure>(
        _ selection: SelectionWithRelatedContents<M, Output, Target, repeat each Structure>
    ) async throws(FetchFailure) -> [(Output, repeat (each Structure).Handle.Contents?)] {
        let objects = try await fetch(selection.selection)
        var found: [(Output, repeat (each Structure).Handle.Contents?)] = []
        found.reserveCapacity(objects.count)
        for start in stride(from: 0, to: objects.count, by: 500) {
            let chunk = objects[start..<min(start + 500, objects.count)]
            var places: [Bytes: Int] = [:]
            var ids: [Bytes] = []
            for case let (id?, _) in chunk where places[id] == nil {
                places[id] = ids.count
                ids.append(id)
            }
            let targets = ids
            let columns = (repeat try await contents(of: each selection.structures, in: targets))
            for (id, object) in chunk {
                let place = id.flatMap { places[$0] }
                found.append((object, repeat Self.element(of: each columns, at: place)))
            }
        }
        return found
    }

    private static func element<Value>(of values: [Value], at place: Int?) -> Value? {
        place.map { values[$0] }
    }
}
