/// What a commit did.
public struct Receipt: Sendable {
    /// The objects of one model that the commit numbered.
    ///
    /// Their numbers follow one another.
    struct Numbered: Sendable {
        let model: String
        /// Their places in the session, ascending.
        var places: [Int] = []
        /// The number of the first.
        var first = 0
    }

    /// An object whose id is known after the commit alone: of an upsert, or one whose id the commit made.
    struct Identified: Sendable, Equatable {
        let id: Bytes
        /// Whether an upsert made it; nil when it is of none.
        let isNew: Bool?
    }

    /// An object that ended although the session did not name it.
    struct Swept: Sendable, Equatable {
        let model: String
        let id: String
    }

    let numbered: [Numbered]
    /// By their places in the session.
    let identified: [Int: Identified]
    /// What a rule or a query ended, where somebody asked for it.
    let swept: [Swept]
    /// How many objects were deleted, those reached by delete rules included.
    public let deletedCount: Int

    init(
        numbered: [Numbered],
        identified: [Int: Identified] = [:],
        swept: [Swept] = [],
        deletedCount: Int
    ) {
        self.numbered = numbered
        self.identified = identified
        self.swept = swept
        self.deletedCount = deletedCount
    }

    /// The same reference, with the id of the object that now exists.
    ///
    /// - Complexity: O(log *n*) in the objects of the session.
    public func resolve<M: Model>(_ reference: Ref<M>) -> Ref<M> {
        if case .planned(let handle) = reference.storage, let found = identified[handle.position] {
            return found.id.withUnsafeBytes { M.ID(stored: $0) }.map { Ref($0) } ?? reference
        }
        guard case .planned(let handle) = reference.storage,
            let objects = numbered.first(where: { $0.model == M.modelName }),
            let offset = objects.offset(of: handle.position),
            let id = Array("\(objects.first + offset)".utf8)
                .withUnsafeBytes({ M.ID(stored: $0) })
        else { return reference }
        return Ref(id)
    }

    /// Whether an upsert made its object; nil when the reference is not what an upsert returned.
    public func isNew<M: Model>(_ reference: Ref<M>) -> Bool? {
        guard case .planned(let handle) = reference.storage else { return nil }
        return identified[handle.position]?.isNew
    }
}

extension Receipt.Numbered {
    /// How many objects of the model were numbered before the one at a place of the session.
    func offset(of place: Int) -> Int? {
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low < places.count && places[low] == place ? low : nil
    }
}
