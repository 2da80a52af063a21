import CitiesExample
import Testing

@Suite("The CSV reader")
struct CSVReaderTests {
    /// All records of a text as texts, the text cut into pieces of a size.
    private func records(
        _ text: String,
        columns: [String] = ["a", "b"],
        pieceSize: Int = .max
    ) throws(CSVError) -> [[String?]] {
        try records(Array(text.utf8), columns: columns, pieceSize: pieceSize)
    }

    private func records(
        _ bytes: [UInt8],
        columns: [String] = ["a", "b"],
        pieceSize: Int = .max
    ) throws(CSVError) -> [[String?]] {
        var rest = bytes[...]
        var reader = try CSVReader(file: "t.csv", columns: columns) { () throws(CSVError) in
            defer { rest = rest.dropFirst(pieceSize) }
            return Array(rest.prefix(pieceSize))
        }
        var records: [[String?]] = []
        while let record = try reader.next() {
            var fields: [String?] = []
            for column in columns { fields.append(try record.optionalText(column)) }
            records.append(fields)
        }
        return records
    }

    @Test("Reads the same records wherever the bytes are cut", arguments: 1...12)
    func cutting(pieceSize: Int) throws {
        let text = "a,b\r\n1,\"x, \"\"y\"\"\nz\"\n,é\n\"\",last"
        let records = try records(text, pieceSize: pieceSize)
        #expect(records == [["1", "x, \"y\"\nz"], [nil, "é"], [nil, "last"]])
    }

    @Test("Finds columns by name, in any order and among others")
    func columns() throws {
        let records = try records("c,b,a\n3,2,1\n")
        #expect(records == [["1", "2"]])
    }

    @Test("Passes over a byte order mark")
    func byteOrderMark() throws {
        let records = try records([0xef, 0xbb, 0xbf] + Array("a,b\n1,2\n".utf8), pieceSize: 2)
        #expect(records == [["1", "2"]])
    }

    @Test("Finds no record behind the names of the columns when there is none")
    func onlyNames() throws {
        #expect(try records("a,b\n") == [])
        #expect(try records("a,b") == [])
    }

    @Test(
        "Names the file, the line and the column of what is wrong",
        arguments: [
            ("", "'t.csv': the file is empty; its first line has the names of the columns"),
            ("a,c\n", "'t.csv', line 1: there is no column 'b'"),
            ("x\n", "'t.csv', line 1: there are no columns 'a', 'b'"),
            ("a,b,a\n", "'t.csv', line 1, column 'a': another column has the same name"),
            (
                "a,b\n1,2\n3\n",
                "'t.csv', line 3: the record has 1 field, but the first line names 2 columns"
            ),
            (
                "a,b\n1,2,3\n",
                "'t.csv', line 2: the record has 3 fields, but the first line names 2 columns"
            ),
            (
                "a,b\n1,2\n\n",
                "'t.csv', line 3: the record has 1 field, but the first line names 2 columns"
            ),
            (
                "a,b\n1,x\"y\n",
                "'t.csv', line 2, column 'b': "
                    + "a quote stands within a field that does not begin with one"
            ),
            (
                "a,b\n\"1\"2,3\n",
                "'t.csv', line 2, column 'a': "
                    + "something stands between the closing quote and the next comma"
            ),
            (
                "a,b\n\"1\n\n2\"2,3\n",
                "'t.csv', line 4, column 'a': "
                    + "something stands between the closing quote and the next comma"
            ),
            (
                "a,b\n1,\"x\ny\n",
                "'t.csv', line 2, column 'b': the quote that begins here is never closed"
            ),
            (
                "a,b\n1,2\r3,4\n",
                "'t.csv', line 2, column 'b': a carriage return stands without its line feed"
            ),
            (
                "a,b\n1,2\r",
                "'t.csv', line 2, column 'b': a carriage return stands without its line feed"
            ),
        ]
    )
    func mistakes(text: String, sentence: String) {
        let error = #expect(throws: CSVError.self) { try records(text) }
        #expect(error?.description == sentence)
    }

    @Test("Refuses bytes that are not UTF-8, in a value and in a name")
    func brokenText() {
        let value = #expect(throws: CSVError.self) {
            try records(Array("a,b\n1,2\n3,".utf8) + [0xc3, 0x28, 0x0a])
        }
        #expect(
            value == CSVError(file: "t.csv", line: 3, column: "b", problem: .notUTF8)
        )
        let name = #expect(throws: CSVError.self) { try records([0x61, 0x2c, 0xff, 0x0a]) }
        #expect(name == CSVError(file: "t.csv", line: 1, column: "2", problem: .notUTF8))
    }

    private func record(_ value: String) throws -> CSVRecord {
        var rest = Array("a\n\(value)\n".utf8)[...]
        var reader = try CSVReader(file: "t.csv", columns: ["a"]) { () throws(CSVError) in
            defer { rest = [] }
            return Array(rest)
        }
        return try #require(try reader.next())
    }

    @Test(
        "Reads finite decimal numbers",
        arguments: [("-1.5", -1.5), ("0", 0), ("1e3", 1000), ("+.5", 0.5)]
    )
    func numbers(text: String, number: Double) throws {
        let record = try record(text)
        #expect(try record.number("a") == number)
    }

    @Test(
        "Refuses what is no finite decimal number",
        arguments: ["nan", "inf", "0x10", "1,5".replacing(",", with: "_"), "1e999", " 1", "ten"]
    )
    func wrongNumbers(text: String) throws {
        let record = try record(text)
        #expect(throws: record.error("a", .notANumber(text))) { try record.number("a") }
    }

    @Test(
        "Refuses what is no whole number that fits",
        arguments: ["1.0", "9223372036854775808", "1e3", "１"]
    )
    func wrongIntegers(text: String) throws {
        let record = try record(text)
        #expect(throws: record.error("a", .notAnInteger(text))) { try record.integer("a") }
    }

    @Test("Tells an absent value from a wrong one")
    func absentValues() throws {
        let record = try record("\"\"")
        #expect(try record.optionalText("a") == nil)
        #expect(throws: record.error("a", .missingValue)) { try record.text("a") }
        #expect(throws: record.error("a", .missingValue)) { try record.integer("a") }
        #expect(record.line == 2)
    }

    @Test("Says why a file can't be read")
    func unreadable() {
        let missing = #expect(throws: CSVError.self) {
            try CSVReader(path: "/nowhere/cities.csv", columns: [])
        }
        #expect(
            missing?.description
                == "'/nowhere/cities.csv': it can't be read: No such file or directory"
        )
        let folder = #expect(throws: CSVError.self) { try CSVReader(path: "/", columns: []) }
        #expect(folder?.description == "'/': it can't be read: Is a directory")
    }
}
