internal import StdnetCommands

/// The elements of a structure, read page by page as they are taken.
///
/// No more than a page is in memory. A set and a hash come in no order: what is there all the time comes
/// at least once, and may come twice while the server makes room. Lists, sorted sets and series come in
/// their order, by position: what is put in or taken out before the position meanwhile moves the others.
///
/// Throws ``StructureFailure``.
public struct StructureElements<Element: Sendable>: AsyncSequence, Sendable {
    /// Why it may end early.
    public typealias Failure = StructureFailure

    typealias Page = @Sendable (UInt64) async throws(StructureFailure) -> ScanStep<Element>

    private let page: Page

    init(_ page: @escaping Page) { self.page = page }

    /// Starts a reading of its own.
    public func makeAsyncIterator() -> Iterator { Iterator(page: page) }

    /// One reading.
    public struct Iterator: AsyncIteratorProtocol {
        private let page: Page
        private var found: [Element].Iterator = [].makeIterator()
        /// Where the next page starts; nil after the last one.
        private var cursor: UInt64? = 0

        init(page: @escaping Page) { self.page = page }

        /// The next element; nil at the end.
        public mutating func next() async throws(StructureFailure) -> Element? {
            try await next(isolation: nil)
        }

        /// The next element; nil at the end.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(StructureFailure) -> Element? {
            while true {
                if let element = found.next() { return element }
                guard let start = cursor else { return nil }
                cursor = nil
                let step = try await page(start)
                found = step.elements.makeIterator()
                cursor = step.isLast ? nil : step.cursor
            }
        }
    }
}

extension StructureElements {
    /// Pages of what has positions: `read` gives the elements from one position through another.
    static func byPosition(
        pageSize: Int,
        _ read:
            @escaping @Sendable (_ first: Int, _ last: Int) async throws(StructureFailure)
            -> [Element]
    ) -> Self {
        let size = Swift.max(1, pageSize)
        return Self { start async throws(StructureFailure) in
            let first = Int(start)
            let elements = try await read(first, first + size - 1)
            return ScanStep(
                cursor: elements.count < size ? 0 : start + UInt64(size),
                elements: elements
            )
        }
    }
}
