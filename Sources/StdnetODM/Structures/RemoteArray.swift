internal import StdnetCommands

/// Numbers by position, of 8 bytes each.
///
/// The original's NumberArray.
///
/// A number that is missing is nil; NaN is missing too.
public struct RemoteArray: RemoteStructure {
    /// What it is at rest.
    public static var type: StructureType { .array }
    /// As they are.
    public static var standAloneCoding: ElementCoding { .bytes }
    /// Whose it is.
    public let place: StructurePlace
    /// Numbers have no other form.
    public let coding: ElementCoding

    /// Names an array.
    public init(at place: StructurePlace, coding: ElementCoding = .bytes) {
        self.place = place
        self.coding = coding
    }

    /// The array under a key.
    public func handle(in backend: any Backend, key: String) -> Handle {
        Handle(backend: backend, key: key)
    }

    /// An array in a database.
    ///
    /// Each call is one round trip; positions count from 0, and from the end when they are negative.
    public struct Handle: StructureHandle {
        /// Where the key is.
        public let backend: any Backend
        /// The key.
        public let key: String

        /// All that it holds.
        public func contents() async throws(StructureFailure) -> [Double?] { try await all() }
    }

    /// As many numbers as Redis holds in one string.
    static var capacity: Int { 67_108_864 }
}

extension RemoteArray.Handle {
    /// Puts numbers behind the last one; says how many there are now.
    ///
    /// - Complexity: O(numbers appended). Redis: APPEND.
    @discardableResult
    public func append(
        contentsOf numbers: some Sequence<Double?> & Sendable
    ) async throws(StructureFailure) -> Int {
        try await run(APPEND(key, numbers.flatMap(\.cell))) / 8
    }

    /// Puts numbers behind the last one; says how many there are now.
    @discardableResult
    public func append(_ numbers: Double?...) async throws(StructureFailure) -> Int {
        try await append(contentsOf: numbers)
    }

    /// How many numbers there are, those that are missing included.
    ///
    /// Constant time. Redis: STRLEN.
    public func count() async throws(StructureFailure) -> Int { try await run(STRLEN(key)) / 8 }

    /// All numbers: for arrays that fit into memory.
    ///
    /// - Complexity: O(numbers). Redis: GETRANGE.
    public func all() async throws(StructureFailure) -> [Double?] { try await numbers(0, -1) }

    /// The number at a position; nil when it is missing, or there is no such position.
    ///
    /// Constant time. Redis: GETRANGE.
    public subscript(index: Int) -> Double? {
        get async throws(StructureFailure) {
            guard index.magnitude < RemoteArray.capacity else { return nil }
            return try await numbers(index, index).first ?? nil
        }
    }

    /// The numbers at these positions, those that there are.
    ///
    /// - Complexity: O(numbers in the range). Redis: GETRANGE.
    public subscript(range: some Interval<Int> & Sendable) -> [Double?] {
        get async throws(StructureFailure) {
            guard let (first, last) = range.ends.positions else { return [] }
            let limit = RemoteArray.capacity
            return try await numbers(
                Swift.min(Swift.max(first, -limit), limit),
                Swift.min(Swift.max(last, -limit), limit)
            )
        }
    }

    /// Puts another number at a position.
    ///
    /// Constant time. A script.
    ///
    /// - Throws: ``StructureFailure/outOfRange(key:index:)`` when there is no such position.
    public func set(_ number: Double?, at index: Int) async throws(StructureFailure) {
        guard try await change("set", index, number) >= 0 else {
            throw .outOfRange(key: key, index: index)
        }
    }

    /// Makes the array longer or shorter; says how many numbers there are now.
    ///
    /// New positions hold `number`, or nothing.
    ///
    /// - Throws: ``StructureFailure/outOfRange(key:index:)`` for a negative count, and one beyond
    ///   67,108,864.
    /// - Complexity: O(numbers added), or O(numbers kept) when it gets shorter. A script.
    @discardableResult
    public func resize(
        to count: Int,
        filling number: Double? = nil
    ) async throws(StructureFailure) -> Int {
        guard (0...RemoteArray.capacity).contains(count) else {
            throw .outOfRange(key: key, index: count)
        }
        return try await change("resize", count, number)
    }

    private func change(
        _ verb: String,
        _ place: Int,
        _ number: Double?
    ) async throws(StructureFailure) -> Int {
        let answer: Int
        do throws(BackendError) {
            answer = try await backend.run(Scripts.numbers, keys: [key], verb, place, number.cell)
        } catch {
            throw .backend(error)
        }
        guard answer != ScriptRun.noArray else { throw broken([]) }
        return answer
    }

    private func numbers(_ first: Int, _ last: Int) async throws(StructureFailure) -> [Double?] {
        let range = GETRANGE(key, from: first * 8, through: last * 8 + 7, as: Reply.self)
        let found = try await run(range)
        let numbers = found.withBytes { bytes -> [Double?]? in
            guard bytes.count.isMultiple(of: 8) else { return nil }
            return stride(from: 0, to: bytes.count, by: 8).map { Double?(cell: bytes, at: $0) }
        }
        guard let numbers else { throw broken(found.bytes ?? []) }
        return numbers
    }

    private func broken(_ found: Bytes) -> StructureFailure {
        .undecodable(ElementFailure(key: key, hint: "numbers of 8 bytes each", found: found))
    }
}

extension Double? {
    /// Its 8 bytes, the first of them the greatest.
    ///
    /// Zeros stand for nothing, so zero is written as the other zero, which equals it.
    var cell: Bytes {
        var bits: UInt64 = 0
        if let number = self, !number.isNaN {
            bits = number == 0 ? (-0.0).bitPattern : number.bitPattern
        }
        return stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> $0) }
    }

    /// Reads 8 bytes.
    init(cell bytes: UnsafeRawBufferPointer, at place: Int) {
        let bits = bytes[place..<place + 8].reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
        let number = Double(bitPattern: bits)
        self = bits == 0 || number.isNaN ? Self.none : Self.some(number == 0 ? 0 : number)
    }
}
