/// Collects the values of one object, field by field in the order of the schema.
public struct FieldWriter: Sendable {
    /// A value that is the id of an object planned in the same session.
    @usableFromInline struct PlannedValue: Sendable {
        /// The position of the field.
        @usableFromInline let field: Int
        @usableFromInline let handle: Handle

        @usableFromInline init(field: Int, handle: Handle) {
            self.field = field
            self.handle = handle
        }
    }

    /// A value that can't be stored.
    @usableFromInline struct RefusedValue: Sendable {
        /// The position of the field.
        @usableFromInline let field: Int
        @usableFromInline let value: String
        @usableFromInline let hint: String

        @usableFromInline init(field: Int, value: String, hint: String) {
            self.field = field
            self.value = value
            self.hint = hint
        }
    }

    /// The values, after those of the objects before.
    @usableFromInline var values: Arguments
    /// The fields that have a value.
    @usableFromInline var present = FieldMask()
    /// The fields that are nil.
    @usableFromInline var absent = FieldMask()
    @usableFromInline var planned: [PlannedValue] = []
    /// The fields whose value has no place in an order although they need one.
    @usableFromInline var unordered = FieldMask()
    @usableFromInline var refused: [RefusedValue] = []
    /// The fields whose value can't be encoded, and why.
    var failures: [(field: Int, reason: String)] = []
    @usableFromInline let mask: FieldMask
    @usableFromInline let ordered: FieldMask

    /// - Parameters:
    ///   - ordered: The fields whose values must have a place in an order.
    ///   - mask: The fields to write; the others are passed over.
    ///   - values: Where to append.
    init(ordered: FieldMask, only mask: FieldMask = .all, appendingTo values: consuming Arguments) {
        self.ordered = ordered
        self.mask = mask
        self.values = values
    }

    /// Writes the value of the field at a position of the schema.
    @inlinable
    public mutating func write(_ position: Int, _ value: some FieldValue) {
        guard mask.contains(position) else { return }
        if let hint = value.refusal {
            return refused.append(RefusedValue(field: position, value: "\(value)", hint: hint))
        }
        guard value.store(in: &values) else { return absent.mark(position, if: true) }
        present.mark(position, if: true)
        if ordered.contains(position), values.lastHasNoScore { unordered.mark(position, if: true) }
    }

    /// Writes a value that may be absent.
    @inlinable
    public mutating func write<Wrapped: FieldValue>(_ position: Int, _ value: Wrapped?) {
        guard let value else {
            return absent.mark(position, if: mask.contains(position))
        }
        write(position, value)
    }

    /// Writes what the field reads as when it is absent; the value is made only where it is asked for.
    @inlinable
    public mutating func write(_ position: Int, default value: @autoclosure () -> some FieldValue) {
        if mask.contains(position) { write(position, value()) }
    }

    /// Writes a reference; one to a planned object gets its id when the session is committed.
    @inlinable
    public mutating func write<Target>(_ position: Int, _ reference: Ref<Target>) {
        guard case .planned(let handle) = reference.storage else {
            return write(position, reference.id)
        }
        guard mask.contains(position) else { return }
        planned.append(PlannedValue(field: position, handle: handle))
        present.mark(position, if: true)
        values.append("" as StaticString)
    }

    /// Writes a reference that may be nil.
    @inlinable
    public mutating func write<Target>(_ position: Int, _ reference: Ref<Target>?) {
        if let reference {
            write(position, reference)
        } else if mask.contains(position) {
            absent.mark(position, if: true)
        }
    }
}

extension FieldWriter {
    /// Writes a value as JSON; one that can't be encoded is reported when the session is committed.
    public mutating func write<Value>(_ position: Int, _ json: JSON<Value>) {
        guard mask.contains(position) else { return }
        do {
            values.append(try JSONText.text(of: json.value))
            present.mark(position, if: true)
        } catch {
            failures.append((position, "\(error)"))
        }
    }

    /// Writes a value as JSON; nil is absent.
    public mutating func write<Value>(_ position: Int, _ json: JSON<Value>?) {
        if let json {
            write(position, json)
        } else if mask.contains(position) {
            absent.mark(position, if: true)
        }
    }

    /// The value of one field among those that are written; nil when it is not written.
    @usableFromInline
    static func value<Value: FieldValue>(
        of _: Value.Type,
        at position: Int,
        among write: (inout FieldWriter) -> Void
    ) -> Value? {
        var mask = FieldMask()
        mask.mark(position, if: true)
        var writer = FieldWriter(ordered: FieldMask(), only: mask, appendingTo: Arguments())
        write(&writer)
        guard writer.values.count == 1 else { return nil }
        return writer.values.withView { Value(stored: $0[0]) }
    }
}

extension Arguments {
    /// Whether the last byte string is a double that can't be a score: NaN, or one so small that it
    /// is subnormal.
    ///
    /// Reading one of those leaves an error behind in Redis 7, and the next numeric SORT of any
    /// client fails of it.
    @usableFromInline var lastHasNoScore: Bool {
        withView { view in
            let text = view[view.count - 1]
            guard let last = text.last, last == UInt8(ascii: "n") || text.count > 5 else {
                return false
            }
            let tail = String(decoding: text.suffix(5), as: UTF8.self)
            guard tail.hasSuffix("nan") || tail.hasPrefix("e-3"),
                let number = Double(String(decoding: text, as: UTF8.self))
            else { return false }
            return number.isNaN || number.isSubnormal
        }
    }
}
