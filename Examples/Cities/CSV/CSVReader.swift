/// Reads a file of comma-separated values record by record, strictly: RFC 4180 in UTF-8, the names of
/// the columns in the first line, as many fields in every other.
///
/// ```swift
/// var reader = try CSVReader(path: "cities.csv", columns: ["name", "population"])
/// while let record = try reader.next() {
///     print(try record.text("name"), try record.integer("population"))
/// }
/// ```
public struct CSVReader {
    /// The path of the file.
    public let file: String
    private let layout: CSVLayout
    private var parser: CSVParser
    private var pieces: CSVPieces

    /// Opens a file and reads the names of its columns.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - columns: The columns that have to be there, in any order and among others.
    /// - Throws: ``CSVError`` when the file can't be read or lacks a column.
    public init(path: String, columns: [String]) throws(CSVError) {
        let file = try ByteFile(path: path)
        try self.init(file: path, columns: columns) { () throws(CSVError) in try file.read() }
    }

    /// Reads what a closure hands out piece by piece; an empty piece is the end.
    package init(
        file: String,
        columns: [String],
        reading source: @escaping () throws(CSVError) -> [UInt8]
    ) throws(CSVError) {
        self.file = file
        var parser = CSVParser()
        var pieces = CSVPieces(source: source)
        try pieces.skipByteOrderMark()
        guard try Self.advance(&parser, &pieces, file, nil) else {
            throw CSVError(file: file, problem: .empty)
        }
        let layout = try CSVLayout(parser, file: file)
        let missing = columns.filter { layout.positions[$0] == nil }
        guard missing.isEmpty else {
            throw CSVError(file: file, line: 1, problem: .missingColumns(missing))
        }
        self.layout = layout
        self.parser = parser
        self.pieces = pieces
    }

    /// The next record; nil at the end of the file.
    public mutating func next() throws(CSVError) -> CSVRecord? {
        guard try Self.advance(&parser, &pieces, file, layout) else { return nil }
        return try CSVRecord(parser, layout: layout)
    }

    /// Reads one record into the parser.
    private static func advance(
        _ parser: inout CSVParser,
        _ pieces: inout CSVPieces,
        _ file: String,
        _ layout: CSVLayout?
    ) throws(CSVError) -> Bool {
        parser.beginRecord()
        while let byte = try pieces.next() {
            let isComplete: Bool
            do throws(CSVParsingProblem) { isComplete = try parser.consume(byte) } catch {
                throw CSVError(error, file: file, layout: layout)
            }
            if isComplete { return true }
        }
        do throws(CSVParsingProblem) { return try parser.finish() } catch {
            throw CSVError(error, file: file, layout: layout)
        }
    }
}

/// The bytes of a file, one after the other.
private struct CSVPieces {
    let source: () throws(CSVError) -> [UInt8]
    private var piece: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    init(source: @escaping () throws(CSVError) -> [UInt8]) { self.source = source }

    mutating func next() throws(CSVError) -> UInt8? {
        if position == piece.count {
            guard !isAtEnd else { return nil }
            piece = try source()
            position = 0
            isAtEnd = piece.isEmpty
            guard !isAtEnd else { return nil }
        }
        defer { position += 1 }
        return piece[position]
    }

    /// Passes over the three bytes that some programs put before UTF-8.
    mutating func skipByteOrderMark() throws(CSVError) {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        var start: [UInt8] = []
        while start.count < mark.count, let byte = try next() { start.append(byte) }
        guard start != mark else { return }
        piece = start + piece[position...]
        position = 0
        isAtEnd = false
    }
}

extension CSVError {
    fileprivate init(_ found: CSVParsingProblem, file: String, layout: CSVLayout?) {
        let name = layout.map { $0.name(of: found.field) } ?? "\(found.field + 1)"
        self.init(file: file, line: found.line, column: name, problem: found.problem)
    }
}
