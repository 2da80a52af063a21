import StdnetBackend

extension KeyspaceDump {
    /// What differs from another dump.
    ///
    /// - Parameters:
    ///   - other: The dump that is expected.
    ///   - comparingExpiry: Whether a key that ends differs from one that does not.
    /// - Returns: One line for each key that differs, in the order of the keys.
    public func difference(
        from other: KeyspaceDump,
        comparingExpiry: Bool = true
    ) -> [String] {
        let all = Set(keys).union(other.keys).sorted { $0.lexicographicallyPrecedes($1) }
        return all.compactMap { key in
            let found = self[key]
            let expected = other[key]
            let isSame =
                found?.value == expected?.value
                && (!comparingExpiry || found?.expires == expected?.expires)
            guard !isSame else { return nil }
            return "\(Self.text(key)): \(Self.text(found)), expected \(Self.text(expected))"
        }
    }

    private static func text(_ entry: Entry?) -> String {
        guard let entry else { return "nothing" }
        return "\(entry.value)" + (entry.expires ? " that expires" : "")
    }

    fileprivate static func text(_ bytes: Bytes) -> String {
        let shown = bytes.map { byte in
            switch byte {
            case UInt8(ascii: "\\"): "\\\\"
            case UInt8(ascii: "\""): "\\\""
            case 0x20...0x7e: String(UnicodeScalar(byte))
            default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return "\"" + shown.joined() + "\""
    }
}

extension KeyspaceDump.Value: CustomStringConvertible {
    /// The value in one line, bytes as text.
    public var description: String {
        switch self {
        case .string(let value): "string \(KeyspaceDump.text(value))"
        case .list(let elements): "list [\(Self.joined(elements))]"
        case .set(let members): "set {\(Self.joined(members))}"
        case .hash(let pairs): "hash {\(Self.joined(pairs))}"
        case .sortedSet(let pairs): "sorted set {\(Self.joined(pairs))}"
        case .other(let type): "a value of type \(type)"
        }
    }

    private static func joined(_ values: [Bytes]) -> String {
        values.map(KeyspaceDump.text).joined(separator: ", ")
    }

    private static func joined(_ pairs: [KeyspaceDump.Pair]) -> String {
        pairs.map { "\(KeyspaceDump.text($0.name)): \(KeyspaceDump.text($0.value))" }
            .joined(separator: ", ")
    }
}

extension KeyspaceDump: CustomStringConvertible {
    /// One line for each key.
    public var description: String {
        keys.map { "\(Self.text($0)): \(Self.text(self[$0]))" }.joined(separator: "\n")
    }
}
