extension ByteTable {
    /// Removes an entry; those behind it move up and keep their order.
    ///
    /// It takes time in proportion to the table: for the few entries of a small collection.
    mutating func removeInOrder(at position: Int) {
        let last = entries.count - 1
        if !index.isEmpty {
            index.empty(slot(of: position))
            if position != last { index.moveUp(behind: position) }
        }
        for place in position..<last {
            swap(&entries.writable(place).pointee, &entries.writable(place + 1).pointee)
        }
        _ = entries.removeLast()
        if entries.count * 8 < index.count, index.count > Self.smallestIndex {
            rebuild(index.count / 2)
        }
    }
}
