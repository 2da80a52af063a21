internal import StdnetBackend

/// The integer that some bits of a string are.
public enum BitInteger: Sendable, Hashable {
    /// Two's complement, of 1 to 64 bits: `i8`.
    case signed(Int)
    /// Without a sign, of 1 to 63 bits: `u8`.
    case unsigned(Int)
}

/// Where in a string an integer is.
public enum BitOffset: Sendable, Hashable {
    /// At a position counted in bits.
    case bit(Int)
    /// At a position counted in integers of the same size: `#3`.
    case element(Int)
}

/// What becomes of a result that an integer is too small for.
public enum BitOverflow: Sendable, Hashable {
    /// What does not fit is cut off: `WRAP`.
    case wrap
    /// It becomes the smallest or the greatest integer that fits: `SAT`.
    case saturate
    /// Nothing is written: `FAIL`.
    case fail
}

/// Where an integer is in a string, and of which size.
public struct BitField: Sendable, Hashable {
    /// The size, and whether it has a sign.
    public var integer: BitInteger
    /// Where it is.
    public var offset: BitOffset

    /// Names a size and a place.
    @inlinable
    public init(_ integer: BitInteger, at offset: BitOffset) {
        self.integer = integer
        self.offset = offset
    }
}

extension Arguments {
    /// Appends the size and the place of an integer.
    mutating func append(_ field: BitField) {
        switch field.integer {
        case .signed(let bits): append(joining: "i", "\(bits)")
        case .unsigned(let bits): append(joining: "u", "\(bits)")
        }
        switch field.offset {
        case .bit(let position): append(position)
        case .element(let position): append(joining: "#", "\(position)")
        }
    }

    /// Appends the word of what becomes of a result that does not fit.
    mutating func append(_ overflow: BitOverflow) {
        append("OVERFLOW" as StaticString)
        switch overflow {
        case .wrap: append("WRAP" as StaticString)
        case .saturate: append("SAT" as StaticString)
        case .fail: append("FAIL" as StaticString)
        }
    }
}
