public import StdnetBackend

extension Sequence where Element: CommandArgumentConvertible {
    /// The words of all elements.
    @inlinable var commandArguments: [CommandArgument] { map(\.commandArgument) }
}

extension Sequence {
    /// The words of all pairs, the key and the value of each in turn.
    @inlinable
    func flattenedArguments<Key: CommandArgumentConvertible, Value: CommandArgumentConvertible>()
        -> [CommandArgument]
    where Element == (key: Key, value: Value) {
        var words: [CommandArgument] = []
        words.reserveCapacity(2 * underestimatedCount)
        for (key, value) in self {
            words.append(key.commandArgument)
            words.append(value.commandArgument)
        }
        return words
    }
}
