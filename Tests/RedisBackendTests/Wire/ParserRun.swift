import RedisBackend
import StdnetBackend

/// What a parser makes of some input: the replies it gives, and what it refuses after them.
struct ParserRun: Equatable {
    private(set) var replies: [Reply] = []
    private(set) var refusal: String?

    init() {}

    /// Feeds pieces one after another and takes what is complete after each.
    init<Pieces: Sequence<ArraySlice<UInt8>>>(
        _ parser: consuming some ReplyParser,
        _ pieces: Pieces
    ) {
        for piece in pieces where refusal == nil {
            do throws(BackendError) {
                try piece.withUnsafeBufferPointer { bytes throws(BackendError) in
                    try parser.feed(UnsafeRawBufferPointer(bytes))
                }
            } catch {
                refusal = if case .decoding(_, let found) = error { found } else { "\(error)" }
            }
            if let batch = parser.take() {
                replies += batch.roots.map { Reply(tape: batch.tape, position: $0) }
            }
        }
    }
}

extension Array<UInt8> {
    /// All in one piece.
    var whole: [ArraySlice<UInt8>] { [self[...]] }
    /// Each byte a piece.
    var single: [ArraySlice<UInt8>] { indices.map { self[$0...$0] } }

    /// Two pieces.
    func split(at position: Int) -> [ArraySlice<UInt8>] { [self[..<position], self[position...]] }
}
