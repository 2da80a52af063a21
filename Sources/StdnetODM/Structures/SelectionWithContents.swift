/// A selection whose objects come with what some of their structures hold.
public struct SelectionWithContents<
    Root: Model,
    Output: Sendable,
    each Structure: RemoteStructure
>: Sendable {
    /// What is selected, each with the id of its object.
    let selection: Selection<Root, (Bytes, Output)>
    let structures: (repeat StructureField<Root, each Structure>)

    init(
        _ selection: Selection<Root, Output>,
        _ structures: (repeat StructureField<Root, each Structure>)
    ) {
        let build = selection.build
        var identified = Selection<Root, (Bytes, Output)>(
            plan: selection.plan,
            slice: selection.slice,
            columns: selection.columns,
            hops: selection.hops
        ) { found throws(RowFailure) in (found.id.bytes ?? [], try build(found)) }
        if let predicate = selection.predicate {
            identified.predicate = { predicate($0.1) }
        }
        self.selection = identified
        self.structures = structures
    }
}

extension Selection {
    /// Loads what some structures of the objects hold, whole, behind what was selected: for structures that
    /// fit into memory.
    ///
    /// ```swift
    /// let bags = Bag.all.prefix(20).including(contentsOf: \.tags, \.ranks)
    /// for (bag, tags, ranks) in try await database.fetch(bags) { … }
    /// ```
    public func including<each Structure: RemoteStructure>(
        contentsOf structures: repeat KeyPath<Root.Fields, StructureField<Root, each Structure>>
    ) -> SelectionWithContents<Root, Output, repeat each Structure> {
        SelectionWithContents(self, (repeat Root.fields[keyPath: each structures]))
    }
}

extension Query {
    /// Loads what some structures of the objects hold; see ``Selection/including(contentsOf:)``.
    public func including<each Structure: RemoteStructure>(
        contentsOf structures: repeat KeyPath<Root.Fields, StructureField<Root, each Structure>>
    ) -> SelectionWithContents<Root, Root, repeat each Structure> {
        objects.including(contentsOf: repeat each structures)
    }
}

extension Database {
    /// What a selection asks for, each with what the structures of its object hold.
    ///
    /// The objects first, as ``fetch(_:)`` of a selection says; then their structures, 500 objects at a
    /// time, in one pipelined round trip for each structure. A structure that is changed meanwhile is as it
    /// is when it is read.
    public func fetch<M: Model, Output, each Structure: RemoteStructure>(
        _ selection: SelectionWithContents<M, Output, repeat each Structure>
    ) async throws(FetchFailure) -> [(Output, repeat (each Structure).Handle.Contents)] {
        let objects = try await fetch(selection.selection)
        var found: [(Output, repeat (each Structure).Handle.Contents)] = []
        found.reserveCapacity(objects.count)
        for start in stride(from: 0, to: objects.count, by: 500) {
            let chunk = objects[start..<min(start + 500, objects.count)]
            let ids = chunk.map(\.0)
            let columns = (repeat try await contents(of: each selection.structures, in: ids))
            for (place, object) in chunk.enumerated() {
                found.append((object.1, repeat (each columns)[place]))
            }
        }
        return found
    }

    /// What one structure of each of several objects holds, in their order.
    func contents<M: Model, Structure: RemoteStructure>(
        of field: StructureField<M, Structure>,
        in objects: [Bytes]
    ) async throws(FetchFailure) -> [Structure.Handle.Contents] {
        var handles: [Structure.Handle] = []
        for id in objects {
            do throws(StructureFailure) {
                let owner = StructurePlace.Owner.object(model: M.modelName, id: id)
                handles.append(try self[field.structure(of: owner)])
            } catch {
                throw .structure(error)
            }
        }
        do {
            return try await withThrowingTaskGroup(
                of: (Int, Structure.Handle.Contents).self
            ) { group in
                for (place, handle) in handles.enumerated() {
                    group.addTask { (place, try await handle.contents()) }
                }
                var found: [Structure.Handle.Contents?] = Array(
                    repeating: nil,
                    count: handles.count
                )
                for try await (place, contents) in group { found[place] = contents }
                return found.compactMap(\.self)
            }
        } catch let failure as StructureFailure {
            throw .structure(failure)
        } catch {
            throw .backend(.cancelled)
        }
    }
}
