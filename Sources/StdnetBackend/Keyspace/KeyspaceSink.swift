/// Takes a keyspace part by part: what every source of keys gives, whether it reads a server, a file
/// or a replication stream.
///
/// A source calls, in this order: ``library(_:)`` for each function library, and for each key
/// ``begin(_:)``, the parts of its type, and ``end()``. Nobody has to hold a whole collection: a list
/// of a million elements is a million calls. Libraries may also come between two keys.
///
/// | type | parts |
/// |---|---|
/// | string | ``string(_:)``, once |
/// | list | ``element(_:)`` from head to tail |
/// | set | ``element(_:)`` in any order |
/// | hash | ``field(_:_:)`` in any order |
/// | sorted set | ``member(_:score:)`` in any order |
/// | stream | ``entry(_:_:)`` in the order of the ids, ``stream(_:)`` once, then for each group ``group(_:_:)``, and for each of its consumers ``consumer(_:_:)`` and its ``pending(_:_:)`` in the order of the ids |
///
/// All bytes are borrowed: they live for the call, and who needs them longer copies them.
public protocol KeyspaceSink<Failure> {
    /// What a sink throws; a source stops then and throws it on.
    associatedtype Failure: Error

    /// A library of functions: its source code, which names it in its first line.
    mutating func library(_ code: UnsafeRawBufferPointer) throws(Failure)

    /// A key begins.
    ///
    /// - Returns: Whether the parts are wanted. When they are not, neither parts nor ``end()`` follow,
    ///   and the source may save itself the work of reading them.
    mutating func begin(_ key: StoredKey) throws(Failure) -> Bool

    /// The value of a string.
    mutating func string(_ value: UnsafeRawBufferPointer) throws(Failure)

    /// An element of a list, or a member of a set.
    mutating func element(_ value: UnsafeRawBufferPointer) throws(Failure)

    /// A field of a hash.
    mutating func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(Failure)

    /// A member of a sorted set; the score is never NaN.
    mutating func member(_ member: UnsafeRawBufferPointer, score: Double) throws(Failure)

    /// An entry of a stream: names and values of its fields in turn, at least one of each.
    mutating func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(Failure)

    /// What a stream knows besides its entries.
    mutating func stream(_ state: StoredStream) throws(Failure)

    /// A consumer group of the stream.
    mutating func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(Failure)

    /// A consumer of the last group.
    mutating func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(Failure)

    /// An entry that was delivered to the last consumer and not acknowledged; it need not be in the
    /// stream any more.
    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(Failure)

    /// The key is complete.
    mutating func end() throws(Failure)

    /// The key that was begun can't be completed, as when it vanished from a server meanwhile: its
    /// parts are to be taken back, and it counts as if it had never been begun.
    mutating func abandon() throws(Failure)
}
