// Values that are written part by part.
extension RDBValueDecoder {
    mutating func items(
        _ count: Int,
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        var left = count
        var mark = reader.position
        do throws(RDBError) {
            while left > 0 {
                try item(&reader, &sink)
                mark = reader.position
                left -= 1
            }
        } catch {
            reader.move(to: mark)
            state = .items(left)
            throw error
        }
        state = .done
        if type == .listOfListpacks || type == .listOfZiplists, !hasElements { throw .empty }
    }

    @inline(__always)
    private mutating func item(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        switch type {
        case .hash:
            let name = try reader.string()
            try sink.field(name, try reader.string())
        case .sortedSet:
            let member = try reader.string()
            try sink.member(member, score: try reader.score())
        case .sortedSetWithTextScores:
            let member = try reader.string()
            try sink.member(member, score: try reader.textScore())
        case .listOfListpacks: try node(&reader, &sink)
        case .listOfZiplists:
            try Self.withPacked(try reader.string()) { bytes throws(RDBError) in
                var list = try Ziplist.Reader(bytes)
                while let element = try list.next() {
                    try sink.element(element)
                    hasElements = true
                }
            }
        case .hashWithExpiry, .hashWithCandidateExpiry:
            guard try reader.number() == 0 || skips else { throw .fieldExpiry }
            let name = try reader.string()
            let value = try reader.string()
            if !skips { try sink.field(name, value) }
        default: try sink.element(try reader.string())
        }
    }

    /// A listpack, or an element that was too large for one.
    private mutating func node(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        switch try reader.length() {
        case 1:
            let element = try reader.string()
            guard element.count > 0 else { throw .corrupt }
            try sink.element(element)
            hasElements = true
        case 2:
            try Self.withPacked(try reader.string()) { bytes throws(RDBError) in
                var list = try Listpack.Reader(bytes)
                while let element = try list.next() {
                    try sink.element(element)
                    hasElements = true
                }
            }
        default: throw .corrupt
        }
    }
}
