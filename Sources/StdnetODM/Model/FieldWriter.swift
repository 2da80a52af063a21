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
        if fields[position].index.hasRange, pairs.lastIsNaN { notNumbers.append(position) }
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
    /// Whether the last byte string is what a double that is not a number prints as.
    fileprivate var lastIsNaN: Bool {
        withView { view in
            let text = view[view.count - 1]
            return text.count >= 3 && text.count <= 5
                && String(decoding: text, as: UTF8.self).hasSuffix("nan")
        }
    }
}
