import StdnetBackend

/// The first line of a library of functions, which names the engine and the library:
/// `#!lua name=geometry`.
struct LibraryHeader {
    let name: String
    /// Where the line ends in the library.
    let end: Int

    /// Reads the header of a library, in Redis's order of complaints.
    init(of library: RawBytes) throws(CommandError) {
        guard library.starts(with: Self.mark) else {
            throw .init("ERR Missing library metadata")
        }
        guard let end = library.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == 0 }),
            library[end] != 0,
            let words = ScriptHeaderWords(RawBytes(rebasing: library[..<end])).all,
            let engine = words.first?.dropFirst(Self.mark.count)
        else { throw .init("ERR Invalid library metadata") }
        let name = try Self.name(in: words.dropFirst())
        guard RegisteredFunction.isName(name) else {
            throw .init("ERR \(RegisteredFunction.nameRule)")
        }
        let engineName = String(decoding: engine, as: UTF8.self)
        guard engineName.lowercased() == "lua" else {
            throw .init("ERR Engine '\(engineName)' not found")
        }
        self.name = String(decoding: name, as: UTF8.self)
        self.end = end
    }

    private static let mark = Array("#!".utf8)
    private static let option = "name="

    private static func name(in words: ArraySlice<[UInt8]>) throws(CommandError) -> [UInt8] {
        var name: [UInt8]?
        for word in words {
            let text = String(decoding: word.prefix { $0 != 0 }, as: UTF8.self)
            guard text.lowercased().hasPrefix(option) else {
                throw .init("ERR Invalid metadata value given: \(text)")
            }
            guard name == nil else {
                throw .init(
                    "ERR Invalid metadata value, name argument was given multiple times"
                )
            }
            name = Array(word.dropFirst(option.utf8.count))
        }
        guard let name else { throw .init("ERR Library name was not given") }
        return name
    }
}
