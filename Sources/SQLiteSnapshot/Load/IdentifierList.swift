import StdnetBackend

/// The ids of a model in the order of the primary key, each once: 8 bytes for a number, 16 and its
/// own bytes for a text.
struct IdentifierList: Sendable {
    private struct Span {
        let start: Int
        let count: Int
    }

    private let kind: ValueKind
    private var numbers: [Int] = []
    private var spans: [Span] = []
    private var bytes: [UInt8] = []
    /// What the database lists as ids, and what can't be one.
    private(set) var invalid: Set<Bytes> = []

    init(kind: ValueKind) { self.kind = kind }

    /// How many ids there are.
    var count: Int { kind == .integer ? numbers.count : spans.count }

    /// Takes what the database lists as an id.
    mutating func insert(_ stored: UnsafeRawBufferPointer) {
        if kind == .integer {
            guard let number = Int(decimal: stored) else {
                invalid.insert(Bytes(stored))
                return
            }
            numbers.append(number)
        } else {
            guard isValid(stored) else {
                invalid.insert(Bytes(stored))
                return
            }
            spans.append(Span(start: bytes.count, count: stored.count))
            bytes.append(contentsOf: stored)
        }
    }

    private func isValid(_ stored: UnsafeRawBufferPointer) -> Bool {
        guard stored.isUTF8, !stored.contains(0) else { return false }
        guard kind != .text else { return true }
        var scratch = RowBuffer()
        return scratch.append(stored, as: kind, dates: .seconds) == nil
    }

    /// Sorts, numbers by value and texts by bytes as SQLite does, and drops what a scan gave twice.
    mutating func sort() {
        numbers.withUnsafeMutableBufferPointer { numbers in
            RadixSort.sort(numbers) { UInt64(bitPattern: Int64($0)) ^ 1 << 63 }
        }
        numbers.removeRepetitions(==)
        bytes.withUnsafeBytes { bytes in
            let text = { (span: Span) in
                UnsafeRawBufferPointer(rebasing: bytes[span.start..<span.start + span.count])
            }
            spans.sort { text($0).lexicographicallyPrecedes(text($1)) }
            spans.removeRepetitions { text($0).elementsEqual(text($1)) }
        }
    }

    /// Appends the key of an object, as an argument.
    func appendKey(
        at position: Int,
        prefix: UnsafeRawBufferPointer,
        to arguments: inout Arguments
    ) {
        if kind == .integer {
            var digits = String(numbers[position])
            digits.withUTF8 { arguments.append(prefix, then: UnsafeRawBufferPointer($0)) }
        } else {
            withBytes(at: position) { arguments.append(prefix, then: $0) }
        }
    }

    /// Appends an id, as a cell.
    func append(at position: Int, to buffer: inout RowBuffer) {
        if kind == .integer {
            buffer.append(numbers[position])
        } else {
            withBytes(at: position) { buffer.append(text: $0) }
        }
    }

    /// Compares an id with the one in a record: below 0 when it comes first.
    func compare(at position: Int, with value: RecordReader.Value) -> Int {
        switch value {
        case .integer(let number) where kind == .integer:
            return numbers[position] < number ? -1 : numbers[position] == number ? 0 : 1
        case .text(let text) where kind != .integer:
            let span = spans[position]
            return bytes.withUnsafeBytes {
                RecordOrder.order(
                    UnsafeRawBufferPointer(rebasing: $0[span.start..<span.start + span.count]),
                    text
                )
            }
        default: return 1
        }
    }

    private func withBytes(at position: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        let span = spans[position]
        bytes.withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[span.start..<span.start + span.count]))
        }
    }
}

extension Array {
    /// Leaves only the first of equal neighbours.
    fileprivate mutating func removeRepetitions(_ areEqual: (Element, Element) -> Bool) {
        var kept = 0
        for position in indices where kept == 0 || !areEqual(self[kept - 1], self[position]) {
            self[kept] = self[position]
            kept += 1
        }
        removeSubrange(kept...)
    }
}
