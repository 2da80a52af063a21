/// Collects the fields of one object as pairs of attribute and value, as HSET takes them.
public struct FieldWriter: Sendable {
    /// A value that is the id of an object planned in the same session.
    struct PlannedValue: Sendable {
        /// Which word of the pairs it is, counted from the first.
        let word: Int
        let handle: Handle
    }

    private(set) var pairs: Arguments
    private(set) var planned: [PlannedValue] = []
    private(set) var absent: [Int] = []
    private(set) var notNumbers: [Int] = []
    private let start: Int
    private let fields: [FieldSchema]
    private let mask: FieldMask

    /// Appends to `pairs`, so that the objects of a session lie one after the other.
    init(_ fields: [FieldSchema], only mask: FieldMask = .all, appendingTo pairs: consuming Arguments) {
        self.fields = fields
        self.mask = mask
        start = pairs.count
        self.pairs = pairs
    }

    /// How many fields have a value.
    var count: Int { (pairs.count - start) / 2 }

    /// Writes the value of the field at a position of the schema.
    public mutating func write(_ position: Int, _ value: some FieldValue) {
        guard mask.contains(position) else { return }
        pairs.append(fields[position].attribute)
        guard value.store(in: &pairs) else {
            pairs.removeLast()
            absent.append(position)
            return
        }
        if fields[position].index.hasRange, pairs.lastHasNoScore { notNumbers.append(position) }
    }

    /// Writes a reference; one to a planned object gets its id when the session is committed.
    public mutating func write<Target>(_ position: Int, _ reference: Ref<Target>) {
        guard case .planned(let handle) = reference.storage else {
            return write(position, reference.id)
        }
        guard mask.contains(position) else { return }
        pairs.append(fields[position].attribute)
        planned.append(PlannedValue(word: pairs.count - start, handle: handle))
        pairs.append("" as StaticString)
    }

    /// Writes a reference that may be nil.
    public mutating func write<Target>(_ position: Int, _ reference: Ref<Target>?) {
        if let reference {
            write(position, reference)
        } else if mask.contains(position) {
            absent.append(position)
        }
    }
}

extension Arguments {
    /// Whether the last byte string is a double that can't be a score: NaN, or one so small that it is
    /// subnormal. Reading one of those leaves an error behind in Redis 7, and the next numeric SORT of
    /// any client fails of it.
    fileprivate var lastHasNoScore: Bool {
        withView { view in
            let text = view[view.count - 1]
            guard let last = text.last, last == UInt8(ascii: "n") || text.count > 5 else { return false }
            let tail = String(decoding: text.suffix(5), as: UTF8.self)
            guard tail.hasSuffix("nan") || tail.hasPrefix("e-3"),
                let number = Double(String(decoding: text, as: UTF8.self))
            else { return false }
            return number.isNaN || number.isSubnormal
        }
    }
}
