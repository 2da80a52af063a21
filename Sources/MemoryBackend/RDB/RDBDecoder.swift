import StdnetBackend

/// Reads every object that Redis 7.0 reads, but for those of modules.
///
/// What it reads may be anything: nothing is believed before it is checked, and no memory is taken
/// that the bytes themselves do not fill.
struct RDBDecoder {
    let seed: HashSeed
    let settings: KeyspaceSettings
    var reader: RDBReader

    init(_ bytes: RawBytes, seed: HashSeed, settings: KeyspaceSettings) {
        reader = RDBReader(bytes)
        self.seed = seed
        self.settings = settings
    }

    /// Reads a type and an object.
    mutating func typedObject() throws(RDBError) -> RDBObject {
        guard let type = RDBType(rawValue: try reader.byte()) else { throw .unsupported }
        return try object(type)
    }

    mutating func object(_ type: RDBType) throws(RDBError) -> RDBObject {
        switch type {
        case .string: .string(try reader.string())
        case .list, .listZiplist, .listOfZiplists, .listOfListpacks: .list(try list(type))
        case .set, .setIntset: .set(try set(type))
        case .hash, .hashZipmap, .hashZiplist, .hashListpack: .hash(try hash(type))
        case .sortedSet, .sortedSetWithTextScores, .sortedSetZiplist, .sortedSetListpack:
            .sortedSet(try sortedSet(type))
        case .streamOfListpacks, .streamOfListpacks2: .stream(try stream(type))
        }
    }

    private mutating func stream(_ type: RDBType) throws(RDBError) -> StreamContent {
        do throws(StreamCodec.Malformed) {
            return try reader.stream(isOlder: type == .streamOfListpacks)
        } catch {
            throw .corrupt
        }
    }

    /// A count of elements, at least one: there is no empty collection.
    mutating func count() throws(RDBError) -> Int {
        let count = try reader.length()
        guard count > 0 else { throw .corrupt }
        return count
    }

    /// The elements of a packed collection, which is a string in the eyes of the format.
    mutating func packed(
        _ elements: (RawBytes) throws(RDBError) -> [ByteString]
    ) throws(RDBError) -> [ByteString] {
        let blob = try reader.string()
        return try withBytes(of: blob, elements)
    }

    /// The elements of a packed collection of pairs.
    mutating func packedPairs(
        _ elements: (RawBytes) throws(RDBError) -> [ByteString]
    ) throws(RDBError) -> [ByteString] {
        let pairs = try packed(elements)
        guard !pairs.isEmpty, pairs.count.isMultiple(of: 2) else { throw .corrupt }
        return pairs
    }

    /// Lends bytes to what may fail.
    func withBytes<Result>(
        of string: ByteString,
        _ body: (RawBytes) throws(RDBError) -> Result
    ) throws(RDBError) -> Result {
        let result = string.withBytes { bytes in
            Swift.Result { () throws(RDBError) in try body(bytes) }
        }
        return try result.get()
    }
}
