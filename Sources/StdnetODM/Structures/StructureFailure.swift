/// Why a structure could not be read or changed.
@nonexhaustive
public enum StructureFailure: Error, Equatable, Sendable {
    /// The backend failed; ``BackendError/wrongType(key:expected:found:)`` when the key holds
    /// something else.
    case backend(BackendError)
    /// What is stored is not an element of the declared type.
    case undecodable(ElementFailure)
    /// An element can't be stored: nothing was sent.
    ///
    /// The hint says why and what could.
    case unstorable(key: String, value: String, hint: String)
    /// The object has no id yet, so its structures have no key: commit it first, or use the session
    /// that plans it.
    case unsaved(model: String, structure: String)
    /// The model was not named when the database was opened.
    case unknownModel(String)
    /// There is no element at this position.
    case outOfRange(key: String, index: Int)
}

/// Stored bytes that are not an element of the declared type.
public struct ElementFailure: Error, Equatable, Sendable {
    /// The key of the structure.
    public let key: String
    /// What the bytes should have looked like, in words.
    public let hint: String
    /// The bytes.
    public let found: Bytes

    /// Makes a failure.
    public init(key: String, hint: String, found: Bytes) {
        self.key = key
        self.hint = hint
        self.found = found
    }
}

extension StructureFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .backend(let error): error.description
        case .undecodable(let failure): failure.description
        case .unstorable(let key, let value, let hint):
            "'\(value.prefix(100))' can't be an element of '\(key)': \(hint)"
        case .unsaved(let model, let structure):
            "the \(model) has no id yet, so '\(structure)' has no key: commit it first, or use the "
                + "session that plans it"
        case .unknownModel(let model): "the database was opened without '\(model)'"
        case .outOfRange(let key, let index): "'\(key)' has no element \(index)"
        }
    }
}

extension ElementFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        let text = String(decoding: found.prefix(100), as: UTF8.self)
        return "key '\(key)' holds '\(text)', and it should be \(hint)"
    }
}
