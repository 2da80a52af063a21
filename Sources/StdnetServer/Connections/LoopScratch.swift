internal import StdnetBackend

/// Memory that the connections of one event loop use in turn, so that an idle one needs none.
final class LoopScratch {
    /// What is kept for the next connection.
    private static let keptBytes = 1 << 20

    private var batch = RequestBatch()
    private var output: [UInt8] = []

    /// Lends the batch: an empty one.
    func takeBatch() -> RequestBatch {
        defer { batch = RequestBatch() }
        return batch
    }

    /// Gives an empty batch back.
    func giveBack(_ batch: consuming RequestBatch) {
        guard batch.words.byteCount <= Self.keptBytes else { return }
        batch.words.removeAll()
        batch.ends.removeAll(keepingCapacity: true)
        batch.next = 0
        self.batch = batch
    }

    /// Lends the output, empty, for the time of a call.
    func withOutput<Result>(_ body: (inout [UInt8]) -> Result) -> Result {
        var output = self.output
        self.output = []
        defer {
            if output.capacity <= Self.keptBytes {
                output.removeAll(keepingCapacity: true)
                self.output = output
            }
        }
        return body(&output)
    }
}
