import StdnetBackend

/// Takes the parts of values that nobody wants.
struct DiscardingSink: RDBValueSink {
    mutating func string(_ value: RDBString) throws(RDBError) {}
    mutating func element(_ value: RDBString) throws(RDBError) {}
    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {}
    mutating func member(_ member: RDBString, score: Double) throws(RDBError) {}
    mutating func entries(base: StreamEntryID, _ listpack: RawBytes) throws(RDBError) {}
    mutating func stream(_ state: RDBStreamState) throws(RDBError) {}
    mutating func group(
        _ name: RDBString,
        lastID: StreamEntryID,
        entriesRead: RDBStreamState.Counter
    ) throws(RDBError) {}
    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(RDBError) {}
    mutating func consumer(
        _ name: RDBString,
        _ state: StoredStreamConsumer
    ) throws(RDBError) {}
    mutating func owned(_ id: StreamEntryID) throws(RDBError) {}
    mutating func endGroup() throws(RDBError) {}
}
