/// What is wrong with an object although its types allow it: what ``Model/problems()`` answers.
public struct Problem: Equatable, Sendable {
    /// The name of the field that it is about; nil when it is about the whole object.
    public let field: String?
    /// What is wrong, in words.
    public let message: String

    /// A problem of the whole object.
    public init(_ message: String) {
        field = nil
        self.message = message
    }

    /// A problem of one field.
    public init<Root, Value, Index>(_ message: String, in field: Field<Root, Value, Index>) {
        self.field = field.path.field
        self.message = message
    }

    /// A problem of one reference.
    public init<Root, Link>(_ message: String, in reference: Reference<Root, Link>) {
        field = reference.path.field
        self.message = message
    }
}

extension Session {
    /// Takes down what an object finds wrong with itself.
    mutating func reject<M: Model>(_ object: M, for problems: [Problem]) {
        for problem in problems {
            reject(M.self, object.storedID, .invalid(problem.message), field: problem.field)
        }
    }
}
