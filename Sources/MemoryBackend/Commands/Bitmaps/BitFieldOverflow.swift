import StdnetBackend

/// What BITFIELD does with a number that does not fit in its integer.
enum BitFieldOverflow {
    case wrap, saturate, fail

    init(_ call: ArgumentView, _ position: Int) throws(CommandError) {
        if call.isWord("WRAP", at: position) {
            self = .wrap
        } else if call.isWord("SAT", at: position) {
            self = .saturate
        } else if call.isWord("FAIL", at: position) {
            self = .fail
        } else {
            throw .init("ERR Invalid OVERFLOW type specified")
        }
    }

    /// A number plus another as a field holds it; nil when it must not.
    func sum(_ number: Int, _ added: Int, in field: BitField) -> Int? {
        guard
            let side = field.isSigned
                ? signedSide(number, added, field.width)
                : unsignedSide(number, added, field.width)
        else { return number &+ added }
        switch self {
        case .fail: return nil
        case .saturate: return field.limit(side)
        case .wrap: return field.wrapped(number &+ added)
        }
    }

    /// Which end of the range a signed sum would leave; nil when it stays inside.
    ///
    /// The room above wraps around as in Redis, where SET of a very small number saturates at the
    /// greatest one.
    private func signedSide(_ number: Int, _ added: Int, _ width: Int) -> BitField.Side? {
        let greatest = Int.max >> (64 - width)
        let least = -greatest - 1
        let roomAbove = greatest &- number
        let roomBelow = least &- number
        if number > greatest || (width < 64 || number >= 0 && added > 0) && added > roomAbove {
            return .above
        }
        if number < least || (width < 64 || number < 0 && added < 0) && added < roomBelow {
            return .below
        }
        return nil
    }

    /// Which end of the range an unsigned sum would leave; nil when it stays inside.
    private func unsignedSide(_ number: Int, _ added: Int, _ width: Int) -> BitField.Side? {
        let greatest = Int.max >> (63 - width)
        // A negative number stands for one that is too great for any field.
        if number < 0 || number > greatest || added > 0 && added > greatest - number {
            return .above
        }
        return added < 0 && added < -number ? .below : nil
    }
}

extension BitField {
    /// An end of the range of an integer.
    fileprivate enum Side {
        case above, below
    }

    fileprivate func limit(_ side: Side) -> Int {
        switch side {
        case .above: isSigned ? Int.max >> (64 - width) : Int.max >> (63 - width)
        case .below: isSigned ? Int.min >> (64 - width) : 0
        }
    }

    /// The lowest bits of a number as the field reads them.
    fileprivate func wrapped(_ number: Int) -> Int {
        let unused = 64 - width
        guard isSigned else { return Int((UInt(bitPattern: number) << unused) >> unused) }
        return (number << unused) >> unused
    }
}
