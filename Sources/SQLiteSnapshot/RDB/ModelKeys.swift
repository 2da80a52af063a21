import StdnetBackend
import StdnetRDB

/// Tells to which model a key belongs, by what it starts with.
struct ModelKeys {
    /// What a key is to its model.
    enum Role {
        /// Describes all models.
        case description
        /// Lists the ids.
        case ids
        /// Holds the object with the id behind so many bytes.
        case object(prefix: Int)
    }

    private struct Entry {
        let name: Bytes
        /// Nil for what is about all of them.
        let model: Int?
        let isPrefix: Bool
    }

    /// In the order of their bytes.
    private let entries: [Entry]
    private var last = 0

    /// Makes the list for models, in the order of their plans; nil when the name of one is such that a
    /// key may belong to two of them.
    init?(_ plans: [TablePlan], namespace: String) {
        let schema = Bytes(KeyLayout.schema(namespace: namespace).utf8)
        var entries = [Entry(name: schema, model: nil, isPrefix: false)]
        for (model, plan) in plans.enumerated() {
            let layout = KeyLayout(namespace: namespace, model: plan.schema.name)
            entries.append(Entry(name: Bytes(layout.ids.utf8), model: model, isPrefix: false))
            entries.append(
                Entry(name: Bytes(layout.objectPrefix.utf8), model: model, isPrefix: true)
            )
        }
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
        // What starts with a prefix comes right after it.
        for (entry, following) in zip(entries, entries.dropFirst()) {
            if entry.isPrefix, following.name.starts(with: entry.name) { return nil }
        }
        self.entries = entries
    }

    /// The model to which a key belongs, and as what; nil when it belongs to none.
    ///
    /// What is about all models counts as the first one's.
    @inline(__always)
    mutating func find(_ name: RawBytes) -> (model: Int, role: Role)? {
        if let found = role(of: name, last) { return found }
        // The last one that does not come after the name.
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = low + (high - low) / 2
            if name.lexicographicallyPrecedes(entries[middle].name) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        guard low > 0, let found = role(of: name, low - 1) else { return nil }
        last = low - 1
        return found
    }

    @inline(__always)
    private func role(of name: RawBytes, _ position: Int) -> (model: Int, role: Role)? {
        let count = entries[position].name.count
        guard name.count >= count,
            entries[position].name.withUnsafeBytes({ $0.elementsEqual(name[..<count]) })
        else { return nil }
        let entry = entries[position]
        guard let model = entry.model else {
            return name.count == count ? (0, .description) : nil
        }
        guard entry.isPrefix else { return name.count == count ? (model, .ids) : nil }
        return (model, .object(prefix: count))
    }
}
