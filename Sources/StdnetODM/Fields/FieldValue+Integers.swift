// Integers are stored in decimal digits, with a minus where there is one: one text for each number. Other
// spellings (`+5`, `007`, `5.0`) and numbers beyond the type are refused when they are read.
//
// Scores are doubles: from 2^53 on integers share them. A range is exact all the same; objects that a
// query sorts by such numbers come in the order of their ids where the doubles are equal.

extension FieldValue where Self: FixedWidthInteger {
    /// An integer; a decimal for types that go beyond 64 bits with a sign, as `UInt64` does.
    public static var kind: ValueKind { Int64(exactly: max) == nil ? .decimal : .integer }
    /// What the stored bytes look like.
    public static var storedForm: String { "an integer from \(min) to \(max) in decimal digits" }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else { return nil }
        if let number = Int(decimal: stored) {
            self.init(exactly: number)
        } else {
            guard stored.count >= 19, let number = Self(longDecimal: stored) else { return nil }
            self = number
        }
    }
}

extension ScoredValue where Self: FixedWidthInteger {
    /// Whether the number is 2^53 or beyond, where not every integer has a double of its own.
    public var sharesScore: Bool { magnitude >= 9_007_199_254_740_992 }
}

extension FixedWidthInteger {
    /// Reads plain digits as `Int(decimal:)` does, of any length.
    fileprivate init?(longDecimal text: UnsafeRawBufferPointer) {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = text.dropFirst(isNegative ? 1 : 0)
        guard let first = digits.first, first != UInt8(ascii: "0") else { return nil }
        self = 0
        for digit in digits {
            guard let value = Self(exactly: Int(digit) - 48), value >= 0, value <= 9 else {
                return nil
            }
            let (shifted, tooLarge) = multipliedReportingOverflow(by: 10)
            let (sum, overflow) =
                isNegative
                ? shifted.subtractingReportingOverflow(value)
                : shifted.addingReportingOverflow(value)
            guard !tooLarge, !overflow else { return nil }
            self = sum
        }
    }
}

extension Int: ScoredValue, IDValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .integer }
    /// Appends the stored bytes.
    ///
    /// The usual integer has this of its own: the general form goes through witnesses.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(self)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let value = Int(decimal: stored) else { return nil }
        self = value
    }
}

/// Stored in decimal digits.
extension Int8: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension Int16: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension Int32: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension Int64: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension Int128: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension UInt: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension UInt8: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension UInt16: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension UInt32: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension UInt64: ScoredValue, IDValue {}
/// Stored in decimal digits.
extension UInt128: ScoredValue, IDValue {}
