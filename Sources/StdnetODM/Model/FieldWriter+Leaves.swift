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
        var word: Bytes = [UInt8(ascii: isPartial ? "m" : "r")]
        for leaf in leaves {
            for part in [leaf.path, leaf.text] {
                word += "\(part.utf8.count):".utf8
                word += part.utf8
            }
        }
        values.append(word)
        present.mark(position, if: true)
    }
}
