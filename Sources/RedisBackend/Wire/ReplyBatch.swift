package import StdnetBackend

/// Complete replies: their tape, and where on it each of them starts.
package struct ReplyBatch: Sendable {
    package let tape: ReplyTape
    package let roots: [Int]

    package init(tape: ReplyTape, roots: [Int]) {
        self.tape = tape
        self.roots = roots
    }
}
