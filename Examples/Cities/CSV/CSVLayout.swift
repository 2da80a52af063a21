/// The names of a file's columns, from its first line.
struct CSVLayout: Sendable {
    let file: String
    let names: [String]
    let positions: [String: Int]

    /// Reads the record that the parser has just completed.
    init(_ parser: CSVParser, file: String) throws(CSVError) {
        var names: [String] = []
        var positions: [String: Int] = [:]
        for position in 0..<parser.fieldCount {
            guard let name = String(validating: parser.field(position), as: UTF8.self) else {
                throw CSVError(file: file, line: 1, column: "\(position + 1)", problem: .notUTF8)
            }
            guard positions.updateValue(position, forKey: name) == nil else {
                throw CSVError(file: file, line: 1, column: name, problem: .repeatedColumn)
            }
            names.append(name)
        }
        self.file = file
        self.names = names
        self.positions = positions
    }

    /// The name of a column, or its number where it has none.
    func name(of position: Int) -> String {
        names.indices.contains(position) ? names[position] : "\(position + 1)"
    }
}
