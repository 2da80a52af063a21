extension Reply {
    /// The elements of a collection in order.
    public struct Elements: Sequence, IteratorProtocol, Sendable {
        private let tape: ReplyTape
        private var position: Int
        private var left: Int

        init(tape: ReplyTape, position: Int, left: Int) {
            self.tape = tape
            self.position = position
            self.left = left
        }

        /// How many elements are left.
        public var underestimatedCount: Int { left }

        /// The next element.
        @inline(__always)
        public mutating func next() -> Reply? {
            guard left > 0 else { return nil }
            left -= 1
            let element = Reply(tape: tape, position: position)
            position = left > 0 ? tape.end(of: position) : position
            return element
        }
    }
}
