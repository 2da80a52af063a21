/// What modules write: parts that say what they are, up to a mark.
enum RDBModule {
    private static let letters = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )

    /// The name in the id of a module's type: nine letters of six bits before a version.
    static func name(of id: UInt64) -> String {
        String((0..<9).map { letters[Int(id >> UInt64(58 - 6 * $0) & 0x3f)] })
    }

    /// Passes one part, and says whether it was the mark at the end.
    static func skipPart(_ reader: inout RDBReader) throws(RDBError) -> Bool {
        switch try reader.number() {
        case 0: return true
        case 1, 2: _ = try reader.number()
        case 3: _ = try reader.take(4)
        case 4: _ = try reader.take(8)
        case 5: try reader.skipString()
        default: throw .corrupt
        }
        return false
    }
}

extension RDBValueDecoder {
    /// Passes what a module wrote.
    mutating func module(_ reader: inout RDBReader) throws(RDBError) {
        var mark = reader.position
        do throws(RDBError) {
            while try !RDBModule.skipPart(&reader) { mark = reader.position }
            state = .done
        } catch {
            reader.move(to: mark)
            throw error
        }
    }
}
