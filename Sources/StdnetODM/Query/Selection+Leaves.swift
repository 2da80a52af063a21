extension Query {
    /// One leaf of a flattened property behind the id of each object; nothing else is loaded.
    ///
    /// ```swift
    /// let pages = Sheet.all.leaves { $0.data.number(at: "pv") }
    /// for (id, pv) in try await database.fetch(pages) { … }
    /// ```
    ///
    /// A leaf that is absent or null is nil; one that is of another type can't be read. The original's
    /// `load_only('data__pv')`.
    public func leaves<Value: Decodable & Sendable>(
        _ leaf: (Root.Fields) -> Leaf<Root, Value>
    ) -> Selection<Root, (Root.ID, Value?)> {
        Selection(plan: plan, Inclusion.whole.leaves(leaf))
    }

    /// Some leaves of flattened properties behind the id of each object; nothing else is loaded.
    ///
    /// ```swift
    /// Sheet.all.leaves { ($0.data.number(at: "pv"), $0.data.text(at: "tag")) }
    /// ```
    public func leaves<each Value: Decodable & Sendable>(
        _ leaves: (Root.Fields) -> (repeat Leaf<Root, each Value>)
    ) -> Selection<Root, (Root.ID, repeat (each Value)?)> {
        Selection(plan: plan, Inclusion.whole.leaves(leaves))
    }
}

extension Inclusion where Output == Root {
    /// One leaf of a flattened property behind the id; nothing else is loaded.
    ///
    /// As ``Query/leaves(_:)``.
    public func leaves<Value: Decodable & Sendable>(
        _ leaf: (Root.Fields) -> Leaf<Root, Value>
    ) -> Inclusion<Root, (Root.ID, Value?)> {
        let leaf = leaf(Root.fields)
        let columns = LeafColumns([(leaf.path, leaf.kind)], of: Root.schema)
        return Inclusion<Root, (Root.ID, Value?)>(columns: columns.attributes, hops: []) {
            found throws(RowFailure) in
            let id = try found.id(of: Root.self)
            return (id, try columns.value(of: Value.self, at: 0, of: found, in: Root.self))
        }
    }

    /// Some leaves of flattened properties behind the id; nothing else is loaded.
    ///
    /// As ``Query/leaves(_:)``.
    public func leaves<each Value: Decodable & Sendable>(
        _ leaves: (Root.Fields) -> (repeat Leaf<Root, each Value>)
    ) -> Inclusion<Root, (Root.ID, repeat (each Value)?)> {
        var wanted: [(path: Path, kind: ValueKind)] = []
        for leaf in repeat each leaves(Root.fields) { wanted.append((leaf.path, leaf.kind)) }
        let columns = LeafColumns(wanted, of: Root.schema)
        return Inclusion<Root, (Root.ID, repeat (each Value)?)>(
            columns: columns.attributes,
            hops: []
        ) { found throws(RowFailure) in
            let id = try found.id(of: Root.self)
            var places = columns.leaves.indices.makeIterator()
            return (
                id, repeat try columns.next((each Value).self, of: found, &places, in: Root.self)
            )
        }
    }
}

/// Some leaves of a model, as a row has them.
private struct LeafColumns: Sendable {
    let leaves: [(path: Path, kind: ValueKind)]
    /// The names in the hash, then those that some of them had before.
    private(set) var attributes: [String] = []
    /// Where the former name of each stands among the attributes.
    private var formerPlaces: [Int: Int] = [:]

    init(_ leaves: [(path: Path, kind: ValueKind)], of schema: ModelSchema) {
        self.leaves = leaves
        let fields = leaves.map { $0.path.hops.isEmpty ? schema[field: $0.path.field] : nil }
        attributes = zip(leaves, fields).map { ($1?.attribute ?? "") + $0.path.leaf }
        for (place, field) in fields.enumerated() {
            guard let former = field?.formerly else { continue }
            formerPlaces[place] = attributes.count
            attributes.append(former + leaves[place].path.leaf)
        }
    }

    func next<Value: Decodable, M: Model>(
        _: Value.Type,
        of found: Found,
        _ places: inout Range<Int>.Iterator,
        in _: M.Type
    ) throws(RowFailure) -> Value? {
        let place = places.next() ?? 0
        return try value(of: Value.self, at: place, of: found, in: M.self)
    }

    func value<Value: Decodable, M: Model>(
        of _: Value.Type,
        at place: Int,
        of found: Found,
        in _: M.Type
    ) throws(RowFailure) -> Value? {
        let path = leaves[place].path
        func failure(_ hint: String, _ bytes: Bytes? = nil) -> RowFailure {
            RowFailure(
                model: M.modelName,
                id: found.id.text,
                field: path.dotted + path.leaf,
                expected: leaves[place].kind,
                hint: hint,
                found: bytes
            )
        }
        guard path.hops.isEmpty else {
            throw failure(
                "a leaf of the object itself; of what it refers to, 'including' loads some"
            )
        }
        // Who asks for a column with this end gets all leaves of a value.
        guard !attributes[place].hasSuffix(JSONLeaves.separator + "*") else {
            throw failure("a leaf with another name than '*'")
        }
        var cell = found.row.cell(place)
        if cell.isNull, let former = formerPlaces[place] { cell = found.row.cell(former) }
        guard let bytes = cell.bytes, bytes != Bytes("null".utf8) else { return nil }
        do { return try bytes.withUnsafeBytes { try JSONText.value(of: Value.self, in: $0) } } catch
        {
            throw failure("JSON of this type", bytes)
        }
    }
}
