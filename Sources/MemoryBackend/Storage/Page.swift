/// Elements and their number in one allocation.
final class Page<Element>: ManagedBuffer<Int, Element> {
    static func make(capacity: Int) -> Page {
        // `create` makes an object of the class it is called on, and says so only in its comment.
        unsafeDowncast(Page.create(minimumCapacity: capacity) { _ in 0 }, to: Page.self)
    }

    @inline(__always) var elements: UnsafeMutablePointer<Element> {
        withUnsafeMutablePointerToElements { $0 }
    }

    /// A page with the same elements.
    @inline(never)
    func clone(capacity: Int) -> Page {
        let copy = Page.make(capacity: capacity)
        copy.elements.initialize(from: elements, count: header)
        copy.header = header
        return copy
    }

    deinit {
        _ = withUnsafeMutablePointers { count, elements in
            elements.deinitialize(count: count.pointee)
        }
    }
}
