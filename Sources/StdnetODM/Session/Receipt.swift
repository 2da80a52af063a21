/// What a commit did.
public struct Receipt: Sendable, Equatable {
    /// The ids of the new objects, by their place in the session.
    let ids: [Int: String]
    /// How many objects were deleted, those reached by delete rules included.
    public let deletedCount: Int

    /// The same reference, with the id of the object that now exists.
    public func resolve<M: Model>(_ reference: Ref<M>) -> Ref<M> {
        guard case .planned(let handle) = reference.storage, let text = ids[handle.position],
            let id = Array(text.utf8).withUnsafeBytes({ M.ID(stored: $0) })
        else { return reference }
        return Ref(id)
    }
}
