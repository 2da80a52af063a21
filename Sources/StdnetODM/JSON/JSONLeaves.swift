/// The leaves of a JSON value, each with its path and its text.
///
/// As one word for scripts: `r` when they take the place of all that are there, `m` when others stay;
/// then of each leaf the path and the text, both as their number of bytes, `:` and their bytes.
struct JSONLeaves: Equatable {
    private(set) var leaves: [(path: Bytes, text: Bytes)] = []

    /// Why a value can't be spread.
    struct Failure: Error {
        let reason: String
    }

    /// What stands between the names of a path.
    static var separator: String { "__" }
    /// Deeper values are refused: every level takes stack.
    private static var depthLimit: Int { 512 }

    /// Takes leaves as they are.
    init(_ leaves: [(path: Bytes, text: Bytes)]) { self.leaves = leaves }

    /// Spreads a value.
    ///
    /// - Throws: ``Failure`` for one that is no object, and for names that a path can't have.
    init(of value: some Encodable) throws(Failure) {
        let tree = JSONTree()
        do { try tree.encode(value, at: []) } catch { throw Failure(reason: "\(error)") }
        guard case .object = tree.content else {
            throw Failure(reason: "only what has names is spread over fields: write '@JSON'")
        }
        try append(tree, "", depth: 0)
    }

    private mutating func append(
        _ tree: JSONTree,
        _ path: String,
        depth: Int
    ) throws(Failure) {
        guard case .object = tree.content, depth == 0 || !tree.names.isEmpty else {
            var text = ""
            tree.append(to: &text)
            guard !text.isEmpty else { throw Failure(reason: "nothing was encoded") }
            return leaves.append((Bytes(path.utf8), Bytes(text.utf8)))
        }
        guard depth < Self.depthLimit else { throw Failure(reason: "it is too deep") }
        for place in tree.order {
            let name = tree.names[place]
            if name.isEmpty {
                // What has no name is the node itself, and is told from it by the others only.
                guard depth > 0, tree.names.count > 1 else {
                    throw Failure(reason: "a name is empty, and there is no other beside it")
                }
                var text = ""
                tree.parts[place].append(to: &text)
                leaves.append((Bytes(path.utf8), Bytes(text.utf8)))
                continue
            }
            guard !name.contains(Self.separator), !name.hasSuffix("_") else {
                throw Failure(reason: "the name '\(name)' has '__' in it, or '_' at its end")
            }
            let inner = path.isEmpty ? name : path + Self.separator + name
            try append(tree.parts[place], inner, depth: depth + 1)
        }
    }

    // MARK: One word

    /// The word that scripts take.
    func word(replacing: Bool) -> Bytes {
        var word: Bytes = [UInt8(ascii: replacing ? "r" : "m")]
        for leaf in leaves {
            for part in [leaf.path, leaf.text] {
                word += Bytes("\(part.count):".utf8)
                word += part
            }
        }
        return word
    }

    /// Reads a word; nil when it is none.
    init?(word: UnsafeRawBufferPointer) {
        var position = 1
        func part() -> Bytes? {
            guard let colon = word[position...].firstIndex(of: UInt8(ascii: ":")),
                let count = Int(
                    decimal: UnsafeRawBufferPointer(rebasing: word[position..<colon])
                ), count >= 0, count <= word.count - colon - 1
            else { return nil }
            position = colon + 1 + count
            return Bytes(word[colon + 1..<position])
        }
        guard !word.isEmpty else { return nil }
        while position < word.count {
            guard let path = part(), let text = part() else { return nil }
            leaves.append((path, text))
        }
    }

    /// The leaves of two values that are written one after the other.
    func merged(with later: JSONLeaves) -> JSONLeaves {
        let written = Set(later.leaves.map(\.path))
        var merged = self
        merged.leaves.removeAll { written.contains($0.path) }
        merged.leaves += later.leaves
        return merged
    }

    static func == (left: Self, right: Self) -> Bool {
        left.leaves.elementsEqual(right.leaves) { $0.path == $1.path && $0.text == $1.text }
    }

    // MARK: The value again

    /// The value; nil when a leaf is not JSON, or a path is not UTF-8.
    var tree: JSONParsed? {
        let root = Node()
        for leaf in leaves {
            let parsed = leaf.text.withUnsafeBytes { text in
                var parser = JSONParser(text)
                return parser.parse()
            }
            guard let value = parsed, let path = String(validating: leaf.path, as: UTF8.self)
            else { return nil }
            var node = root
            var depth = 0
            for name in path.split(separator: Self.separator, omittingEmptySubsequences: false) {
                node = node.member(String(name))
                depth += 1
            }
            guard depth <= Self.depthLimit else { return nil }
            node.value = value
        }
        return root.parsed(isRoot: true)
    }

    private final class Node {
        var value: JSONParsed?
        private var members: [String: Node] = [:]

        func member(_ name: String) -> Node {
            if let node = members[name] { return node }
            let node = Node()
            members[name] = node
            return node
        }

        func parsed(isRoot: Bool = false) -> JSONParsed {
            if members.isEmpty, !isRoot { return value ?? .null }
            var parsed = members.mapValues { $0.parsed() }
            if let value { parsed[""] = value }
            return .object(parsed)
        }
    }
}
