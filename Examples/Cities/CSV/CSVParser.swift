/// Cuts bytes into records as RFC 4180 has them: fields between commas, lines that end with a line
/// feed or with both characters, quotes around fields that hold any of these.
///
/// A pure state machine: bytes go in one at a time, wherever the file was cut in pieces.
struct CSVParser {
    private enum State {
        /// At the first byte of a record, or behind the last one.
        case recordStart
        case fieldStart
        case plain
        case quoted
        /// Behind a quote within quotes: the end, or the first half of a doubled one.
        case quoteInQuotes
        case carriageReturn
    }

    private var state = State.recordStart
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var quoteLine = 1
    /// The line that is being read, from 1.
    private(set) var line = 1
    /// The line in which the current record began.
    private(set) var recordLine = 1

    /// How many fields of the record are complete.
    var fieldCount: Int { ends.count }

    /// The bytes of a field.
    func field(_ position: Int) -> ArraySlice<UInt8> {
        bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
    }

    /// Forgets the record that was read.
    mutating func beginRecord() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        recordLine = line
    }

    /// Takes the next byte.
    ///
    /// - Returns: Whether the record is complete.
    mutating func consume(_ byte: UInt8) throws(CSVParsingProblem) -> Bool {
        switch state {
        case .recordStart, .fieldStart:
            guard byte == Self.quote else { return try consumeUnquoted(byte) }
            state = .quoted
            quoteLine = line
        case .plain:
            guard byte != Self.quote else { throw problem(.strayQuote) }
            return try consumeUnquoted(byte)
        case .quoted:
            if byte == Self.quote {
                state = .quoteInQuotes
            } else {
                if byte == Self.lineFeed { line += 1 }
                bytes.append(byte)
            }
        case .quoteInQuotes:
            guard byte == Self.quote else {
                guard byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn
                else { throw problem(.textAfterQuote) }
                return try consumeUnquoted(byte)
            }
            bytes.append(byte)
            state = .quoted
        case .carriageReturn:
            guard byte == Self.lineFeed else { throw problem(.strayCarriageReturn) }
            return endLine()
        }
        return false
    }

    /// Ends the input; the last line need not end with a line feed.
    ///
    /// - Returns: Whether there is one more record.
    mutating func finish() throws(CSVParsingProblem) -> Bool {
        switch state {
        case .recordStart: return false
        case .quoted:
            throw CSVParsingProblem(line: quoteLine, field: fieldCount, problem: .unterminatedQuote)
        case .carriageReturn: throw problem(.strayCarriageReturn)
        case .fieldStart, .plain, .quoteInQuotes:
            ends.append(bytes.count)
            state = .recordStart
            return true
        }
    }

    private mutating func consumeUnquoted(_ byte: UInt8) throws(CSVParsingProblem) -> Bool {
        switch byte {
        case Self.comma:
            ends.append(bytes.count)
            state = .fieldStart
        case Self.lineFeed: return endLine()
        case Self.carriageReturn: state = .carriageReturn
        default:
            bytes.append(byte)
            state = .plain
        }
        return false
    }

    private mutating func endLine() -> Bool {
        ends.append(bytes.count)
        line += 1
        state = .recordStart
        return true
    }

    private func problem(_ problem: CSVError.Problem) -> CSVParsingProblem {
        CSVParsingProblem(line: line, field: fieldCount, problem: problem)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}

/// What the parser stumbled over: it knows neither the file nor the names of the columns.
struct CSVParsingProblem: Error, Equatable {
    let line: Int
    /// The position of the field in its record.
    let field: Int
    let problem: CSVError.Problem
}
