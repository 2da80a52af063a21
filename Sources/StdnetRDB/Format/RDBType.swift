package import StdnetBackend

/// How an object is written in an RDB file, as the byte before it says.
package enum RDBType: UInt8, CaseIterable, Sendable {
    case string = 0
    case list = 1
    case set = 2
    case sortedSetWithTextScores = 3
    case hash = 4
    case sortedSet = 5
    /// What a module wrote, in parts that say where they end.
    case module = 7
    case hashZipmap = 9
    case listZiplist = 10
    case setIntset = 11
    case sortedSetZiplist = 12
    case hashZiplist = 13
    case listOfZiplists = 14
    case streamOfListpacks = 15
    case hashListpack = 16
    case sortedSetListpack = 17
    case listOfListpacks = 18
    case streamOfListpacks2 = 19
    case setListpack = 20
    case streamOfListpacks3 = 21
    /// Fields that may end, as the candidates of Redis 7.4 wrote them, and as it does.
    case hashWithCandidateExpiry = 22
    case hashListpackWithCandidateExpiry = 23
    case hashWithExpiry = 24
    case hashListpackWithExpiry = 25

    /// The version of the format that Redis 7.0 writes, and the last one that it reads.
    package static var formatVersion: UInt16 { 10 }
    /// The last version of the format that is read here: that of Redis 7.4.
    package static var lastVersion: Int { 12 }

    /// The kind of value; nil for what belongs to a module.
    package var stored: StoredType? {
        switch self {
        case .string: .string
        case .list, .listZiplist, .listOfZiplists, .listOfListpacks: .list
        case .set, .setIntset, .setListpack: .set
        case .sortedSet, .sortedSetWithTextScores, .sortedSetZiplist, .sortedSetListpack: .sortedSet
        case .hash, .hashZipmap, .hashZiplist, .hashListpack, .hashWithCandidateExpiry,
            .hashListpackWithCandidateExpiry, .hashWithExpiry, .hashListpackWithExpiry:
            .hash
        case .streamOfListpacks, .streamOfListpacks2, .streamOfListpacks3: .stream
        case .module: nil
        }
    }

    /// Whether Redis 7.0 reads it.
    package var isOfRedis70: Bool { rawValue <= RDBType.streamOfListpacks2.rawValue }
}
