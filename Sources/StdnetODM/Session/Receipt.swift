/// What a commit did.
public struct Receipt: Sendable {
    /// The reply of the commit script: the ids of numbered objects follow its first two words.
    private let reply: Reply?
    /// The places in the session of the numbered objects, in the order of the reply.
    private let numbered: [Int]
    /// How many objects were deleted, those reached by delete rules included.
    public let deletedCount: Int

    init(reply: Reply?, numbered: [Int], deletedCount: Int) {
        self.reply = reply
        self.numbered = numbered
        self.deletedCount = deletedCount
    }

    /// The same reference, with the id of the object that now exists.
    public func resolve<M: Model>(_ reference: Ref<M>) -> Ref<M> {
        guard case .planned(let handle) = reference.storage, let reply,
            let place = numbered.firstIndex(of: handle.position),
            let id = reply.leaf(2 + place).withBytes({ M.ID(stored: $0) })
        else { return reference }
        return Ref(id)
    }
}
