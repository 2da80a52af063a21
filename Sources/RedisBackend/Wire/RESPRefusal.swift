internal import StdnetBackend

/// Why bytes are not a reply.
///
/// One of the bytes is shown at most: they may be secret.
enum RESPRefusal: Error, Equatable {
    /// No value starts with this byte.
    case mark(UInt8)
    /// Strings and collections whose size shows at their end; Redis sends none.
    case streamed
    /// A length, a count or an integer that is not written as Redis writes it.
    case number
    /// An integer of more than 64 bits.
    case integerTooLarge
    /// A length or a count below zero that does not stand for null.
    case negativeSize
    /// A string or a line longer than Redis lets one be.
    case stringTooLong
    /// A collection with more elements than can be counted.
    case collectionTooLarge
    /// Collections in collections in collections.
    case tooDeep
    /// A push inside another value; it comes between replies.
    case nestedPush
    /// This byte where a line break has to be.
    case lineBreak(UInt8)
    /// A double that is none.
    case double
    /// A boolean that is neither true nor false.
    case boolean
    /// A null with something in it.
    case null
    /// A big number that has no digits, or other things than digits.
    case bigNumber
    /// A verbatim string that does not start with three letters and a colon.
    case verbatim
}

extension RESPRefusal: CustomStringConvertible {
    var description: String {
        switch self {
        case .mark(let byte): "\(Self.shown(byte)) as the first byte of a reply"
        case .streamed: "a streamed string or collection, which is not supported"
        case .number: "a number that is not a number"
        case .integerTooLarge: "an integer of more than 64 bits"
        case .negativeSize: "a size below zero"
        case .stringTooLong: "a string of more than \(RESPLimit.stringLength) bytes"
        case .collectionTooLarge: "a collection of more than \(RESPLimit.elementCount) elements"
        case .tooDeep: "collections nested more than \(RESPLimit.depth) deep"
        case .nestedPush: "a push inside another reply"
        case .lineBreak(let byte): "\(Self.shown(byte)) instead of a line break"
        case .double: "a double that is not a number"
        case .boolean: "a boolean that is neither true nor false"
        case .null: "a null that is not empty"
        case .bigNumber: "a big number that is not a number"
        case .verbatim: "a verbatim string without a format"
        }
    }

    private static func shown(_ byte: UInt8) -> String {
        "\"\(Unicode.Scalar(byte).escaped(asASCII: true))\""
    }
}

extension BackendError {
    init(_ refusal: RESPRefusal) {
        self = .decoding(expected: "a reply in the Redis protocol", found: refusal.description)
    }
}

/// What is not read even where the protocol allows it.
enum RESPLimit {
    /// Redis's own limit for a string, 512 MB.
    static let stringLength = 512 << 20
    /// Elements of a collection, a map counting keys and values.
    static let elementCount = Int(Int32.max)
    /// Collections around a value.
    static let depth = 128
}
