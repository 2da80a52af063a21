import StdnetBackend

extension InlineBytes {
    /// The decimal digits of a number: at most 20 bytes with the sign.
    init(decimal number: Int) { self = number.withDigits { InlineBytes($0) } }
}
