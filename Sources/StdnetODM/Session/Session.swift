/// Changes that happen together or not at all.
///
/// It cannot be copied, so it cannot be sent twice.
///
/// Each object has one place in a session: a second change of the same object joins the first. Order
/// matters only between changes of one object; deletions by query see the database as it was before.
public struct Session: ~Copyable, Sendable {
    /// Tells the handles of this session from those of any other.
    let number: UInt64
    private(set) var models: [ModelSchema] = []
    /// The fields of each model whose values must have a place in an order.
    private var ordered: [FieldMask] = []
    var operations: [Operation] = []
    /// The values of all objects, one after the other.
    var arena = Arguments()
    /// What is wrong before anything is sent.
    private(set) var violations: [Violation] = []
    /// The places of objects that were refused: what refers to one of them is to blame for nothing.
    var refused: Set<Int> = []
    /// The objects of which something was planned that was refused, so that nothing tells how they will be.
    var unsettled: Set<Identity> = []
    /// The objects of which some values were refused, while all others are planned.
    var incomplete: Set<Identity> = []
    /// Where the operation on an object stands, by the id that it will have.
    var places: [Identity: Int] = [:]
    /// The ids from which objects move, while no other comes there.
    var vacated: Set<Identity> = []
    /// Where the operation stands that took in the last change; nil when that has a place of its own.
    var joined: Int?
    /// What happens to structures, after all objects.
    var structures: [StructureOperation] = []

    /// Makes an empty session.
    public init() { self.init(number: UInt64.random(in: .min ... .max)) }

    init(number: UInt64) { self.number = number }

    /// Whether there is nothing to commit.
    public var isEmpty: Bool { operations.isEmpty && structures.isEmpty }

    /// Plans a new object: its id, when it has one, must be free.
    ///
    /// - Returns: A reference that other objects of the same session may hold. The commit gives it
    ///   its id.
    @discardableResult
    @inlinable
    public mutating func insert<M: Model>(_ object: M) -> Ref<M> {
        let id = object.storedID
        let handle = plan(object, as: .insert, id: id)
        return id.map { Ref($0) } ?? Ref(handle)
    }

    /// Plans an object that is new, or whose id the commit makes.
    @usableFromInline
    mutating func plan<M: Model>(_ object: M, as kind: Operation.Kind, id: M.ID?) -> Handle {
        let handle = Handle(session: number, position: operations.count)
        joined = nil
        write(object, as: kind, id: id, only: .all)
        // What an earlier change of the same object took in goes by the place of that one.
        if let joined { return Handle(session: number, position: joined) }
        if id == nil { occupy(handle, M.self) }
        return handle
    }

    /// Takes the place of a handle, where what it stands for was refused.
    mutating func occupy<M: Model>(_ handle: Handle, _: M.Type) {
        guard operations.count == handle.position else { return }
        refused.insert(handle.position)
        operations.append(Operation(kind: .nothing, model: place(of: M.self), id: nil))
    }

    /// Plans to write all fields of an object, whether it exists or not.
    ///
    /// Stored fields that the model does not know stay.
    @discardableResult
    public mutating func save<M: Model>(_ object: M) -> Ref<M> {
        guard let id = object.storedID else {
            return Ref(plan(object, as: M.schema.id.isAutomatic ? .insert : .save, id: nil))
        }
        write(object, as: .save, id: id, only: .all)
        return Ref(id)
    }

    /// Plans to write what differs between two versions of an object, which must exist.
    ///
    /// Where the ids differ, the object moves: with its structures and its stored fields, unknown ones
    /// included, and whoever refers to it refers to the new id. The new id must be free, or its object
    /// must end or move in the same session: objects may exchange their ids. `old` is the object as it was
    /// before the session.
    public mutating func update<M: Model>(_ object: M, from old: M) {
        guard let id = object.storedID, let oldID = old.storedID else {
            if let known = old.storedID ?? object.storedID { unsettle(known.text, M.self) }
            return reject(M.self, object.storedID, .changedID)
        }
        let changes = object.changes(since: old)
        if id != oldID {
            guard let source = text(of: oldID, M.self) else { return }
            write(object, as: .move, id: id, only: changes, .moved(from: source))
        } else if !changes.isEmpty {
            write(object, as: .update, id: id, only: changes)
        }
    }

    /// Plans the end of an object; nothing happens when it does not exist.
    public mutating func delete<M: Model>(_ object: M) {
        guard let id = object.storedID else { return reject(M.self, nil, .missingObject) }
        delete(Ref<M>(id))
    }

