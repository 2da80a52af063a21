/// One broken rule, and where.
public struct Violation: Equatable, Sendable {
    /// Which rule.
    @nonexhaustive
    public enum Rule: Equatable, Sendable {
        /// Another object has this value already; the owner is empty while it is only planned.
        case unique(value: String, owner: String)
        /// The object referred to does not exist.
        case missingReference(model: String, id: String)
        /// The object to be changed does not exist.
        case missingObject
        /// An object with this id exists already, or is planned twice.
        case existingObject
        /// An object that refers to this one forbids its deletion.
        case restricted(model: String, id: String)
        /// The object can't get another id: it is a part of the id of this one, which only Python can make.
        case partOfID(model: String, id: String)
        /// A key that the commit needs holds another type of value.
        case wrongType(key: String, expected: KeyType, found: String)
        /// A value that must have a place in an order has none: NaN, or a subnormal double, which
        /// Redis can't read.
        case notANumber
        /// The value can't be stored; the hint says why and what could.
        case unstorable(value: String, hint: String)
        /// The value can't be written as JSON, and why.
        case notEncodable(String)
        /// The model itself says what is wrong: see ``Model/problems()``.
        case invalid(String)
        /// More than one object has the values by which one is looked for.
        case ambiguous(count: Int)
        /// Objects can't be looked for by the value of this field, and why.
        case unmatchable(String)
        /// The text can't be an id.
        case invalidID(String)
        /// An update can't give an id to an object, take it, or change it after the session saves the object.
        case changedID
        /// The planned object belongs to another session, or was taken back.
        case foreignReference
        /// The model was not named when the database was opened.
        case unknownModel
    }

    /// The name of the model.
    public let model: String
    /// The id of the object; nil while it is only planned.
    public let id: String?
    /// The name of the field; nil when the rule is about the whole object.
    public let field: String?
    /// Which rule.
    public let rule: Rule

    /// Makes a violation.
    public init(model: String, id: String?, field: String?, rule: Rule) {
        self.model = model
        self.id = id
        self.field = field
        self.rule = rule
    }
}

extension Violation: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        let object = id.map { "\(model) '\($0)'" } ?? "new \(model)"
        return (field.map { "\(object), field '\($0)'" } ?? object) + ": " + rule.description
    }
}

extension Violation.Rule: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .unique(let value, let owner):
            "'\(value)' is taken by \(owner.isEmpty ? "another new object" : "'\(owner)'")"
        case .missingReference(let model, let id): "there is no \(model) '\(id)'"
        case .missingObject: "there is no such object"
        case .existingObject: "there is such an object already"
        case .restricted(let model, let id): "\(model) '\(id)' refers to it"
        case .partOfID(let model, let id):
            "its id is a part of that of \(model) '\(id)', which only Python makes: delete that one first"
        case .wrongType(let key, let expected, let found):
            "key '\(key)' holds a \(found) where a \(expected) is expected"
        case .notANumber: "the value has no place in an order"
        case .unstorable(let value, let hint): "'\(value)' can't be stored: \(hint)"
        case .notEncodable(let reason): "the value can't be written as JSON: \(reason)"
        case .invalid(let problem): problem
        case .invalidID(let reason): reason
        case .ambiguous(let count): "\(count) objects have these values: one is looked for"
        case .unmatchable(let reason): "no object can be looked for by it: \(reason)"
        case .changedID:
            "an update can't give or take an id, nor change it in a session that saves the object"
        case .foreignReference: "it refers to an object that is not planned in this session"
        case .unknownModel: "the database was opened without this model"
        }
    }
}
