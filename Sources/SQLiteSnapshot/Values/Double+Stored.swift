import StdnetBackend

extension Double {
    /// Reads a number from its text: decimal digits, or what a double calls itself.
    init?(stored: UnsafeRawBufferPointer) {
        if let number = Double(shortDecimal: stored) {
            self = number
            return
        }
        // Hexadecimal floats are Swift's, nobody stores them.
        guard !stored.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) else { return nil }
        self.init(String(decoding: stored, as: UTF8.self))
    }
}
