package import StdnetBackend

/// Takes what an RDB file holds, in its order.
package protocol RDBFileSink: RDBValueSink {
    /// A name and a value about the file itself, such as `redis-ver`.
    mutating func auxiliary(_ name: RDBString, _ value: RDBString) throws(RDBError)

    /// The source of a library of functions.
    mutating func library(_ code: RawBytes) throws(RDBError)

    /// A key begins.
    ///
    /// - Returns: Whether its parts are wanted; when they are not, neither they nor ``end()`` follow.
    mutating func begin(_ key: RDBKey) throws(RDBError) -> Bool

    /// The key is complete.
    mutating func end() throws(RDBError)

    /// The key has no parts: Redis would drop it, too.
    mutating func abandon() throws(RDBError)
}

extension RDBFileSink {
    package mutating func auxiliary(_ name: RDBString, _ value: RDBString) throws(RDBError) {}
}

/// A key in an RDB file.
package struct RDBKey {
    package let name: RawBytes
    package let database: Int
    package let type: RDBType
    /// What it holds.
    package let stored: StoredType
    /// When it ends, in milliseconds since 1970; nil for never.
    package let expiry: Int64?
    /// For how many seconds nobody used it; nil where the file does not say.
    package let idleSeconds: UInt64?
    /// How often it was used, as a logarithm; nil where the file does not say.
    package let frequency: UInt8?
    /// Where its value starts in the file, which ``RDBValueDecoder`` reads.
    package let valueOffset: Int
}
