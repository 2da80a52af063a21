/// The keys and arguments of the commit script for one session.
struct CommitCall {
    /// What a session is sent for.
    enum Purpose: String, Sendable {
        case writing = "w"
        /// To write it, and to tell what ended although the session did not name it.
        case naming = "e"
        /// To tell every broken rule, and to write nothing.
        case checking = "c"
    }

    let models: [ModelSchema]
    let keys: [String]
    var arguments = Arguments()
    /// The objects that the database numbers, in the order of the reply.
    private(set) var numbered: [Receipt.Numbered] = []
    /// The places of the objects whose ids the reply tells, in its order.
    private(set) var identified: [Int] = []

    /// Writes a session as the commit script reads it.
    ///
    /// `schemas` is the JSON of the models that the database may not know, by name.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` for a condition on a field that is not there.
    init(
        _ session: borrowing Session,
        in database: Database,
        schemas: [String: String],
        for purpose: Purpose = .writing
    ) throws(BackendError) {
        let conditions = try Self.conditions(of: session, in: database)
        models = conditions.models
        let alone = session.structures.compactMap(\.key)
        keys = Self.keys(of: models, in: database) + alone
        let first = models.first?.name ?? ""
        let scratch = database.layout(of: first).temporary(database.memory.temporaryName()) + ":"
        arguments.reserve(
            count: session.arena.count + session.operations.count + 128,
            bytes: session.arena.byteCount + 8 * session.operations.count + 1024
        )
        arguments.append(scratch)
        arguments.append(purpose.rawValue)
        arguments.append(models.count)
        for model in models { append(model, json: schemas[model.name] ?? "") }
        let places = session.models.map { model in
            models.firstIndex { $0.name == model.name } ?? 0
        }
        let blocks = Self.blocks(of: session)
        arguments.append(blocks.count)
        for block in blocks {
            if session.operations[block.lowerBound].kind == .deleteAll {
                arguments.append("Q" as StaticString)
                arguments.append(places[session.operations[block.lowerBound].model] + 1)
                arguments.append(contentsOf: conditions.words[block.lowerBound] ?? Arguments())
            } else {
                append(block, of: session, places: places)
            }
            let first = session.operations[block.lowerBound]
            if first.kind == .upsert || first.parts != nil { identified += block }
        }
        appendStructures(of: session)
        numbered = Self.numbered(session, models: models, places: places)
    }

    /// The operations in stretches of one shape; those that were taken back are left out.
    ///
    /// Deletions by query come first: what they find decides how new objects are written.
    private static func blocks(of session: borrowing Session) -> [Range<Int>] {
        var queries: [Range<Int>] = []
        var blocks: [Range<Int>] = []
        var start = 0
        for place in 0...session.operations.count {
            let continues =
                place > start && place < session.operations.count
                && session.operations[place].hasShape(of: session.operations[start])
            if continues { continue }
            if start < place {
                switch session.operations[start].kind {
                case .nothing: break
                case .deleteAll: queries.append(start..<place)
                default: blocks.append(start..<place)
                }
            }
            start = place
        }
        return queries + blocks
    }

    /// The places of the objects that the database numbers, by model: as the script answers.
    private static func numbered(
        _ session: borrowing Session,
        models: [ModelSchema],
        places: [Int]
    ) -> [Receipt.Numbered] {
        var numbered = models.map { Receipt.Numbered(model: $0.name) }
        for place in session.operations.indices
        where session.operations[place].id == nil && session.operations[place].kind == .insert
            && session.operations[place].parts == nil
        {
            numbered[places[session.operations[place].model]].places.append(place)
        }
        return numbered.filter { !$0.places.isEmpty }
    }

    private static func keys(of models: [ModelSchema], in database: Database) -> [String] {
        var keys = [KeyLayout.schema(namespace: database.namespace)]
        for model in models {
            let layout = database.layout(of: model.name)
            keys.append(layout.ids)
            if model.id.isAutomatic { keys.append(layout.counter) }
            for field in models.committedFields(of: model) {
                if field.index.isUnique { keys.append(layout.unique(field.attribute)) }
                if field.index.hasRange { keys.append(layout.range(field.attribute)) }
            }
            for fields in model.fieldsTogether {
                keys.append(layout.unique(fields.joinedAttributes))
            }
        }
        return keys
    }

    private mutating func append(_ model: ModelSchema, json: String) {
        let follows = models.fieldFollowed(by: model)
        var flags = model.id.isAutomatic ? "a" : ""
        if model.ordering != nil { flags += "s" }
        if model.fields.contains(where: { !$0.isOptional }) { flags += "h" }
        if model.ordering?.increment != nil { flags += "i" }
        if follows != nil { flags += "f" }
        if model.orderingLeaf != nil { flags += "l" }
        if let composition = model.id.composition {
            flags += composition.algorithm == .sha1 ? "c" : "p"
        }
        arguments.append(flags)
        arguments.append(model.name)
        arguments.append(json)
        arguments.append(model.ordering.flatMap { model[field: $0.field]?.attribute } ?? "")
        if let increment = model.ordering?.increment { arguments.append(increment) }
        if let follows { arguments.append(follows + 1) }
        if let leaf = model.orderingLeaf { arguments.append(leaf) }
        let fields = models.committedFields(of: model)
        if let parts = model.id.composition?.fields {
            arguments.append(parts.count)
            for part in parts {
                arguments.append(1 + (fields.firstIndex { $0.name == part } ?? 0))
            }
        }
        let together = model.fieldsTogether
        arguments.append(fields.count + together.count)
        for field in fields {
            arguments.append(field.attribute)
            arguments.append(field.letters)
            let target = field.reference.flatMap { reference in
                models.firstIndex { $0.name == reference.target }
            }
            arguments.append((target ?? -1) + 1)
            arguments.append(
                field.reference.map { String($0.onDelete.rawValue.prefix(1)) } ?? "-"
            )
        }
        for members in together {
            arguments.append(members.joinedAttributes)
            for word: StaticString in ["um", "0", "-"] { arguments.append(word) }
            arguments.append(members.count)
            for member in members {
                arguments.append(1 + (fields.firstIndex { $0.name == member.name } ?? 0))
            }
        }
        let structures = model.structures.filter { !$0.isStatic }
        arguments.append(structures.count)
        for structure in structures { arguments.append(structure.name) }
    }

