public import StdnetBackend

/// All elements of a scan, asked for step by step as they are taken.
///
/// Never more than one step is in memory, and nobody waits for long, however much there is to scan.
/// What is there from the beginning to the end of the scan comes at least once; it may come twice, and
/// what is added or removed meanwhile comes or does not.
///
/// Each iterator is a scan of its own. A scan that is left early costs the server nothing.
public struct ScanSequence<Element: Sendable>: AsyncSequence, Sendable {
    /// What a step may throw.
    public typealias Failure = BackendError

    private let step: @Sendable (UInt64) async throws(BackendError) -> ScanStep<Element>

    init<Step: Command>(
        _ backend: some Backend,
        _ command: @escaping @Sendable (_ cursor: UInt64) -> Step
    ) where Step.Response == ScanStep<Element> {
        step = { cursor async throws(BackendError) in try await backend.run(command(cursor)) }
    }

    /// Starts a scan.
    public func makeAsyncIterator() -> Iterator { Iterator(step: step) }

    /// A scan that is under way.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let step: @Sendable (UInt64) async throws(BackendError) -> ScanStep<Element>
        private var found: [Element].Iterator = [].makeIterator()
        /// Where the next step starts; nil after the last one.
        private var cursor: UInt64? = 0

        fileprivate init(
            step: @escaping @Sendable (UInt64) async throws(BackendError) -> ScanStep<Element>
        ) {
            self.step = step
        }

        /// The next element; nil when there is none.
        ///
        /// - Throws: what the step throws that is needed for it; the scan is over then.
        public mutating func next() async throws(BackendError) -> Element? {
            try await next(isolation: nil)
        }

        /// The next element; nil when there is none.
        ///
        /// - Throws: what the step throws that is needed for it; the scan is over then.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(BackendError) -> Element? {
            while true {
                if let element = found.next() { return element }
                guard let start = cursor else { return nil }
                cursor = nil
                let step = try await step(start)
                found = step.elements.makeIterator()
                cursor = step.isLast ? nil : step.cursor
            }
        }
    }
}
