internal import StdnetBackend

extension Arguments {
    /// Appends a word when it is wanted.
    mutating func append(_ word: StaticString, if isWanted: Bool) {
        if isWanted { append(word) }
    }

    /// Appends an option and its value when there is one, such as `COUNT 10`.
    mutating func append(_ option: StaticString, _ value: Int?) {
        guard let value else { return }
        append(option)
        append(value)
    }

    /// Appends an option and its value when there is one, such as `MATCH user:*`.
    mutating func append(_ option: StaticString, _ value: CommandArgument?) {
        guard let value else { return }
        append(option)
        append(value)
    }

    /// Appends how many words there are, and then the words.
    mutating func append(counting words: [CommandArgument]) {
        append(words.count)
        append(contentsOf: words)
    }
}
