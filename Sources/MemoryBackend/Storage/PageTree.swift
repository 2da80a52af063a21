/// Pages in chunks of pages: a copy shares everything, and the first write after it copies a list of
/// chunks, one chunk and one page, however many elements there are.
///
/// With one flat list of pages that write would copy, and retain, every page: a millisecond for ten
/// million elements. A chunk holds 131,072 elements, so the list of chunks stays short.
struct PageTree<Element> {
    private static var pageShift: Int { 9 }
    private static var chunkShift: Int { 8 }
    private static var chunkSize: Int { 1 << chunkShift }
    /// How many elements a page holds.
    static var pageSize: Int { 1 << pageShift }

    private var chunks: ContiguousArray<Page<Page<Element>>> = []

    /// How many pages there are.
    var pageCount: Int {
        guard let last = chunks.last else { return 0 }
        return (chunks.count - 1) * Self.chunkSize + last.header
    }

    /// An element for reading; valid until the next change.
    @inline(__always)
    func pointer(_ index: Int) -> UnsafePointer<Element> {
        let page = index >> Self.pageShift
        let elements = chunks.withUnsafeBufferPointer {
            $0[page >> Self.chunkShift].elements[page & (Self.chunkSize - 1)].elements
        }
        return UnsafePointer(elements + (index & (Self.pageSize - 1)))
    }

    /// An element for writing; what a copy of the tree shares of the way to it is cloned first.
    @inline(__always)
    mutating func writable(_ index: Int) -> UnsafeMutablePointer<Element> {
        owned(index >> Self.pageShift).pointee.elements + (index & (Self.pageSize - 1))
    }

    /// A page that no copy of the tree shares.
    @inline(__always)
    mutating func owned(_ page: Int) -> UnsafeMutablePointer<Page<Element>> {
        let place = owned(chunk: page >> Self.chunkShift) + (page & (Self.chunkSize - 1))
        if !isKnownUniquelyReferenced(&place.pointee) {
            place.pointee = place.pointee.clone(capacity: Self.pageSize)
        }
        return place
    }

    @inline(__always)
    private mutating func owned(chunk: Int) -> UnsafeMutablePointer<Page<Element>> {
        if !isKnownUniquelyReferenced(&chunks[chunk]) {
            chunks[chunk] = chunks[chunk].clone(capacity: Self.chunkSize)
        }
        return chunks[chunk].elements
    }

    /// Appends a page.
    mutating func append(_ page: Page<Element>) {
        let count = pageCount
        let chunk = count >> Self.chunkShift
        if chunk == chunks.count { chunks.append(.make(capacity: Self.chunkSize)) }
        (owned(chunk: chunk) + (count & (Self.chunkSize - 1))).initialize(to: page)
        chunks[chunk].header += 1
    }

    /// Removes the last page.
    mutating func removeLastPage() {
        let page = pageCount - 1
        let chunk = page >> Self.chunkShift
        (owned(chunk: chunk) + (page & (Self.chunkSize - 1))).deinitialize(count: 1)
        chunks[chunk].header -= 1
        if chunks[chunk].header == 0 { chunks.removeLast() }
    }
}
