/// One record of a file of comma-separated values; fields are asked for by the name of their column.
public struct CSVRecord: Sendable {
    /// The line in which the record begins, from 1.
    public let line: Int
    private let values: [String]
    private let layout: CSVLayout

    /// Takes the record that the parser has just completed.
    init(_ parser: CSVParser, layout: CSVLayout) throws(CSVError) {
        let line = parser.recordLine
        guard parser.fieldCount == layout.names.count else {
            let problem = CSVError.Problem.fieldCount(
                found: parser.fieldCount,
                expected: layout.names.count
            )
            throw CSVError(file: layout.file, line: line, problem: problem)
        }
        var values: [String] = []
        values.reserveCapacity(parser.fieldCount)
        for position in 0..<parser.fieldCount {
            guard let value = String(validating: parser.field(position), as: UTF8.self) else {
                throw CSVError(
                    file: layout.file,
                    line: line,
                    column: layout.name(of: position),
                    problem: .notUTF8
                )
            }
            values.append(value)
        }
        self.line = line
        self.values = values
        self.layout = layout
    }

    /// A text that has to be there.
    public func text(_ column: String) throws(CSVError) -> String {
        guard let value = try optionalText(column) else { throw error(column, .missingValue) }
        return value
    }

    /// A text; nil when the field is empty.
    public func optionalText(_ column: String) throws(CSVError) -> String? {
        guard let position = layout.positions[column] else {
            throw CSVError(file: layout.file, line: 1, problem: .missingColumns([column]))
        }
        let value = values[position]
        return value.isEmpty ? nil : value
    }

    /// A whole number.
    public func integer(_ column: String) throws(CSVError) -> Int {
        let value = try text(column)
        guard let number = Int(value) else { throw error(column, .notAnInteger(value)) }
        return number
    }

    /// A finite number in decimal digits.
    public func number(_ column: String) throws(CSVError) -> Double {
        let value = try text(column)
        // Double reads hexadecimal numbers, "nan" and "infinity" too.
        let isDecimal = value.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
        guard isDecimal, let number = Double(value), number.isFinite else {
            throw error(column, .notANumber(value))
        }
        return number
    }

    /// An error about a field of this record.
    public func error(_ column: String, _ problem: CSVError.Problem) -> CSVError {
        CSVError(file: layout.file, line: line, column: column, problem: problem)
    }
}
