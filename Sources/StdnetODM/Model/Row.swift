/// The stored fields of one object within a reply, decoded when asked.
///
/// What reads it is generic and inlinable: in the module of a model it becomes code for the types of its
/// fields.
public struct Row: Sendable {
    @usableFromInline let tape: ReplyTape
    /// Where the first field lies; the others follow it.
    private let start: Int
    private let schema: SchemaReference

    /// Takes the fields of an object from a flat reply, one place for each field of the schema.
    init(_ reply: Reply, skipping skipped: Int = 0, schema: SchemaReference) {
        tape = reply.tape
        start = reply.position + skipped
        self.schema = schema
    }

    /// Reads the field at a position of the schema.
    ///
    /// - Throws: ``RowFailure`` when the bytes are not such a value, or absent and not optional.
    @inlinable
    public func read<Value: FieldValue>(
        _ position: Int,
        as: Value.Type = Value.self
    ) throws(RowFailure) -> Value {
        let value = tape.withString(at: place(of: position)) { Value(stored: $0) }
        guard let value else { throw failure(at: position, hint: Value.storedForm) }
        return value
    }

    /// Reads the field at a position of the schema, or what it is when it is absent.
    ///
    /// An empty field is an absent one where it is no value: the original stores some so.
    ///
    /// - Throws: ``RowFailure`` when the bytes are not such a value.
    @inlinable
    public func read<Value: FieldValue>(
        _ position: Int,
        as: Value.Type = Value.self,
        defaults: (inout FieldWriter) -> Void
    ) throws(RowFailure) -> Value {
        let value = tape.withString(at: place(of: position)) { $0.flatMap { Value(stored: $0) } }
        if let value { return value }
        guard isMissing(position),
            let value = FieldWriter.value(of: Value.self, at: position, among: defaults)
        else { throw failure(at: position, hint: Value.storedForm) }
        return value
    }

    @usableFromInline @inline(never)
    func isMissing(_ position: Int) -> Bool {
        let field = Reply(tape: tape, position: place(of: position))
        return field.isNull || field.withBytes(\.isEmpty)
    }

    @usableFromInline @inline(never)
    func failure(at position: Int, hint: String) -> RowFailure {
        let field = schema.model.fields[position]
        let found = Reply(tape: tape, position: place(of: position))
        return RowFailure(
            model: schema.model.name,
            id: "",
            field: field.name,
            expected: field.kind,
            hint: hint,
            found: found.bytes
        )
    }

    /// Where it lies what is stored of a field: under its name, or else under the one that it had before.
    @usableFromInline
    func place(of position: Int) -> Int {
        guard !schema.formerPlaces.isEmpty, cell(position).isNull,
            let place = schema.formerPlaces[position]
        else { return start + position }
        return start + place
    }

    /// What lies at a place, undecoded.
    func cell(_ position: Int) -> Reply { Reply(tape: tape, position: start + position) }

    /// Whether none of the first so many places has a value.
    func isEmpty(among count: Int) -> Bool { (0..<count).allSatisfy { cell($0).isNull } }
}

/// A schema behind one reference, so that a row copies a pointer and not five strings.
final class SchemaReference: Sendable {
    let model: ModelSchema
    /// The attributes in the order of the fields, then the names that some of them had before.
    let attributes: [String]
    /// Where the former name of a field stands among the attributes, by the position of the field.
    let formerPlaces: [Int: Int]

    init(_ model: ModelSchema) {
        self.model = model
        var attributes = model.fields.map(\.column)
        var places: [Int: Int] = [:]
        for (position, field) in model.fields.enumerated() {
            guard let former = field.formerly else { continue }
            places[position] = attributes.count
            attributes.append(former)
        }
        self.attributes = attributes
        formerPlaces = places
    }
}

/// A stored field that does not fit its declared type.
public struct RowFailure: Error, Equatable, Sendable {
    /// The name of the model.
    public let model: String
    /// The id of the object.
    public internal(set) var id: String
    /// The name of the field, or of the id.
    public let field: String
    /// How the bytes should have been readable.
    public let expected: ValueKind
    /// What the bytes should have looked like, in words.
    public let hint: String
    /// The bytes; nil when the field is absent.
    public let found: Bytes?
}

extension RowFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        let value = found.map { "'\(String(decoding: $0, as: UTF8.self))'" } ?? "nothing"
        return
            "\(model) '\(id)': field '\(field)' holds \(value), and it should be \(hint)"
    }
}
