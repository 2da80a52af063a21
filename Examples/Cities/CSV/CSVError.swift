/// What is wrong with a file of comma-separated values, and where.
public struct CSVError: Error, Equatable, Sendable {
    /// What is wrong.
    @nonexhaustive
    public enum Problem: Equatable, Sendable {
        /// The file can't be read.
        case unreadable(reason: String)
        /// The file has not even a line with the names of the columns.
        case empty
        /// There is nothing after the names of the columns.
        case noRecords
        /// Columns that have to be there are not.
        case missingColumns([String])
        /// Two columns have one name.
        case repeatedColumn
        /// The record has more or fewer fields than the first line.
        case fieldCount(found: Int, expected: Int)
        /// The bytes are not UTF-8.
        case notUTF8
        /// A quote within a field that does not begin with one.
        case strayQuote
        /// Something between the quote that ends a field and the next comma.
        case textAfterQuote
        /// A carriage return that no line feed follows.
        case strayCarriageReturn
        /// The file ends within quotes.
        case unterminatedQuote
        /// There is no value where one has to be.
        case missingValue
        /// The text is not a whole number.
        case notAnInteger(String)
        /// The text is not a number.
        case notANumber(String)
        /// The value is well formed and wrong; one sentence says why.
        case refused(String)
    }

    /// The path of the file.
    public let file: String
    /// The line, from 1; nil when the problem is in none.
    public let line: Int?
    /// The name of the column, or its number where it has no name; nil when the problem is in none.
    public let column: String?
    /// What is wrong.
    public let problem: Problem

    /// Makes an error.
    public init(file: String, line: Int? = nil, column: String? = nil, problem: Problem) {
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
    }
}

extension CSVError: CustomStringConvertible {
    /// One sentence: the place, then what is wrong there.
    public var description: String {
        let place = [
            "'\(file)'", line.map { "line \($0)" }, column.map { "column '\($0)'" },
        ]
        return place.compactMap { $0 }.joined(separator: ", ") + ": \(problem)"
    }
}

extension CSVError.Problem: CustomStringConvertible {
    /// What is wrong, without the place.
    public var description: String {
        switch self {
        case .unreadable(let reason): "it can't be read: \(reason)"
        case .empty: "the file is empty; its first line has the names of the columns"
        case .noRecords: "there is nothing after the names of the columns"
        case .missingColumns(let names):
            (names.count == 1 ? "there is no column " : "there are no columns ")
                + names.map { "'\($0)'" }.joined(separator: ", ")
        case .repeatedColumn: "another column has the same name"
        case .fieldCount(let found, let expected):
            "the record has \(found) \(found == 1 ? "field" : "fields"), "
                + "but the first line names \(expected) columns"
        case .notUTF8: "the text is not valid UTF-8"
        case .strayQuote: "a quote stands within a field that does not begin with one"
        case .textAfterQuote: "something stands between the closing quote and the next comma"
        case .strayCarriageReturn: "a carriage return stands without its line feed"
        case .unterminatedQuote: "the quote that begins here is never closed"
        case .missingValue: "the value is missing"
        case .notAnInteger(let text): "'\(text.shortened)' is not a whole number"
        case .notANumber(let text): "'\(text.shortened)' is not a number"
        case .refused(let sentence): sentence
        }
    }
}

extension String {
    /// As much of a text as fits in a sentence.
    fileprivate var shortened: String { count > 40 ? prefix(40) + "…" : self }
}
