/// Objects of one model as CSV: that of the original's `csv` serialiser.
///
/// The first line names the id and the fields that at least one object has, in the order of the model;
/// lines end with `\n`. Values are as they are stored, bytes in base 64. A cell that is empty is absent;
/// one that is `""` is an empty text, which the original does not tell apart.
public struct ObjectTable: Sendable {
    /// The text.
    public let csv: String

    /// Takes a text that was written here or by the original.
    public init(csv: String) { self.csv = csv }

    /// Writes objects of one model.
    ///
    /// - Throws: ``SerialisationFailure`` for the first object that can't be written.
    public init<M: Model>(_ objects: some Sequence<M>) throws(SerialisationFailure) {
        try self.init(objects.map { DumpedObject(object: $0, structures: []) })
    }

    /// Writes objects of one model with what their structures hold, each as JSON in a cell: see
    /// ``ObjectDump``.
    ///
    /// - Throws: ``SerialisationFailure`` for the first object that can't be written.
    public init<M: Model>(
        _ objects: some Sequence<DumpedObject<M>>
    ) throws(SerialisationFailure) {
        let schema = M.schema
        var rows: [(row: StoredFields, structures: [StoredStructure])] = []
        for dumped in objects {
            rows.append((try StoredFields(dumped.object, schema), dumped.structures))
        }
        let columns = schema.fields.indices.filter { position in
            !schema.fields[position].isCached
                && rows.contains { $0.row.values[position] != nil }
        }
        let structures = schema.ownStructures.filter { structure in
            rows.contains { $0.structures.contains { $0.schema == structure } }
        }
        let names = columns.map { schema.fields[$0].name } + structures.map(\.name)
        var text = Self.line([schema.id.name] + names)
        for (row, own) in rows {
            var cells = columns.map { position in
                row.values[position].map { schema.fields[position].kind.csv($0) }
            }
            for structure in structures {
                cells.append(try own.first { $0.schema == structure }?.writtenJSON(schema))
            }
            text += Self.line([schema.id.kind.csv(row.id)] + cells)
        }
        csv = text
    }

    private static func line(_ cells: [String?]) -> String {
        cells.map { cell in
            guard let cell else { return "" }
            let isPlain = !cell.isEmpty && !cell.utf8.contains { Set(",\"\r\n".utf8).contains($0) }
            return isPlain ? cell : "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }
        .joined(separator: ",") + "\n"
    }

    /// The objects, in their order.
    ///
    /// Columns that the model does not know are left out.
    ///
    /// - Throws: ``SerialisationFailure`` for the first line that is not an object.
    public func objects<M: Model>(of _: M.Type) throws(SerialisationFailure) -> [M] {
        try entries(of: M.self).map(\.object)
    }

    /// The objects with what the table has of their structures, in their order.
    ///
    /// - Throws: ``SerialisationFailure`` for the first line that is not an object, and the first cell that
    ///   is not a structure.
    public func entries<M: Model>(
        of _: M.Type
    ) throws(SerialisationFailure) -> [DumpedObject<M>] {
        let schema = SchemaReference(M.schema)
        var reader = TableReader(csv)
        let names = try reader.next()?.map { $0.text } ?? []
        guard let place = names.firstIndex(of: schema.model.id.name) else {
            throw .unexpected("a column '\(schema.model.id.name)'")
        }
        let kinds = names.map { name in schema.model[field: name]?.kind }
        let structures = schema.model.ownStructures
        let places = structures.map { names.firstIndex(of: $0.name) }
        var entries: [DumpedObject<M>] = []
        while let cells = try reader.next() {
            guard cells.count == names.count else {
                throw .malformed(
                    "line \(reader.line) has \(cells.count) cells where \(names.count) are named"
                )
            }
            guard let id = schema.model.id.kind.stored(csv: cells[place].text), !id.isEmpty else {
                throw .missingID(model: M.modelName)
            }
            var fields: [String: Bytes] = [:]
            for (column, cell) in cells.enumerated() where !cell.isAbsent {
                fields[names[column]] = kinds[column]?.stored(csv: cell.text)
            }
            let stored = StoredFields(id: id, fields, schema.model)
            let object = try stored.object(of: M.self, schema)
            var own: [StoredStructure] = []
            for (structure, place) in zip(structures, places) {
                guard let cell = place.map({ cells[$0] }), !cell.isAbsent else { continue }
                guard let json = JSONParsed(cell.text) else {
                    throw .malformed(
                        "line \(reader.line), column '\(structure.name)': the text is not JSON"
                    )
                }
                own.append(try .read(json, structure, of: object))
            }
            entries.append(DumpedObject(object: object, structures: own))
        }
        return entries
    }
}

/// Reads CSV line by line.
private struct TableReader {
    struct Cell {
        var text = ""
        var isQuoted = false
        /// Nothing at all, rather than an empty text.
        var isAbsent: Bool { text.isEmpty && !isQuoted }
    }

    private let bytes: [UInt8]
    private var position = 0
    /// The number of the line that was read last.
    private(set) var line = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The cells of the next line; nil when there is none.
    mutating func next() throws(SerialisationFailure) -> [Cell]? {
        guard position < bytes.count else { return nil }
        line += 1
        var cells: [Cell] = []
        while true {
            cells.append(try cell())
            guard position < bytes.count else { return cells }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: ",") { continue }
            if byte == UInt8(ascii: "\r"), position < bytes.count,
                bytes[position] == UInt8(ascii: "\n")
            {
                position += 1
            }
            return cells
        }
    }

    private mutating func cell() throws(SerialisationFailure) -> Cell {
        var text: [UInt8] = []
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            while position < bytes.count, !Self.ends.contains(bytes[position]) {
                text.append(bytes[position])
                position += 1
            }
            return Cell(text: String(decoding: text, as: UTF8.self))
        }
        let start = line
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == UInt8(ascii: "\"") else {
                text.append(byte)
                continue
            }
            guard position < bytes.count, bytes[position] == byte else {
                guard position == bytes.count || Self.ends.contains(bytes[position]) else { break }
                return Cell(text: String(decoding: text, as: UTF8.self), isQuoted: true)
            }
            text.append(byte)
            position += 1
        }
        throw .malformed("line \(start) has a quote that does not end its cell")
    }

    private static let ends: Set<UInt8> = Set(",\r\n".utf8)
}
