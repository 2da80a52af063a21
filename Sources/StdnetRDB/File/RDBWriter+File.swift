import StdnetBackend

// What stands in a file around its values.
extension RDBWriter {
    /// The start of a file, of the version that Redis 7.0 writes.
    package mutating func header() {
        let digits = String(RDBType.formatVersion)
        let zeros = String(repeating: "0", count: 4 - digits.utf8.count)
        Bytes("REDIS\(zeros)\(digits)".utf8).lend { raw($0) }
    }

    /// A name and a value about the file itself.
    package mutating func auxiliary(_ name: String, _ value: String) {
        byte(RDBOpcode.auxiliary.rawValue)
        Bytes(name.utf8).lend { string($0) }
        Bytes(value.utf8).lend { string($0) }
    }

    /// The source of a library of functions.
    package mutating func library(_ code: RawBytes) {
        byte(RDBOpcode.library.rawValue)
        string(code)
    }

    /// That keys of a database follow: how many there are, and how many of those end.
    package mutating func database(_ number: Int, keys: Int, expiring: Int) {
        byte(RDBOpcode.selectDatabase.rawValue)
        length(number)
        byte(RDBOpcode.resize.rawValue)
        length(keys)
        length(expiring)
    }

    /// That a key ends, in milliseconds since 1970; the key comes next.
    package mutating func expiry(_ milliseconds: Int64) {
        byte(RDBOpcode.expiryMilliseconds.rawValue)
        littleEndian(milliseconds)
    }

    /// For how many seconds the next key was not used.
    package mutating func idle(_ seconds: Int) {
        byte(RDBOpcode.idle.rawValue)
        length(seconds)
    }

    /// How often the next key was used, as a logarithm.
    package mutating func frequency(_ count: UInt8) {
        byte(RDBOpcode.frequency.rawValue)
        byte(count)
    }

    /// Type and name of a key; its value comes next.
    package mutating func key(_ name: RawBytes, _ type: RDBType) {
        byte(type.rawValue)
        string(name)
    }

    /// That there are no more keys.
    package mutating func end() { byte(RDBOpcode.end.rawValue) }
}
