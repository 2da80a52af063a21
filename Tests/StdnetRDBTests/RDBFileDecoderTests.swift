import StdnetBackend
import StdnetRDB
import Testing

@Suite("RDB files")
struct RDBFileDecoderTests {
    /// A file as Redis 7.0 writes it, with a list and a hash.
    private static let file: Bytes = {
        var writer = RDBWriter()
        Bytes("REDIS0010".utf8).withUnsafeBytes { writer.raw($0) }
        writer.byte(0xfa)
        for text in ["redis-ver", "7.0.15"] {
            Bytes(text.utf8).withUnsafeBytes { writer.string($0) }
        }
        writer.byte(0xfe)
        writer.length(3)
        writer.byte(0xfc)
        writer.littleEndian(Int64(1_900_000_000_123))
        writer.byte(RDBType.list.rawValue)
        for text in ["a"] { Bytes(text.utf8).withUnsafeBytes { writer.string($0) } }
        writer.length(3)
        for text in ["x", "-77", String(repeating: "ab", count: 40)] {
            Bytes(text.utf8).withUnsafeBytes { writer.string($0) }
        }
        writer.byte(RDBType.hash.rawValue)
        Bytes("b".utf8).withUnsafeBytes { writer.string($0) }
        writer.length(1)
        for text in ["f", "v"] { Bytes(text.utf8).withUnsafeBytes { writer.string($0) } }
        writer.byte(0xff)
        var bytes = writer.take()
        let checksum = bytes.withUnsafeBytes { CRC64.checksum($0) }
        bytes.append(littleEndian: checksum)
        return bytes
    }()

    /// Decodes bytes in pieces of a size.
    private func decode(_ bytes: Bytes, pieces size: Int = .max) throws -> [String] {
        var feed = KeyspaceFeed(ListingSink())
        var decoder = RDBFileDecoder()
        var at = 0
        while at < bytes.count {
            let end = at + min(size, bytes.count - at)
            try Bytes(bytes[at..<end]).withUnsafeBytes { try decoder.feed($0, to: &feed) }
            at = end
        }
        try decoder.finish()
        #expect(feed.auxiliaries["redis-ver"] == "7.0.15")
        return feed.sink.lines
    }

    @Test("are read the same in pieces of any size", arguments: [1, 2, 3, 7, 10, 64, .max])
    func pieces(size: Int) throws {
        let lines = try decode(Self.file, pieces: size)
        let long = String(repeating: "ab", count: 40)
        #expect(
            lines == [
                "begin 3 list a 1900000000123", "x", "-77", long, "end",
                "begin 3 hash b -", "f=v", "end",
            ]
        )
    }

    @Test("that end too early say so, wherever it is")
    func truncated() {
        for count in 0..<Self.file.count {
            let error = #expect(throws: RDBFileError.self) {
                try decode(Bytes(Self.file.prefix(count)))
            }
            #expect(error?.fault == .truncated)
            #expect(error?.offset == count)
        }
    }

    @Test("are refused for one changed bit")
    func checksum() {
        var file = Self.file
        let last = file.count - 20
        file[last] ^= 1
        let error = #expect(throws: RDBFileError.self) { try decode(file) }
        #expect(error != nil)
    }

    @Test("of later versions, and what is no such file, are named")
    func headers() {
        func fault(_ text: String) -> RDBError? {
            #expect(throws: RDBFileError.self) { try decode(Bytes(text.utf8)) }?.fault
        }
        #expect(fault("REDIS0013") == .version(13))
        #expect(fault("PK\u{3}\u{4}zipfile") == .notAFile)
        #expect(fault("PK") == .notAFile)
        #expect(fault("REDIS00x0") == .notAFile)
    }

    @Test("may hold what modules wrote, which is named")
    func modules() {
        let id: UInt64 = 0x0000_0000_0000_0001
        var writer = RDBWriter()
        Bytes("REDIS0010".utf8).withUnsafeBytes { writer.raw($0) }
        writer.byte(RDBType.module.rawValue)
        Bytes("key".utf8).withUnsafeBytes { writer.string($0) }
        writer.number(id)
        let error = #expect(throws: RDBFileError.self) { try decode(writer.bytes) }
        #expect(error?.fault == .module("AAAAAAAAA"))
    }
}
