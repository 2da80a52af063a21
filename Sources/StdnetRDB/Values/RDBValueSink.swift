package import StdnetBackend

/// Takes the parts of values in the order in which RDB files have them.
///
/// All bytes are borrowed for the call. A sink that does not want what it gets throws
/// ``RDBError/corrupt`` for parts that contradict each other, and ``RDBError/stopped`` for reasons of
/// its own.
package protocol RDBValueSink {
    /// The value of a string.
    mutating func string(_ value: RDBString) throws(RDBError)

    /// An element of a list, from head to tail, or a member of a set.
    mutating func element(_ value: RDBString) throws(RDBError)

    /// A field of a hash.
    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError)

    /// A member of a sorted set.
    mutating func member(_ member: RDBString, score: Double) throws(RDBError)

    /// Entries of a stream in the listpack that Redis has them in, which nobody has looked at; the ids
    /// in it are relative to the base.
    mutating func entries(base: StreamEntryID, _ listpack: RawBytes) throws(RDBError)

    /// What a stream knows besides its entries, all of which have come.
    mutating func stream(_ state: RDBStreamState) throws(RDBError)

    /// A consumer group; what is pending in it comes next, and then its consumers.
    mutating func group(
        _ name: RDBString,
        lastID: StreamEntryID,
        entriesRead: RDBStreamState.Counter
    ) throws(RDBError)

    /// An entry that is pending for one of the consumers that are still to come.
    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(RDBError)

    /// A consumer of the last group.
    mutating func consumer(_ name: RDBString, _ state: StoredStreamConsumer) throws(RDBError)

    /// That the last consumer has an entry pending.
    mutating func owned(_ id: StreamEntryID) throws(RDBError)

    /// The last group is complete.
    mutating func endGroup() throws(RDBError)
}

/// What a stream knows besides its entries.
package struct RDBStreamState {
    /// A number that files before Redis 7.0 do not have.
    package enum Counter {
        /// A number, or nil where Redis itself did not know it.
        case known(Int64?)
        /// To be worked out from the entries.
        case notKept
    }

    /// How many entries there are.
    package let count: UInt64
    /// The id that was given last.
    package let lastID: StreamEntryID
    /// The id of the first entry, the greatest that was deleted and how many were ever added; nil in
    /// files from before Redis 7.0.
    package let counters: (firstID: StreamEntryID, maxDeletedID: StreamEntryID, added: UInt64)?
}
