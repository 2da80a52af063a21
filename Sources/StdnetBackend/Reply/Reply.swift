/// A reply: a place on a tape, decoded when asked.
///
/// Copying a reply copies a reference and a number. Elements of a collection are replies on the
/// same tape, so nothing is allocated per element.
public struct Reply: Sendable {
    package let tape: ReplyTape
    package let position: Int

    @usableFromInline
    package init(tape: ReplyTape, position: Int = 0) {
        self.tape = tape
        self.position = position
    }

    /// What kind of value this is on the wire.
    public enum Kind: UInt8, Sendable {
        /// A null bulk string, or RESP3's null.
        case null
        /// RESP2's null array, `*-1`.
        case nullArray
        /// A simple string such as `OK`.
        case status
        /// An error.
        case error
        /// A 64-bit integer.
        case integer
        /// A bulk string, or what a parser made of a verbatim string.
        case bulk
        /// RESP3's double.
        case double
        /// RESP3's boolean.
        case boolean
        /// RESP3's big number, as its digits.
        case bigNumber
        /// An array.
        case array
        /// RESP3's map; its elements are keys and values in turn.
        case map
        /// RESP3's set.
        case set
        /// RESP3's push.
        case push
        /// RESP3's verbatim string, its format and a colon before the text.
        case verbatim
    }

    @inline(__always) private var node: ReplyTape.Node { tape.node(at: position) }

    /// What kind of value this is.
    public var kind: Kind { node.kind }
    /// Whether this is a null of either form.
    public var isNull: Bool { kind == .null || kind == .nullArray }
    /// How many elements a collection has, a map counting keys and values; 0 for everything else.
    public var count: Int { node.kind.isCollection ? Int(node.count) : 0 }
    /// The elements of a collection; empty for everything else.
    public var elements: Elements { Elements(tape: tape, position: position + 1, left: count) }

    /// The value of an integer or a boolean, or of a string of decimal digits.
    public var integer: Int? {
        switch kind {
        case .integer, .boolean: Int(node.value)
        case .bulk, .status: withBytes { Int(decimal: $0) }
        default: nil
        }
    }

    /// The value of a double or an integer, or of a string that is a number.
    public var double: Double? {
        switch kind {
        case .double: Double(bitPattern: UInt64(bitPattern: node.value))
        case .integer: Double(node.value)
        case .bulk, .status:
            withBytes { Double(shortDecimal: $0) ?? Double(String(decoding: $0, as: UTF8.self)) }
        default: nil
        }
    }

    /// Three letters and a colon come before the text of a verbatim string.
    private static let formatSize = 4

    /// The bytes of a string or an error as text; what is not UTF-8 shows as U+FFFD.
    public var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }
    /// The bytes of a string; nil when this is not one.
    public var bytes: Bytes? { kind.hasBytes ? withBytes { Bytes($0) } : nil }

    /// Lends the bytes of a string or an error; nothing for everything else.
    @inline(__always)
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let node = node
        guard node.kind.hasBytes else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return tape.withBytes {
            let start = Int(node.value)
            let skipped = node.kind == .verbatim ? Self.formatSize : 0
            let range = start + skipped..<start + Int(node.count)
            return body(UnsafeRawBufferPointer(rebasing: $0[range]))
        }
    }
}

extension Reply.Kind {
    /// Whether values of this kind have elements.
    public var isCollection: Bool {
        switch self {
        case .array, .map, .set, .push: true
        default: false
        }
    }

    /// Whether values of this kind are bytes.
    public var hasBytes: Bool {
        switch self {
        case .status, .error, .bulk, .bigNumber, .verbatim: true
        default: false
        }
    }
}

extension Reply: Equatable {
    /// Compares values, wherever they lie on their tapes.
    public static func == (left: Reply, right: Reply) -> Bool {
        guard left.kind == right.kind, left.node.count == right.node.count else { return false }
        if left.kind.isCollection { return left.elements.elementsEqual(right.elements) }
        if left.kind.hasBytes { return left.bytes == right.bytes }
        return left.node.value == right.node.value
    }
}
