/// How an object is written in an RDB file, as the byte before it says.
enum RDBType: UInt8 {
    case string = 0
    case list = 1
    case set = 2
    case sortedSetWithTextScores = 3
    case hash = 4
    case sortedSet = 5
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

    /// The version of the format that Redis 7.0 writes, and the last one that it reads.
    static var formatVersion: UInt16 { 10 }
}

/// Why bytes are no object.
enum RDBError: Error {
    /// They end before the object does.
    case truncated
    /// They contradict themselves.
    case corrupt
    /// They are an object of a type that nobody here knows.
    case unsupported
}
