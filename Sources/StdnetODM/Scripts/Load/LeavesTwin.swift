/// The twin of `leaves.lua`.
extension ScriptRun {
    /// Appends the cells of a row, and gathers those of the columns that stand for leaves.
    mutating func append(
        _ cells: some Sequence<Reply>,
        _ columns: [Word],
        of id: Word,
        _ objects: Word,
        to reply: inout ReplyBuilder
    ) throws(BackendError) {
        var fields: [Word]?
        for (cell, column) in zip(cells, columns) {
            guard column.isOfLeaves else {
                reply.append(cell)
                continue
            }
            if fields == nil {
                let found = try call { command in
                    command.append("HGETALL" as StaticString)
                    command.append(objects, then: id)
                }
                fields = kept(found).compactMap { $0 }
            }
            if let word = gathered(fields ?? [], below: column.dropLast(1)) {
                word.withUnsafeBytes { reply.bulk($0) }
            } else {
                reply.null()
            }
        }
    }

    private func gathered(_ fields: [Word], below prefix: Word) -> Bytes? {
        let root = prefix.dropLast(2)
        var cell: Bytes?
        for at in stride(from: 0, to: fields.count - 1, by: 2) {
            let name = fields[at]
            if name == root {
                cell = cell ?? [UInt8(ascii: "r")]
            } else if name.bytes.starts(with: prefix.bytes) {
                var word = cell ?? [UInt8(ascii: "r")]
                for part in [name.dropFirst(prefix.bytes.count), fields[at + 1]] {
                    word += Array("\(part.bytes.count):".utf8)
                    word += part.bytes
                }
                cell = word
            }
        }
        return cell
    }
}

extension Word {
    /// Whether a column stands for all leaves of an attribute.
    var isOfLeaves: Bool { bytes.count > 3 && dropFirst(bytes.count - 3) == Word("__*") }

    fileprivate func dropLast(_ count: Int) -> Word {
        Word(UnsafeRawBufferPointer(rebasing: bytes.dropLast(count)))
    }
    func dropFirst(_ count: Int) -> Word {
        Word(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(count)))
    }
}
