// Links are objects of the model between: they are checked, written and deleted with all others.

extension Session {
    /// Plans to link an object with another; nothing changes where it is linked already.
    ///
    /// ```swift
    /// try await database.commit { session in
    ///     let user = session.insert(User(name: "anna"))
    ///     session.add(Ref(staff), to: user[\.groups])
    /// }
    /// ```
    ///
    /// Both may be new objects of the same session. The original's `add`.
    public mutating func add<Target>(_ target: Ref<Target>, to links: Links<Target>) {
        if let link = link(.save, links, target) { add(link) }
    }

    /// Plans to link an object with others.
    public mutating func add<Target>(
        contentsOf targets: some Sequence<Ref<Target>>,
        to links: Links<Target>
    ) {
        for target in targets { add(target, to: links) }
    }

    /// Plans the end of a link; nothing happens when there is none.
    ///
    /// The original's `remove`.
    public mutating func remove<Target>(_ target: Ref<Target>, from links: Links<Target>) {
        guard let link = link(.delete, links, target) else { return }
        // Where the commit has to make the id, it needs the ends.
        add(link.parts == nil ? Operation(kind: .delete, model: link.model, id: link.id) : link)
    }

    /// Plans the end of the links with others.
    public mutating func remove<Target>(
        contentsOf targets: some Sequence<Ref<Target>>,
        from links: Links<Target>
    ) {
        for target in targets { remove(target, from: links) }
    }

    /// Plans the end of all links that an object has when the session is committed.
    public mutating func removeAll<Target>(from links: Links<Target>) {
        guard let schema = links.place.path.implied else { return }
        var operation = Operation(kind: .deleteAll, model: place(of: schema), id: nil)
        operation.detail = .condition(links.place.links)
        operations.append(operation)
    }

    /// Plans the end of every link with an object, whatever it says besides; nothing happens when there
    /// is none.
    public mutating func remove<Through, Target>(
        _ target: Ref<Target>,
        from links: LinksThrough<Through, Target>
    ) {
        guard let id = target.stored else { return }
        var query = links.links
        query.plan.condition = query.plan.condition && links.place.path.links(to: [id])
        delete(query)
    }

    /// Plans the end of all links that an object has when the session is committed.
    public mutating func removeAll<Through, Target>(from links: LinksThrough<Through, Target>) {
        delete(links.links)
    }

    // MARK: Ends

    /// What happens to one link; nil when it can't be one, which was a violation.
    private mutating func link<Target>(
        _ kind: Operation.Kind,
        _ links: Links<Target>,
        _ target: Ref<Target>
    ) -> Operation? {
        guard let schema = links.place.path.implied else { return nil }
        var operation = Operation(kind: kind, model: place(of: schema), id: nil)
        let start = arena.count
        guard append(links.place, to: &operation) else { return nil }
        append(target, to: &operation)
        operation.values = start..<arena.count
        return identify(&operation) ? operation : nil
    }

    /// Appends whose links they are; says whether it can be somebody's.
    private mutating func append(_ place: LinkPlace, to operation: inout Operation) -> Bool {
        switch place.owner {
        case .object(id: nil):
            reject(model: place.model, id: nil, .missingObject)
            return false
        case .object(let id?):
            arena.append(id)
            operation.present.mark(0, if: true)
        case .planned(let handle): append(handle, field: 0, to: &operation)
        }
        return true
    }

    private mutating func append<Target>(_ target: Ref<Target>, to operation: inout Operation) {
        switch target.storage {
        case .id(let id):
            arena.append(id.stored ?? [])
            operation.present.mark(1, if: true)
        case .planned(let handle): append(handle, field: 1, to: &operation)
        }
    }

    private mutating func append(_ handle: Handle, field: Int, to operation: inout Operation) {
        if handle.session != number {
            reject(model: models[operation.model].name, id: nil, .foreignReference)
        }
        arena.append("" as StaticString)
        operation.planned.append(FieldWriter.PlannedValue(field: field, handle: handle))
        operation.present.mark(field, if: true)
    }
}
