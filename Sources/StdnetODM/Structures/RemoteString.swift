internal import StdnetCommands

/// Bytes that are appended to, read in parts, or counted up.
///
/// The original's String.
public struct RemoteString: RemoteStructure {
    /// What it is at rest.
    public static var type: StructureType { .string }
    /// As they are.
    public static var standAloneCoding: ElementCoding { .bytes }
    /// Whose it is.
    public let place: StructurePlace
    /// Bytes have no other form.
    public let coding: ElementCoding

    /// Names a string.
    public init(at place: StructurePlace, coding: ElementCoding = .bytes) {
        self.place = place
        self.coding = coding
    }

    /// The string under a key.
    public func handle(in backend: any Backend, key: String) -> Handle {
        Handle(backend: backend, key: key)
    }

    /// A string in a database.
    ///
    /// Each call is one round trip; positions are those of bytes, and count from the end when they are
    /// negative.
    public struct Handle: StructureHandle {
        /// Where the key is.
        public let backend: any Backend
        /// The key.
        public let key: String

        /// All that it holds.
        public func contents() async throws(StructureFailure) -> Bytes { try await bytes() }
    }
}

extension RemoteString.Handle {
    /// Puts text or bytes behind the last one; says how many bytes there are now.
    ///
    /// - Complexity: O(bytes appended). Redis: APPEND.
    @discardableResult
    public func append(
        _ piece: some CommandArgumentConvertible
    ) async throws(StructureFailure) -> Int { try await run(APPEND(key, piece)) }

    /// Writes text or bytes in place of what there is.
    ///
    /// - Complexity: O(bytes). Redis: SET.
    public func set(_ value: some CommandArgumentConvertible) async throws(StructureFailure) {
        try await run(SET(key, value))
    }

    /// All bytes, none when there is no string.
    ///
    /// - Complexity: O(bytes). Redis: GET.
    public func bytes() async throws(StructureFailure) -> Bytes {
        try await run(GET(key, as: Bytes.self)) ?? []
    }

    /// The bytes at these positions, those that there are.
    ///
    /// - Complexity: O(bytes in the range). Redis: GETRANGE.
    public subscript(range: some Interval<Int> & Sendable) -> Bytes {
        get async throws(StructureFailure) {
            guard let (first, last) = range.ends.positions else { return [] }
            return try await run(GETRANGE(key, from: first, through: last, as: Bytes.self))
        }
    }

    /// All bytes as text.
    ///
    /// - Throws: ``StructureFailure/undecodable(_:)`` when they are not UTF-8.
    /// - Complexity: O(bytes). Redis: GET.
    public func text() async throws(StructureFailure) -> String {
        let bytes = try await bytes()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .undecodable(ElementFailure(key: key, hint: "UTF-8 text", found: bytes))
        }
        return text
    }

    /// How many bytes there are.
    ///
    /// Constant time. Redis: STRLEN.
    public func count() async throws(StructureFailure) -> Int { try await run(STRLEN(key)) }

    /// Adds to the number that the bytes are the digits of, 0 when there are none; answers the sum.
    ///
    /// - Throws: ``StructureFailure/backend(_:)`` when they are no integer, or the sum has more than
    ///   64 bits.
    /// - Complexity: Constant time. Redis: INCRBY.
    @discardableResult
    public func increment(by amount: Int = 1) async throws(StructureFailure) -> Int {
        try await run(INCRBY(key, amount))
    }
}
