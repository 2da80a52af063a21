/// Keys that match a pattern, found step by step as they are taken.
///
/// A key is bytes: those of an index hold the value. Each iteration is a walk of its own.
public struct KeySequence: AsyncSequence, Sendable {
    /// A key.
    public typealias Element = Bytes
    /// What a step may throw.
    public typealias Failure = BackendError

    private let backend: any Backend
    private let pattern: KeyPattern
    private let stepSize: Int

    init(_ backend: any Backend, _ pattern: KeyPattern, stepSize: Int) {
        self.backend = backend
        self.pattern = pattern
        self.stepSize = stepSize
    }

    /// Starts a walk.
    public func makeAsyncIterator() -> Iterator {
        Iterator(backend: backend, walk: KeyspaceWalk(pattern, stepSize: stepSize))
    }

    /// A walk that is under way.
    public struct Iterator: AsyncIteratorProtocol {
        private let backend: any Backend
        private var walk: KeyspaceWalk?
        private var found: ArraySlice<Bytes> = []

        init(backend: any Backend, walk: KeyspaceWalk) {
            self.backend = backend
            self.walk = walk
        }

        /// The next key; nil when there is none.
        ///
        /// - Throws: ``BackendError/cancelled`` between two steps, and what the backend throws; the walk
        ///   is over then.
        public mutating func next() async throws(BackendError) -> Bytes? {
            while true {
                if let key = found.popFirst() { return key }
                guard var walk else { return nil }
                self.walk = nil
                guard let keys = try await walk.next(on: backend).keys else { return nil }
                found = keys[...]
                self.walk = walk
            }
        }
    }
}
