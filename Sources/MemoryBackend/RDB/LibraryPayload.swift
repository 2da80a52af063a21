import StdnetBackend
import StdnetRDB

/// Libraries of functions as FUNCTION DUMP replies and FUNCTION RESTORE takes them: a mark and the text
/// of each, version of the format, checksum.
enum LibraryPayload {
    /// What comes before the text of a library.
    private static let mark: UInt8 = 245
    /// The same as the candidates of Redis 7.0 wrote it: with name, engine and description apart.
    private static let candidateMark: UInt8 = 246

    static func bytes(of libraries: [FunctionLibrary]) -> Bytes {
        var writer = RDBWriter()
        for library in libraries {
            writer.byte(mark)
            library.code.withUnsafeBytes { writer.string($0) }
        }
        return DumpPayload.sealed(writer.take())
    }

    /// Reads one library after another.
    struct Reader {
        private var reader: RDBReader

        /// - Parameter payload: a sound payload, with its footer. As in Redis nothing keeps a library
        ///   from reaching into that.
        init(_ payload: RawBytes) { reader = RDBReader(payload) }

        /// The text of the next library; nil at the end.
        mutating func next() throws(CommandError) -> Bytes? {
            guard reader.remaining > DumpPayload.footerSize else { return nil }
            let mark = try read("can not read data type") { reader throws(RDBError) in
                try reader.byte()
            }
            switch mark {
            case LibraryPayload.mark: return try string("library payload")
            case LibraryPayload.candidateMark: return try candidate()
            default: throw .init("ERR given type is not a function")
            }
        }

        private mutating func candidate() throws(CommandError) -> Bytes {
            let name = try string("library name")
            let engine = try string("engine name")
            let hasDescription = try read(
                "Failed loading library description indicator"
            ) { reader throws(RDBError) in try reader.number() != 0 }
            if hasDescription { _ = try string("library description") }
            let code = try string("library blob")
            return CandidateLibrary.source(name: name, engine: engine, code: code)
        }

        private mutating func string(_ what: String) throws(CommandError) -> Bytes {
            try read("Failed loading \(what)") { reader throws(RDBError) in
                try reader.string().array
            }
        }

        private mutating func read<Value>(
            _ failure: String,
            _ body: (inout RDBReader) throws(RDBError) -> Value
        ) throws(CommandError) -> Value {
            do throws(RDBError) {
                return try body(&reader)
            } catch {
                throw .init("ERR \(failure)")
            }
        }
    }
}
