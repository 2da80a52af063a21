extension FieldWriter {
    /// One leaf of a value that is spread over the hash.
    package struct Leaf: Sendable, Equatable {
        /// The keys that lead to it, joined by `__`.
        package let path: String
        /// The value as JSON.
        package let text: String

        /// Makes a leaf.
        package init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// Writes a value that is spread over one name in the hash for each of its leaves.
    ///
    /// - Parameters:
    ///   - position: The position of the field, which is flattened.
    ///   - leaves: The leaves, in their order.
    ///   - isPartial: Whether stored leaves that are not among these stay.
    package mutating func write(_ position: Int, leaves: [Leaf], isPartial: Bool = false) {
        guard mask.contains(position) else { return }
        let leaves = leaves.map { (Bytes($0.path.utf8), Bytes($0.text.utf8)) }
        values.append(JSONLeaves(leaves).word(replacing: !isPartial))
        present.mark(position, if: true)
    }
}
