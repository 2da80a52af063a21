/// Writes a condition as the words that `select.lua` reads.
struct ConditionEncoder {
    /// All models of the database, by name.
    let schemas: [String: ModelSchema]
    /// The models that the call names, in the order of their places.
    private(set) var models: [ModelSchema]
    private(set) var words = Arguments()

    /// Starts with models that have their places already.
    init(schemas: [String: ModelSchema], models: [ModelSchema]) {
        self.schemas = schemas
        self.models = models
    }

    /// Appends a condition on the objects of a model.
    mutating func encode(_ condition: Condition, on schema: ModelSchema) throws(BackendError) {
        switch condition {
        case .all: words.append("all" as StaticString)
        case .none: words.append("none" as StaticString)
        case .equal(let path, let values):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                encoder.encodeEqual(field, schema, values)
            }
        case .missing(let path):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                try encoder.encodeMissing(field, schema)
            }
        case .range(let path, let lower, let upper):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                encoder.words.append("rng" as StaticString)
                encoder.words.append(try Self.stored(field, of: schema).attribute)
                encoder.words.append(lower?.word ?? "-inf")
                encoder.words.append(upper?.word ?? "+inf")
            }
        case .refers(let path, let inner):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                let target = try encoder.follow(field, from: schema)
                try encoder.encode(inner, on: target)
            }
        case .scan(let path, let comparison, let operand):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                try encoder.encodeScan(field, path.leaf, schema, comparison, operand)
            }
        case .within(let path, let values):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                try encoder.encodeWithin(field, schema, values)
            }
        case .below(let path, let inner):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                encoder.words.append("under" as StaticString)
                encoder.words.append(try Self.stored(field, of: schema).attribute)
                try encoder.encode(inner, on: schema)
            }
        case .above(let path, let ids):
            try encode(path, on: schema) { encoder, field, schema throws(BackendError) in
                encoder.encodeList("over", try Self.stored(field, of: schema).attribute, ids)
            }
        case .and(let parts): try encodeAnd(parts, schema)
        case .or(let parts):
            words.append("or" as StaticString)
            words.append(parts.count)
            for part in parts { try encode(part, on: schema) }
        case .not(let inner):
            words.append("not" as StaticString)
            try encode(inner, on: schema)
        }
    }

    /// Follows the references of a path, then lets `leaf` write what is said of its field.
    private mutating func encode(
        _ path: Path,
        on schema: ModelSchema,
        _ leaf: (inout Self, String, ModelSchema) throws(BackendError) -> Void
    ) throws(BackendError) {
        var schema = schema
        for hop in path.hops { schema = try follow(hop, from: schema) }
        try leaf(&self, path.field, schema)
    }

    /// Opens `ref`: what comes next is about the target.
    private mutating func follow(
        _ name: String,
        from schema: ModelSchema
    ) throws(BackendError) -> ModelSchema {
        let field = try Self.stored(name, of: schema)
        guard let reference = field.reference, let target = schemas[reference.target] else {
            throw .invalidRequest("'\(schema.name)' has no reference '\(name)' to a known model")
        }
        words.append("ref" as StaticString)
        words.append(field.attribute)
        words.append(place(of: target) + 1)
        return target
    }

    private mutating func place(of schema: ModelSchema) -> Int {
        if let place = models.firstIndex(where: { $0.name == schema.name }) { return place }
        models.append(schema)
        return models.count - 1
    }

    private static func stored(
        _ name: String,
        of schema: ModelSchema
    ) throws(BackendError) -> FieldSchema {
        guard let field = schema[field: name] else {
            throw .invalidRequest("'\(schema.name)' has no field '\(name)'")
        }
        return field
    }

    // MARK: Leaves

    private mutating func encodeEqual(_ name: String, _ schema: ModelSchema, _ values: [Bytes]) {
        guard let field = schema[field: name] else {
            return encodeList("id", nil, values)
        }
        guard !field.index.isUnique else { return encodeList("uni", field.attribute, values) }
        // Absent and empty text share a set.
        guard field.isOptional, !field.kind.isNumeric, values.contains([]) else {
            return encodeList("eq", field.attribute, values)
        }
        words.append("or" as StaticString)
        words.append(2)
        words.append("empty" as StaticString)
        words.append(field.attribute)
        encodeList("eq", field.attribute, values.filter { !$0.isEmpty })
    }

    private mutating func encodeList(_ kind: StaticString, _ attribute: String?, _ values: [Bytes])
    {
        words.append(kind)
        if let attribute { words.append(attribute) }
        words.append(values.count)
        for value in values { words.append(value) }
    }

    private mutating func encodeMissing(
        _ name: String,
        _ schema: ModelSchema
    ) throws(BackendError) {
        let field = try Self.stored(name, of: schema)
        if field.index.isUnique {
            words.append("nouni" as StaticString)
            words.append(field.attribute)
        } else if !field.kind.isNumeric, field.reference == nil {
            words.append("nil" as StaticString)
            words.append(field.attribute)
        } else {
            encodeList("eq", field.attribute, [[]])
        }
    }

    private mutating func encodeWithin(
        _ name: String,
        _ schema: ModelSchema,
        _ values: Condition.Values
    ) throws(BackendError) {
        try values.check()
        guard let other = schemas[values.model] else {
            throw .invalidRequest("the database does not know the model '\(values.model)'")
        }
        let source =
            values.field == other.id.name ? nil : try Self.stored(values.field, of: other)
        if let former = source?.formerly {
            throw .invalidRequest(
                "'\(values.field)' gives no values to look for while some objects may have it under the name '\(former)'"
            )
        }
        words.append("vals" as StaticString)
        if let field = schema[field: name] {
            let sharesEmpty = field.isOptional && !field.kind.isNumeric
            words.append(
                field.index.isUnique ? "uni" as StaticString : sharesEmpty ? "text" : "eq"
            )
            words.append(field.attribute)
        } else {
            words.append("id" as StaticString)
            words.append("")
        }
        words.append(place(of: other) + 1)
        words.append(source?.attribute ?? "")
        try encode(values.condition, on: other)
    }

    private mutating func encodeScan(
        _ name: String,
        _ leaf: String,
        _ schema: ModelSchema,
        _ comparison: Condition.Comparison,
        _ operand: Bytes?
    ) throws(BackendError) {
        let field = name == schema.id.name ? nil : try Self.stored(name, of: schema)
        let kind = leaf.isEmpty ? field?.kind ?? schema.id.kind : .float
        let isNumeric = kind.isNumeric && !comparison.isByBytes
        let scan = { (encoder: inout Self, attribute: String, operand: Bytes?) in
            encoder.words.append("scan" as StaticString)
            encoder.words.append(attribute)
            encoder.words.append(
                operand == nil ? Condition.Comparison.equal.word : comparison.word
            )
            encoder.words.append(operand == nil ? 0 : 1)
            encoder.words.append(operand ?? [])
            encoder.words.append(isNumeric ? 1 : 0)
        }
        let attribute = (field?.attribute ?? "") + leaf
        guard let former = field?.formerly else { return scan(&self, attribute, operand) }
        // What is stored under the former name counts where there is nothing under the present one.
        if operand != nil {
            words.append("or" as StaticString)
            words.append(2)
            scan(&self, attribute, operand)
        }
        words.append("and" as StaticString)
        for count in [0, 0, 2] { words.append(count) }
        scan(&self, attribute, nil)
        scan(&self, former + leaf, operand)
    }

    /// Whether a scan is one reading of one name in the hash.
    private func isPlainScan(of path: Path, on schema: ModelSchema) -> Bool {
        path.hops.isEmpty && schema[field: path.field]?.formerly == nil
    }

    /// What must hold, then what must not, then what has to be read: each narrows the next.
    private mutating func encodeAnd(
        _ parts: [Condition],
        _ schema: ModelSchema
    ) throws(BackendError) {
        var wanted: [Condition] = []
        var excluded: [Condition] = []
        var scans: [Condition] = []
        for part in parts {
            switch part {
            case .scan(let path, _, _) where isPlainScan(of: path, on: schema):
                scans.append(part)
            case .not(let inner): excluded.append(inner)
            default: wanted.append(part)
            }
        }
        words.append("and" as StaticString)
        for count in [wanted.count, excluded.count, scans.count] { words.append(count) }
        for part in wanted + excluded + scans { try encode(part, on: schema) }
    }
}

extension Condition.Bound {
    /// The end of a range as ZRANGE reads it.
    var word: String { (isIncluded ? "" : "(") + String(decoding: value, as: UTF8.self) }
}