    /// Plans the end of an object, or takes a planned one back.
    public mutating func delete<M: Model>(_ reference: Ref<M>) {
        switch reference.storage {
        case .planned(let handle):
            guard handle.session == number else { return reject(M.self, nil, .foreignReference) }
            operations[handle.position].kind = .nothing
        case .id(let id):
            guard let id = text(of: id, M.self) else { return }
            add(Operation(kind: .delete, model: place(of: M.self), id: id), M.self)
        }
    }

    /// Plans the end of every object that a query finds at the time of the commit.
    public mutating func delete<M: Model>(_ query: Query<M>) {
        var operation = Operation(kind: .deleteAll, model: place(of: M.self), id: nil)
        operation.detail = .condition(query.plan.condition)
        operations.append(operation)
    }

    // MARK: Places

    struct Identity: Hashable {
        let model: Int
        let id: String
    }

    /// The place of a model in this session.
    mutating func place<M: Model>(of _: M.Type) -> Int {
        let name = M.modelName
        if let last = models.last, last.name == name { return models.count - 1 }
        if let place = models.firstIndex(where: { $0.name == name }) { return place }
        return append(M.schema)
    }

    /// The place of a model that is known by its schema alone.
    mutating func place(of schema: ModelSchema) -> Int {
        models.firstIndex { $0.name == schema.name } ?? append(schema)
    }

    private mutating func append(_ schema: ModelSchema) -> Int {
        models.append(schema)
        var mask = FieldMask()
        for (position, field) in schema.fields.enumerated() {
            let isScore = field.name == schema.ordering?.field && field.kind.isNumeric
            mask.mark(position, if: field.index.hasRange || isScore)
        }
        ordered.append(mask)
        return models.count - 1
    }

    mutating func write<M: Model>(
        _ object: M,
        as kind: Operation.Kind,
        id: M.ID?,
        only mask: FieldMask,
        _ detail: Operation.Detail? = nil
    ) {
        let model = place(of: M.self)
        let isComposed = id == nil && !models[model].id.isAutomatic
        if isComposed, kind != .insert, kind != .save {
            let reason = "the id can't be made: a part of it is only planned, or has no hash"
            return reject(M.self, nil, .invalidID(reason))
        }
        reject(object, for: object.problems())
        let start = arena.count
        var writer = FieldWriter(ordered: ordered[model], only: mask, appendingTo: arena.taken())
        object.encode(into: &writer)
        arena = writer.values
        if !writer.unordered.isEmpty {
            for position in writer.unordered.positions {
                reject(M.self, id, .notANumber, field: models[model].fields[position].name)
            }
        }
        for value in writer.refused {
            let rule = Violation.Rule.unstorable(value: value.value, hint: value.hint)
            reject(M.self, id, rule, field: models[model].fields[value.field].name)
        }
        if let id, let hint = id.refusal { reject(M.self, id, .invalidID(hint)) }
        for failure in writer.failures {
            let field = models[model].fields[failure.field].name
            reject(M.self, id, .notEncodable(failure.reason), field: field)
        }
        for value in writer.planned where value.handle.session != number {
            reject(M.self, id, .foreignReference)
        }
        var operation = Operation(kind: kind, model: model, id: nil)
        if let id {
            guard let text = text(of: id, M.self) else { return }
            operation.id = text
        }
        operation.detail = detail
        operation.values = start..<arena.count
        operation.present = writer.present
        operation.absent = writer.absent
        operation.planned = writer.planned
        operation.object = object
        if isComposed, !identify(&operation) { return }
        if !(writer.refused.isEmpty && writer.failures.isEmpty) { noteIncomplete(operation) }
        add(operation, M.self)
    }

    // MARK: Violations

    /// The id as it stands in keys; nil, and a violation, when it can't.
    mutating func text<M: Model>(of id: M.ID, _: M.Type) -> String? {
        guard let text = String(validating: id.stored ?? [], as: UTF8.self) else {
            unsettle(id.text, M.self)
            reject(model: M.modelName, id: id.text, .invalidID("an id is UTF-8 text"))
            return nil
        }
        return text
    }

    mutating func reject<M: Model>(
        _: M.Type,
        _ id: M.ID?,
        _ rule: Violation.Rule,
        field: String? = nil
    ) {
        reject(model: M.modelName, id: id?.text, rule, field: field)
    }

    mutating func reject(
        model: String,
        id: String?,
        _ rule: Violation.Rule,
        field: String? = nil
    ) {
        violations.append(Violation(model: model, id: id, field: field, rule: rule))
    }
}

extension FieldValue {
    /// The stored bytes as text: what an id looks like in a key.
    var text: String { String(decoding: stored ?? [], as: UTF8.self) }
}

extension String {
    /// Why a text is not an id; nil when it is one.
    var reasonAgainstID: String? {
        if isEmpty { return "an id has at least one character" }
        if utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            return "an id has no control characters"
        }
        return nil
    }
}
