/// A reference to an object: by its id, or by its place in a session that is not committed yet.
@dynamicMemberLookup
public struct Ref<Target: Model>: Hashable, Sendable {
    @usableFromInline enum Storage: Hashable, Sendable {
        case id(Target.ID)
        case planned(Handle)
    }
    @usableFromInline let storage: Storage

    /// Refers to the object with this id, whether it exists or not; a commit checks that it does.
    @inlinable public init(_ id: Target.ID) { storage = .id(id) }
    @inlinable init(_ handle: Handle) { storage = .planned(handle) }

    /// The id; nil while the object is only planned.
    @inlinable public var id: Target.ID? {
        if case .id(let id) = storage { id } else { nil }
    }
}

extension Ref {
    /// What is not loaded can't be read.
    @available(
        *,
        unavailable,
        message:
            "the object is not loaded: add '.including(…)' to the query, or fetch the reference"
    )
    public subscript<Value>(dynamicMember member: KeyPath<Target, Value>) -> Value? { nil }
}

/// The place of a new object in a session.
@usableFromInline struct Handle: Hashable, Sendable {
    /// Tells one session from another.
    let session: UInt64
    let position: Int
}

extension Ref: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { Target.ID.kind }
    /// The model that it refers to.
    public static var referenceTarget: String? { Target.modelName }

    /// A planned object has no bytes yet: ``FieldWriter`` writes it by its handle.
    public func store(in arguments: inout Arguments) -> Bool { id?.store(in: &arguments) ?? false }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let id = Target.ID(stored: stored) else { return nil }
        self.init(id)
    }
}
