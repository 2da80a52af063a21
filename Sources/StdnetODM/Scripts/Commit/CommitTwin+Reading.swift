/// The twin of `read.lua`.
extension CommitTwin {
    mutating func readCall() throws(BackendError) {
        run.scratch = try run.take()
        purpose = CommitCall.Purpose(rawValue: try run.take().text) ?? .writing
        schemaKey = try run.key(0)
        var key = 1
        for _ in 0..<(try run.number()) { try readModel(&key) }
        for _ in 0..<(try run.number()) { try readBlock() }
    }

    private mutating func readModel(_ key: inout Int) throws(BackendError) {
        let flags = try run.take().text
        var model = ModelState(
            isAutomatic: flags.contains("a"),
            isSorted: flags.contains("s"),
            isHashed: flags.contains("h"),
            name: try run.take(),
            schema: try run.take()
        )
        let order = try run.take()
        func next() throws(BackendError) -> Word {
            defer { key += 1 }
            return try run.key(key)
        }
        run.addModel(ids: try next(), sorted: model.isSorted)
        let keys = run.models[run.models.count - 1]
        if model.isAutomatic { model.counter = try next() }
        if flags.contains("i") { model.increment = try run.number() }
        if flags.contains("f") { model.follows = try run.number() - 1 }
        if flags.contains("l") { model.leaf = try run.take() }
        model.hasForeignIDs = flags.contains("p")
        if flags.contains("c") || model.hasForeignIDs {
            for _ in 0..<(try run.number()) { model.parts.append(try run.number() - 1) }
        }
        for place in 0..<(try run.number()) {
            var attribute = AttributeState(name: try run.take())
            let letters = try run.take().text
            let target = try run.number()
            attribute.target = target > 0 ? target - 1 : nil
            attribute.rule = try run.take()
            attribute.isChecked = target > 0 && attribute.rule != Word("k")
            if letters.contains("v") {
                attribute.set = run.indexPrefix(keys, attribute.name)
            }
            if letters.contains("u") { attribute.unique = try next() }
            if letters.contains("r") { attribute.range = try next() }
            if attribute.name == order { model.ordering = place }
            attribute.isFlat = letters.contains("j")
            attribute.isMade = letters.contains("m")
            if attribute.isMade {
                for _ in 0..<(try run.number()) { attribute.members.append(try run.number() - 1) }
            } else {
                model.storedCount += 1
            }
            model.attributes.append(attribute)
        }
        model.structures = try run.words(try run.number())
        models.append(model)
    }

    private mutating func readBlock() throws(BackendError) {
        guard let kind = try run.take().bytes.first else { return }
        if kind == UInt8(ascii: "Q") {
            let model = try run.number() - 1
            let found = try run.select(model)
            for id in try run.ids(found) { doomed.append((model, id)) }
            return
        }
        let first = try run.number()
        let model = try run.number() - 1
        let count = try run.number()
        let identity = try run.take()
        let hasIDs = identity == Word("1")
        let isComposed = identity == Word("c")
        let parts = isComposed ? try run.words(try run.number()) : []
        let names = try run.words(try run.number())
        let absent = try run.words(try run.number())
        shapes.append(shape(model, kind, names, absent))
        let planned = try run.words(3 * (try run.number()))
        let lookups = kind == UInt8(ascii: "P") ? try run.words(try run.number()) : []
        let start = models[model].list.count
        models[model].list.reserveCapacity(start + count)
        for place in first..<first + count {
            let source = kind == UInt8(ascii: "M") ? try run.take() : nil
            var operation = OperationState(
                kind: kind,
                shape: shapes.count - 1,
                place: place,
                id: hasIDs ? try run.take() : Word("")
            )
            operation.isPlanned = !hasIDs
            operation.from = run.cursor
            run.cursor += names.count
            if let source { moves.append((model, start + place - first, source)) }
            if kind == UInt8(ascii: "P") { operation.makeDetail().upsert = .open }
            if isComposed { operation.makeDetail().isComposed = true }
            models[model].list.append(operation)
        }
        blocks.append((first..<first + count, model, start))
        if kind == UInt8(ascii: "P") || isComposed {
            identified.append((model, start..<start + count))
        }
        if isComposed {
            let places = parts.map { ($0.integer ?? 1) - 1 }
            compositions.append((model, start..<start + count, places))
        }
        if kind == UInt8(ascii: "P") {
            let attributes = models[model].attributes
            let places = lookups.compactMap { name in
                attributes.firstIndex { $0.name == name }
            }
            upserts.append((model, start..<start + count, places))
        }
        for at in stride(from: 0, to: planned.count, by: 3) {
            let object = start + (planned[at].integer ?? 1) - 1
            models[model].list[object].makeDetail().values
                .append(((planned[at + 1].integer ?? 1) - 1, planned[at + 2].integer ?? 0))
        }
    }

    private func shape(_ model: Int, _ kind: UInt8, _ names: [Word], _ absent: [Word]) -> Shape {
        let isPartial = kind == UInt8(ascii: "U") || kind == UInt8(ascii: "M")
        let places = models[model].attributes.map { attribute -> Shape.Place in
            if absent.contains(attribute.name) { return .absent }
            if let place = names.firstIndex(of: attribute.name) { return .value(place) }
            return isPartial ? .unchanged : .absent
        }
        var shape = Shape(names: names, absent: absent, places: places)
        for (attribute, place) in places.enumerated()
        where models[model].attributes[attribute].isFlat {
            if case .value(let value) = place { shape.flat[value] = attribute }
        }
        return shape
    }

    /// Where the operation of a place of the session stands.
    func position(of place: Int) -> (model: Int, position: Int)? {
        for (places, model, start) in blocks where places.contains(place) {
            return (model, start + place - places.lowerBound)
        }
        return nil
    }

    // MARK: Structures

    /// What is to be done to structures.
    mutating func readCommands() throws(BackendError) {
        let first = 1 + models.reduce(0) { $0 + $1.keyCount }
        for _ in 0..<(try run.number()) {
            var command = StructureCommand(owner: try run.take().bytes.first ?? 0)
            if command.owner == UInt8(ascii: "k") {
                command.key = try run.key(first + (try run.number()) - 1)
            } else {
                let model = try run.number() - 1
                command.model = model
                models[model].isTouched = true
            }
            if command.owner == UInt8(ascii: "o") { command.state.id = try run.take() }
            if command.owner == UInt8(ascii: "p") { command.state.place = try run.number() }
            command.name = try run.take()
            command.type = try run.take()
            command.verb = try run.take()
            command.arguments = try run.words(try run.number())
            for _ in 0..<(try run.number()) {
                command.planned.append((try run.number() - 1, try run.number()))
            }
            commands.append(command)
        }
    }
}

extension ModelState {
    /// How many keys of it are named in the call.
    fileprivate var keyCount: Int {
        attributes.reduce(isAutomatic ? 2 : 1) { count, attribute in
            count + (attribute.unique == nil ? 0 : 1) + (attribute.range == nil ? 0 : 1)
        }
    }
}