    private mutating func append(
        _ block: Range<Int>,
        of session: borrowing Session,
        places: [Int]
    ) {
        let first = block.lowerBound
        let kind = session.operations[first].kind
        let schema = session.models[session.operations[first].model]
        let place = places[session.operations[first].model] + 1
        arguments.append(kind.rawValue)
        let hasIDs = session.operations[first].id != nil
        for number in [first + 1, place, block.count] { arguments.append(number) }
        let present = session.operations[first].present
        let parts = session.operations[first].parts
        arguments.append(parts != nil ? "c" as StaticString : hasIDs ? "1" : "0")
        if let parts {
            arguments.append(parts.count)
            for part in parts { arguments.append(present.rank(of: part) + 1) }
        }
        let absent = session.operations[first].absent
        appendNames(of: present, in: schema)
        // What was stored under a former name must not be read again.
        let former = kind == .insert ? [] : schema.formerNames(of: present.union(absent))
        appendNames(of: absent, and: former, in: schema)
        appendPlanned(block, of: session, present)
        if let sought = session.operations[first].sought {
            arguments.append(sought.count)
            for field in sought { arguments.append(schema.fields[field].attribute) }
        }
        let isMove = kind == .move
        for position in block {
            if isMove { arguments.append(session.operations[position].source ?? "") }
            if hasIDs { arguments.append(session.operations[position].id ?? "") }
            arguments.append(contentsOf: session.arena, session.operations[position].values)
        }
    }

    private mutating func appendNames(
        of mask: FieldMask,
        and others: [String] = [],
        in schema: ModelSchema
    ) {
        arguments.append(mask.count + others.count)
        for position in mask.positions { arguments.append(schema.fields[position].attribute) }
        for name in others { arguments.append(name) }
    }

    private mutating func appendPlanned(
        _ block: Range<Int>,
        of session: borrowing Session,
        _ present: FieldMask
    ) {
        var words: [Int] = []
        for position in block {
            for value in session.operations[position].planned {
                words.append(position - block.lowerBound + 1)
                words.append(present.rank(of: value.field) + 1)
                words.append(value.handle.position + 1)
            }
        }
        arguments.append(words.count / 3)
        for word in words { arguments.append(word) }
    }
}

extension Operation {
    /// Whether two operations may stand in one block.
    fileprivate func hasShape(of other: Operation) -> Bool {
        kind == other.kind && model == other.model && present == other.present
            && absent == other.absent && (id == nil) == (other.id == nil) && kind != .deleteAll
            && (kind != .upsert || sought == other.sought) && parts == other.parts
    }
}

extension [ModelSchema] {
    /// The fields of a model of which a commit has to know more than their bytes.
    fileprivate func committedFields(of model: ModelSchema) -> [FieldSchema] {
        let together = Set(model.uniqueTogether.flatMap(\.self))
        let followed = Set(
            compactMap(\.followed).filter { $0.target == model.name }.map(\.field)
        )
        let parts = model.id.composition?.fields ?? []
        return model.fields.filter {
            $0.index != .none || $0.reference != nil || $0.name == model.ordering?.field
                || $0.isFlattened || together.contains($0.name) || followed.contains($0.name)
                || parts.contains($0.name)
        }
    }

    /// Which of the committed fields of what an object refers to orders it; nil when none does.
    fileprivate func fieldFollowed(by model: ModelSchema) -> Int? {
        guard let followed = model.followed,
            let target = first(where: { $0.name == followed.target })
        else { return nil }
        return committedFields(of: target).firstIndex { $0.name == followed.field }
    }
}

extension ModelSchema {
    /// The names that some fields had before.
    fileprivate func formerNames(of mask: FieldMask) -> [String] {
        fields.enumerated().compactMap { mask.contains($0) ? $1.formerly : nil }
    }
}

extension FieldSchema {
    /// What a commit keeps of the field, as `read.lua` names it.
    fileprivate var letters: String {
        (index.hasValueSets ? "v" : "") + (index.isUnique ? "u" : "")
            + (index.hasRange ? "r" : "") + (isFlattened ? "j" : "")
    }
}

extension ModelSchema {
    /// The fields of which no two objects have all values the same, for each such promise.
    var fieldsTogether: [[FieldSchema]] {
        uniqueTogether.map { names in names.compactMap { self[field: $0] } }
    }
}

extension [FieldSchema] {
    /// What the values of several fields together are called in the layout: no name has a comma.
    var joinedAttributes: String { map(\.attribute).joined(separator: ",") }
}
