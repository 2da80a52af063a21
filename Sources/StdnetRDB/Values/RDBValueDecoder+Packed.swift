// Values that are one string in the eyes of the format.
extension RDBValueDecoder {
    func packed(
        _ reader: inout RDBReader,
        _ sink: inout some RDBValueSink
    ) throws(RDBError) {
        if type == .hashListpackWithExpiry { _ = try reader.take(8) }
        try Self.withPacked(try reader.string()) { bytes throws(RDBError) in
            switch type {
            case .setIntset:
                try Intset.read(bytes) { member throws(RDBError) in try sink.element(member) }
            case .setListpack:
                var list = try Listpack.Reader(bytes)
                try Self.every { () throws(RDBError) in
                    guard let member = try list.next() else { return false }
                    try sink.element(member)
                    return true
                }
            case .listZiplist:
                var list = try Ziplist.Reader(bytes)
                try Self.every { () throws(RDBError) in
                    guard let element = try list.next() else { return false }
                    try sink.element(element)
                    return true
                }
            case .hashZipmap:
                var map = try Zipmap.Reader(bytes)
                try Self.fields(&sink) { () throws(RDBError) in try map.next() }
            case .hashZiplist:
                var list = try Ziplist.Reader(bytes)
                try Self.fields(&sink) { () throws(RDBError) in try list.next() }
            case .hashListpack:
                var list = try Listpack.Reader(bytes)
                try Self.fields(&sink) { () throws(RDBError) in try list.next() }
            case .hashListpackWithExpiry, .hashListpackWithCandidateExpiry:
                var list = try Listpack.Reader(bytes)
                try Self.every { () throws(RDBError) in
                    guard let name = try list.next() else { return false }
                    let value = try list.required()
                    guard try list.required().integer() == 0 else { throw .fieldExpiry }
                    try sink.field(name, value)
                    return true
                }
            case .sortedSetZiplist:
                var list = try Ziplist.Reader(bytes)
                try Self.members(&sink) { () throws(RDBError) in try list.next() }
            default:
                var list = try Listpack.Reader(bytes)
                try Self.members(&sink) { () throws(RDBError) in try list.next() }
            }
        }
    }

    /// Lends a string that has a structure of its own; where that ends too early it is damaged, and
    /// more bytes would not mend it.
    static func withPacked(
        _ string: RDBString,
        _ body: (RawBytes) throws(RDBError) -> Void
    ) throws(RDBError) {
        do throws(RDBError) {
            try string.withBytes(body)
        } catch {
            throw error == .truncated ? .corrupt : error
        }
    }

    /// Reads parts while there are some; there has to be one.
    @inline(__always)
    private static func every(_ part: () throws(RDBError) -> Bool) throws(RDBError) {
        guard try part() else { throw .empty }
        while try part() {}
    }

    @inline(__always)
    private static func fields(
        _ sink: inout some RDBValueSink,
        _ next: () throws(RDBError) -> RDBString?
    ) throws(RDBError) {
        try every { () throws(RDBError) in
            guard let name = try next() else { return false }
            guard let value = try next() else { throw .corrupt }
            try sink.field(name, value)
            return true
        }
    }

    @inline(__always)
    private static func members(
        _ sink: inout some RDBValueSink,
        _ next: () throws(RDBError) -> RDBString?
    ) throws(RDBError) {
        try every { () throws(RDBError) in
            guard let member = try next() else { return false }
            guard let score = try next() else { throw .corrupt }
            try sink.member(member, score: try score.score())
            return true
        }
    }
}
