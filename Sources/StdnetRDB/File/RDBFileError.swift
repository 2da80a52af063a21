package import StdnetBackend

/// What is wrong with an RDB file, and where.
package struct RDBFileError: Error, Equatable {
    package let fault: RDBError
    /// How many bytes come before.
    package let offset: Int
    /// The key that was being read.
    package let key: Bytes?

    package init(fault: RDBError, offset: Int, key: Bytes? = nil) {
        self.fault = fault
        self.offset = offset
        self.key = key
    }
}

extension RDBFileError: CustomStringConvertible {
    package var description: String {
        let key = key.map { " of key '\(String(decoding: $0.prefix(100), as: UTF8.self))'" }
        return "\(fault) (byte \(offset)\(key ?? ""))"
    }
}
