import StdnetBackend

extension ArgumentView {
    /// A word that must be an integer.
    @inline(__always)
    func requiredInteger(_ position: Int) throws(CommandError) -> Int {
        guard let number = integer(position) else { throw .notInteger }
        return number
    }

    /// A word that must be an integer, zero or more.
    func requiredCount(
        _ position: Int,
        otherwise error: CommandError = .mustBePositive
    ) throws(CommandError) -> Int {
        guard let number = integer(position), number >= 0 else { throw error }
        return number
    }

    /// A word that must be an integer with a magnitude that fits in one.
    func requiredSignedCount(_ position: Int) throws(CommandError) -> Int {
        let number = try requiredInteger(position)
        guard number > .min else {
            throw .init(
                "ERR value is out of range, value must between \(-Int.max) and \(Int.max)"
            )
        }
        return number
    }

    /// A word that must be a number.
    func requiredDouble(
        _ position: Int,
        otherwise error: CommandError = .notFloat
    ) throws(CommandError) -> Double {
        guard let number = Double(text: self[position]) else { throw error }
        return number
    }

    /// Whether another word follows the one at a position.
    func hasWord(after position: Int, count: Int = 1) -> Bool { position + count < self.count }
}
