import StdnetBackend

/// Writes keys as rows of a child table; to whom one belongs, its name says.
final class ChildSink: KeyspaceSink {
    private let plan: ChildPlan
    private let model: String
    private let rejects: RejectTable
    private let connection: SQLiteConnection
    private let writer: RowWriter
    /// How many bytes of a key come before the id of its owner, and after it.
    private let prefixCount: Int
    private let suffixCount: Int
    /// What the name of a leaf starts with.
    private let leafPrefix: Bytes
    private var owner = SnapshotValue.null
    private var position: Int64 = 0

    init(
        _ plan: ChildPlan,
        model: String,
        prefixCount: Int,
        suffixCount: Int,
        _ rejects: RejectTable,
        on connection: SQLiteConnection
    ) throws(SnapshotError) {
        self.plan = plan
        self.model = model
        self.prefixCount = prefixCount
        self.suffixCount = suffixCount
        self.rejects = rejects
        self.connection = connection
        if case .leaves(let attribute) = plan.source {
            leafPrefix = Bytes((attribute + "__").utf8)
        } else {
            leafPrefix = []
        }
        // Those who scan may give a part twice.
        writer = try RowWriter(
            table: plan.name,
            width: plan.width,
            ignoresRepeated: true,
            on: connection
        )
    }

    /// Writes the rows that are left.
    func finish() throws(SnapshotError) { try writer.finish() }

    func begin(_ key: StoredKey) throws(SnapshotError) -> Bool {
        position = 0
        owner = .null
        if !plan.isShared {
            let id = UnsafeRawBufferPointer(
                rebasing: key.name[prefixCount..<key.name.count - suffixCount]
            )
            if plan.hasIntegerOwner, let number = Int(decimal: id) {
                owner = .integer(number)
            } else {
                owner = .text(String(decoding: id, as: UTF8.self))
            }
        }
        guard key.type == plan.type else {
            try reject(nil, .otherType(key.type.rawValue))
            return false
        }
        return true
    }

    func string(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        guard plan.isArray else { return try append(value) }
        guard value.count.isMultiple(of: 8) else { return try reject(value, .notAnArray) }
        for start in stride(from: 0, to: value.count, by: 8) {
            let word = value.loadUnaligned(fromByteOffset: start, as: UInt64.self)
            // A number whose bits are all 0 is missing, and 0 is stored as -0.0.
            let number = Double(bitPattern: UInt64(bigEndian: word))
            try writer.appendRow { row in
                appendOwner(to: &row)
                row.append(position)
                if word == 0 || number.isNaN {
                    row.appendNull()
                } else {
                    row.append(number == 0 ? 0 : number)
                }
            }
            position += 1
        }
    }

    func element(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        let place = position
        position += 1
        guard plan.hasBytes || value.isUTF8 else { return try reject(value, .notText) }
        try writer.appendRow { row in
            appendOwner(to: &row)
            if plan.type == .list { row.append(place) }
            appendValue(value, to: &row)
        }
    }

    func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(SnapshotError) {
        guard name.starts(with: leafPrefix) else { return }
        guard name.isUTF8, plan.hasBytes || value.isUTF8 else { return try reject(value, .notText) }
        try writer.appendRow { row in
            appendOwner(to: &row)
            row.append(text: UnsafeRawBufferPointer(rebasing: name[leafPrefix.count...]))
            appendValue(value, to: &row)
        }
    }

    func member(_ member: UnsafeRawBufferPointer, score: Double) throws(SnapshotError) {
        guard plan.hasBytes || member.isUTF8 else { return try reject(member, .notText) }
        try writer.appendRow { row in
            appendOwner(to: &row)
            appendValue(member, to: &row)
            row.append(score)
        }
    }

    func library(_ code: UnsafeRawBufferPointer) throws(SnapshotError) {}
    func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(SnapshotError) {}
    func stream(_ state: StoredStream) throws(SnapshotError) {}
    func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(SnapshotError) {}
    func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(SnapshotError) {}
    func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(SnapshotError) {}
    func end() throws(SnapshotError) {}

    func abandon() throws(SnapshotError) {
        try writer.finish()
        let condition = plan.isShared ? "" : "WHERE owner_id = ?"
        try connection.rows(
            "DELETE FROM \(plan.name.quoted) \(condition)",
            plan.isShared ? [] : [owner]
        )
    }

    private func append(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        try writer.appendRow { row in
            appendOwner(to: &row)
            row.append(blob: value)
        }
    }

    private func appendOwner(to row: inout RowBuffer) {
        if !plan.isShared { row.append(owner) }
    }

    private func appendValue(_ value: UnsafeRawBufferPointer, to row: inout RowBuffer) {
        if plan.hasBytes { row.append(blob: value) } else { row.append(text: value) }
    }

    private func reject(
        _ value: UnsafeRawBufferPointer?,
        _ misfit: Misfit
    ) throws(SnapshotError) {
        let id = owner == .null ? SnapshotValue.text("") : owner
        try rejects.insert(
            model: model,
            field: plan.field,
            bytes: value.map { Bytes($0) },
            misfit: misfit
        ) { $0.append(id) }
    }
}
