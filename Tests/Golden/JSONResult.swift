import StdnetODM

/// A recorded result: objects by their fields, values, a number.
enum JSONResult: Decodable, Hashable, Sendable {
    case nothing
    case truth(Bool)
    case number(Double)
    case text(String)
    case day(String)
    case list([JSONResult])
    case object([String: JSONResult])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONResult].self) {
            self = .list(list)
        } else {
            // What the original notes of an object's state is not the object's.
            let fields = try container.decode([String: JSONResult].self)
            if case .text(let day)? = fields["date"], fields.count == 1 {
                self = .day(day)
            } else {
                self = .object(fields.filter { $0.key != "__model__" && $0.key != "__loaded__" })
            }
        }
    }

    /// The same, a list in an order that depends on nothing but its elements.
    var unordered: JSONResult {
        guard case .list(let elements) = self else { return self }
        return .list(elements.sorted { "\($0)" < "\($1)" })
    }
}

extension JSONResult: CustomStringConvertible {
    /// Short, with sorted keys.
    var description: String {
        switch self {
        case .nothing: "nil"
        case .truth(let truth): "\(truth)"
        case .number(let number): "\(number)"
        case .text(let text): "'\(text)'"
        case .day(let day): day
        case .list(let elements):
            "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .object(let fields):
            "{"
                + fields.map { "\($0): \($1)" }.sorted().joined(separator: ", ")
                + "}"
        }
    }
}

/// A value that can be written as results were recorded.
protocol Recordable {
    var recorded: JSONResult { get }
}

extension Int: Recordable { var recorded: JSONResult { .number(Double(self)) } }
extension Double: Recordable { var recorded: JSONResult { .number(self) } }
extension Bool: Recordable { var recorded: JSONResult { .truth(self) } }
extension String: Recordable { var recorded: JSONResult { .text(self) } }
extension Day: Recordable { var recorded: JSONResult { .day("\(self)") } }
extension Array: Recordable where Element: Recordable {
    var recorded: JSONResult { .list(map(\.recorded)) }
}
extension Optional: Recordable where Wrapped: Recordable {
    var recorded: JSONResult { self?.recorded ?? .nothing }
}
extension Ref: Recordable where Target.ID: Recordable {
    var recorded: JSONResult { id.recorded }
}
extension CompositeID: Recordable {
    var recorded: JSONResult { .number(Double(text) ?? .nan) }
}

extension JSONResult {
    /// An object by its fields.
    static func object(_ fields: KeyValuePairs<String, any Recordable>) -> JSONResult {
        .object(Dictionary(uniqueKeysWithValues: fields.map { ($0, $1.recorded) }))
    }
}
