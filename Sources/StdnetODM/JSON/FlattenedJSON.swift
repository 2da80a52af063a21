/// A value that is spread over the fields of a hash, one for each of its leaves: what
/// `@JSON(.flattened)` stores.
///
/// The leaf `a.b` of a property `data` is the field `data__a__b` and holds JSON text; a member without a
/// name is the object around it: `{"a": {"": 1, "b": 2}}` is `data__a` and `data__a__b`. The field `data`
/// itself says that there is a value: `""`, or `null` when it has no leaves. Arrays, and objects without
/// members, are leaves. This is the original's `JSONField(as_string=False)`.
public struct FlattenedJSON<Value: Codable & Equatable & Sendable>: Equatable, Sendable {
    /// The value.
    public let value: Value

    /// Takes a value.
    public init(_ value: Value) { self.value = value }
}

extension FlattenedJSON: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .json }
    /// What the stored bytes look like.
    public static var storedForm: String { "JSON in each field of the value" }

    /// Appends the leaves as one word, ``JSONLeaves``; nothing when they can't be made, which a session
    /// reports.
    public func store(in arguments: inout Arguments) -> Bool {
        guard let leaves = try? JSONLeaves(of: value) else { return false }
        arguments.append(leaves.word(replacing: true))
        return true
    }

    /// Reads the leaves as one word.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let leaves = JSONLeaves(word: stored), let tree = leaves.tree,
            let value = try? JSONReader(tree, at: []).decode(Value.self)
        else { return nil }
        self.init(value)
    }
}

extension FieldWriter {
    /// Writes a value that is spread; one that can't be is reported when the session is committed.
    public mutating func write<Value>(_ position: Int, _ json: FlattenedJSON<Value>) {
        guard mask.contains(position) else { return }
        do throws(JSONLeaves.Failure) {
            values.append(try JSONLeaves(of: json.value).word(replacing: true))
            present.mark(position, if: true)
        } catch {
            failures.append((position, error.reason))
        }
    }

    /// Writes a value that is spread; nil is absent.
    public mutating func write<Value>(_ position: Int, _ json: FlattenedJSON<Value>?) {
        if let json {
            write(position, json)
        } else if mask.contains(position) {
            absent.mark(position, if: true)
        }
    }
}
