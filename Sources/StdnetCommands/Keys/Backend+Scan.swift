public import StdnetBackend

extension Backend {
    /// All keys, step by step.
    ///
    /// ```swift
    /// for try await key in backend.scan(matching: "user:*", type: .hash) { … }
    /// ```
    ///
    /// - Parameters:
    ///   - pattern: Which keys are wanted; nil is all.
    ///   - count: How much is searched in a step; nil is the server's usual 10.
    ///   - type: What the keys hold; nil is anything.
    ///   - keyType: What keys are read as.
    /// - Returns: a sequence that scans when it is iterated.
    public func scan<Key: ReplyDecodable>(
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        type: KeyType? = nil,
        as keyType: Key.Type = String.self
    ) -> ScanSequence<Key> {
        let pattern = pattern?.commandArgument
        return ScanSequence(self) { cursor in
            SCAN(cursor, matching: pattern, count: count, type: type, as: keyType)
        }
    }

    /// All fields of a hash with their values, step by step.
    ///
    /// - Parameters:
    ///   - key: The hash.
    ///   - pattern: Which fields are wanted; nil is all.
    ///   - count: How much is searched in a step; nil is the server's usual 10.
    ///   - valueType: What values are read as.
    ///   - fieldType: What fields are read as.
    /// - Returns: a sequence that scans when it is iterated.
    public func hscan<Field: ReplyDecodable, Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        as valueType: Value.Type = String.self,
        fields fieldType: Field.Type = String.self
    ) -> ScanSequence<HashEntry<Field, Value>> {
        let (key, pattern) = (key.commandArgument, pattern?.commandArgument)
        return ScanSequence(self) { cursor in
            HSCAN(
                key,
                cursor,
                matching: pattern,
                count: count,
                as: valueType,
                fields: fieldType
            )
        }
    }

    /// All members of a set, step by step.
    ///
    /// - Parameters:
    ///   - key: The set.
    ///   - pattern: Which members are wanted; nil is all.
    ///   - count: How much is searched in a step; nil is the server's usual 10.
    ///   - memberType: What members are read as.
    /// - Returns: a sequence that scans when it is iterated.
    public func sscan<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        as memberType: Member.Type = String.self
    ) -> ScanSequence<Member> {
        let (key, pattern) = (key.commandArgument, pattern?.commandArgument)
        return ScanSequence(self) { cursor in
            SSCAN(key, cursor, matching: pattern, count: count, as: memberType)
        }
    }

    /// All members of a sorted set with their scores, step by step and in no order.
    ///
    /// - Parameters:
    ///   - key: The sorted set.
    ///   - pattern: Which members are wanted; nil is all.
    ///   - count: How much is searched in a step; nil is the server's usual 10.
    ///   - memberType: What members are read as.
    /// - Returns: a sequence that scans when it is iterated.
    public func zscan<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        matching pattern: (any CommandArgumentConvertible)? = nil,
        count: Int? = nil,
        as memberType: Member.Type = String.self
    ) -> ScanSequence<ScoredMember<Member>> {
        let (key, pattern) = (key.commandArgument, pattern?.commandArgument)
        return ScanSequence(self) { cursor in
            ZSCAN(key, cursor, matching: pattern, count: count, as: memberType)
        }
    }
}
