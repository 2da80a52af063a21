import StdnetBackend

/// A value that was read, before it belongs to a keyspace.
enum RDBObject {
    case string(ByteString)
    case list(ListContent)
    case set(SetContent)
    case hash(HashContent)
    case sortedSet(ByteTable<Double>)
    case stream(StreamContent)
}
