import StdnetODM

/// One thing that a session does, to an object or to all with a value.
struct OracleStep: CustomStringConvertible {
    enum Kind: Equatable {
        case insert, update, save, delete, deleteAll
        case move(from: String)

        /// What it is called, whatever it moves.
        var name: String { if case .move = self { "move" } else { "\(self)" } }

        /// Whether it may give an id that nobody had.
        var mayBeNew: Bool {
            switch self {
            case .insert, .save, .move: true
            case .update, .delete, .deleteAll: false
            }
        }
    }

    var kind: Kind
    /// The place of the model among the schemas.
    let model: Int
    /// The id; nil when the database is to make it.
    var id: String?
    /// The values that are written, by the positions of their fields; nil for those that become absent.
    var values: [Int: Bytes?] = [:]
    /// The steps that make the objects which are referred to, by the positions of the fields.
    var planned: [Int: Int] = [:]

    var description: String {
        var words = values.sorted { $0.key < $1.key }.map { field, value in
            "\(field): " + (value.map { String(decoding: $0, as: UTF8.self) } ?? "nil")
        }
        words += planned.sorted { $0.key < $1.key }.map { "\($0): what step \($1) makes" }
        return "\(kind) m\(model) \(id ?? "new") [\(words.joined(separator: ", "))]"
    }
}

/// All that one session does.
struct OracleSession: CustomStringConvertible {
    var steps: [OracleStep] = []
    var pieces: [OraclePiece] = []

    var description: String {
        (steps.map(\.description) + pieces.map(\.description)).joined(separator: "\n")
    }
}
