import DequeModule

extension StreamEntries {
    /// How many nodes Redis's radix tree over the chunks has, which XINFO STREAM tells.
    ///
    /// The tree is over the 16 bytes of the ids. It has a node for each place where ids part, one
    /// for each run of bytes between two such places, and one at the end of each id.
    var radixTreeNodeCount: Int {
        guard var last = chunks.first?.base else { return 1 }
        // The depths at which the path to the last id branches.
        var branches: [Int] = []
        var nodes = 1
        /// Counts the run of bytes above a node that is done.
        func leave(_ depth: Int) {
            let above = branches.last.map { $0 + 1 } ?? 0
            if depth > above { nodes += 1 }
        }
        for chunk in chunks.dropFirst() {
            let shared = last.sharedByteCount(with: chunk.base)
            last = chunk.base
            nodes += 1
            var done = 16
            while let depth = branches.last, depth > shared {
                leave(done)
                branches.removeLast()
                done = depth
            }
            if branches.last != shared {
                branches.append(shared)
                nodes += 1
            }
            leave(done)
        }
        var done = 16
        while let depth = branches.last {
            leave(done)
            branches.removeLast()
            done = depth
        }
        leave(done)
        return nodes
    }
}

extension StreamID {
    /// How many of the 16 bytes of two ids are the same before the first difference.
    fileprivate func sharedByteCount(with other: StreamID) -> Int {
        let difference = milliseconds ^ other.milliseconds
        if difference != 0 { return difference.leadingZeroBitCount / 8 }
        return 8 + (sequence ^ other.sequence).leadingZeroBitCount / 8
    }
}
