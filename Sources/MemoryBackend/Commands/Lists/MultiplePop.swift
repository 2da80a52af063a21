import StdnetBackend

/// What LMPOP and BLMPOP ask for: some elements of the first list among some keys.
struct MultiplePop {
    let keys: ArgumentView
    let end: ListEnd
    let count: Int

    /// Reads `keycount key… LEFT|RIGHT [COUNT count]`.
    init(_ call: ArgumentView, from first: Int) throws(CommandError) {
        guard let keyCount = call.integer(first), keyCount > 0 else {
            throw .init("ERR numkeys should be greater than 0")
        }
        guard keyCount < call.count - first - 1 else { throw .syntax }
        keys = call.dropFirst(first + 1).prefix(keyCount)
        var word = first + 1 + keyCount
        end = try ListEnd(call, word)
        word += 1
        guard word < call.count else {
            count = 1
            return
        }
        guard call.isWord("COUNT", at: word), call.hasWord(after: word) else { throw .syntax }
        guard let count = call.integer(word + 1), count > 0 else {
            throw .init("ERR count should be greater than 0")
        }
        guard word + 2 == call.count else { throw .syntax }
        self.count = count
    }
}
