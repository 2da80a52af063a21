/// A dense array in pages: copy-on-write copies one page, and growth never moves old elements.
///
/// A small one is a single page that grows by doubling. Elements are reached by pointer, because a
/// subscript would copy and retain a whole element to read one field of it. A pointer is valid until
/// the next change of the array, and as long as somebody holds the array.
struct PagedArray<Element> {
    private static var pageSize: Int { PageTree<Element>.pageSize }

    private(set) var count = 0
    private var first: Page<Element>
    private var rest = PageTree<Element>()
    // Last and short, so that what follows an array in a collection shares its word.
    private var firstCapacity: Int32

    init(capacity: Int) {
        let room = min(max(capacity, 1), Self.pageSize)
        first = .make(capacity: room)
        firstCapacity = Int32(room)
    }

    /// An element for reading.
    @inline(__always)
    func pointer(_ index: Int) -> UnsafePointer<Element> {
        if index < Self.pageSize { return UnsafePointer(first.elements + index) }
        return rest.pointer(index - Self.pageSize)
    }

    /// An element for writing; its page is cloned first when a copy of the array shares it.
    @inline(__always)
    mutating func writable(_ index: Int) -> UnsafeMutablePointer<Element> {
        if index < Self.pageSize {
            if !isKnownUniquelyReferenced(&first) {
                first = first.clone(capacity: Int(firstCapacity))
            }
            return first.elements + index
        }
        return rest.writable(index - Self.pageSize)
    }

    @inline(__always)
    mutating func append(_ element: consuming Element) {
        if count < Self.pageSize {
            if count == Int(firstCapacity) { growFirst() }
            (writable(0) + count).initialize(to: element)
            first.header += 1
        } else {
            if count % Self.pageSize == 0 { rest.append(.make(capacity: Self.pageSize)) }
            writable(count).initialize(to: element)
            rest.owned(count / Self.pageSize - 1).pointee.header += 1
        }
        count += 1
    }

    /// Removes and returns the last of at least one element.
    mutating func removeLast() -> Element {
        count -= 1
        let element = writable(count)
        if count < Self.pageSize {
            first.header -= 1
            return element.move()
        }
        rest.owned(count / Self.pageSize - 1).pointee.header -= 1
        let removed = element.move()
        if count % Self.pageSize == 0 { rest.removeLastPage() }
        return removed
    }

    @inline(never)
    private mutating func growFirst() {
        let capacity = min(Self.pageSize, Int(firstCapacity) * 2)
        if isKnownUniquelyReferenced(&first) {
            let grown = Page<Element>.make(capacity: capacity)
            grown.elements.moveInitialize(from: first.elements, count: count)
            first.header = 0
            grown.header = count
            first = grown
        } else {
            first = first.clone(capacity: capacity)
        }
        firstCapacity = Int32(capacity)
    }
}
