import StdnetBackend

/// The words of SORT after the key.
struct SortOptions {
    private(set) var isDescending = false
    private(set) var isAlphabetic = false
    private(set) var by: SortPattern?
    /// Whether BY names a pattern without `*`: the elements keep their order.
    private(set) var keepsOrder = false
    private(set) var gets: [SortPattern] = []
    private(set) var offset = 0
    private(set) var limit = -1
    /// Where the key of the target is.
    private(set) var target: Int?

    init(
        _ call: ArgumentView,
        allowsStore: Bool,
        mayReadAllKeys: Bool
    ) throws(CommandError) {
        var position = 2
        while position < call.count {
            if call.isWord("ASC", at: position) {
                isDescending = false
            } else if call.isWord("DESC", at: position) {
                isDescending = true
            } else if call.isWord("ALPHA", at: position) {
                isAlphabetic = true
            } else if call.isWord("LIMIT", at: position), call.hasWord(after: position, count: 2) {
                offset = try call.requiredInteger(position + 1)
                limit = try call.requiredInteger(position + 2)
                position += 2
            } else if allowsStore, call.isWord("STORE", at: position),
                call.hasWord(after: position)
            {
                target = position + 1
                position += 1
            } else if call.isWord("BY", at: position), call.hasWord(after: position) {
                let pattern = SortPattern(call[position + 1])
                if pattern.hasPlaceholder, !mayReadAllKeys { throw Self.denied("BY") }
                by = pattern
                // Once told to keep the order, Redis never unlearns it.
                keepsOrder = keepsOrder || !pattern.hasPlaceholder
                position += 1
            } else if call.isWord("GET", at: position), call.hasWord(after: position) {
                guard mayReadAllKeys else { throw Self.denied("GET") }
                gets.append(SortPattern(call[position + 1]))
                position += 1
            } else {
                throw .syntax
            }
            position += 1
        }
    }

    private static func denied(_ option: String) -> CommandError {
        .init("ERR \(option) option of SORT denied due to insufficient ACL permissions.")
    }

    /// Sorts by bytes after all: where the order of a set would depend on chance.
    mutating func forceOrder() {
        keepsOrder = false
        isAlphabetic = true
        by = nil
    }

    /// The part of so many elements that is asked for.
    func range(in count: Int) -> Range<Int> {
        let start = min(max(offset, 0), count)
        guard limit >= 0 else { return start..<count }
        return start..<start + min(limit, count - start)
    }
}

/// A pattern of BY or GET: a key with `*` for the element, and perhaps `->field` after it.
struct SortPattern {
    /// Whether the element itself is meant: `#`.
    let isElement: Bool
    let hasPlaceholder: Bool
    private let prefix: RawBytes
    private let suffix: RawBytes
    private let field: RawBytes?

    init(_ pattern: RawBytes) {
        isElement = pattern.count == 1 && pattern[0] == UInt8(ascii: "#")
        guard let star = pattern.firstIndex(of: UInt8(ascii: "*")) else {
            hasPlaceholder = false
            prefix = pattern
            suffix = RawBytes(start: nil, count: 0)
            field = nil
            return
        }
        hasPlaceholder = true
        prefix = RawBytes(rebasing: pattern[..<star])
        let rest = RawBytes(rebasing: pattern[(star + 1)...])
        let arrow = rest.indices.first { index in
            index + 2 < rest.count && rest[index] == UInt8(ascii: "-")
                && rest[index + 1] == UInt8(ascii: ">")
        }
        if let arrow {
            suffix = RawBytes(rebasing: rest[..<arrow])
            field = RawBytes(rebasing: rest[(arrow + 2)...])
        } else {
            suffix = rest
            field = nil
        }
    }

    /// What the pattern names for an element; `key` is memory to build the key in.
    func value(
        for element: ByteString,
        in keyspace: inout Keyspace,
        key: inout Bytes
    ) -> ByteString? {
        if isElement { return element }
        guard hasPlaceholder else { return nil }
        key.removeAll(keepingCapacity: true)
        key.append(contentsOf: prefix)
        element.withBytes { key.append(contentsOf: $0) }
        key.append(contentsOf: suffix)
        if keyspace.hasOverdue { key.withUnsafeBytes { _ = keyspace.removeOverdue($0) } }
        guard let position = key.withUnsafeBytes({ keyspace.find($0) }) else { return nil }
        guard let field else { return keyspace.slot(position).value.string }
        guard case .hash(let box) = keyspace.slot(position).value else { return nil }
        return box.content.value(field)
    }
}
