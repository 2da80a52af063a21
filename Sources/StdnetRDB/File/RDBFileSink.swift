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
    /// Where it starts in the file, with its type: what ``RDBRecordReader`` reads.
    package let offset: Int
}

extension RDBKey {
    /// Whether it had ended when the file was written, and only waited to be removed: Redis drops such
    /// keys when it loads a file.
    package func hadEnded(by written: Int64?) -> Bool {
        guard let expiry, let written else { return false }
        return expiry <= written
    }

    /// The milliseconds of what a file says in seconds about when it was written.
    package static func milliseconds(_ seconds: RDBString) -> Int64? {
        guard let seconds = seconds.withBytes({ Int(decimal: $0) }), seconds >= 0 else {
            return nil
        }
        let (product, isTooLarge) = Int64(seconds).multipliedReportingOverflow(by: 1000)
        return isTooLarge ? nil : product
    }
}
