import NIOCore
import StdnetBackend
import StdnetTesting
import Testing

@testable import RedisBackend

@Suite("What a server says to one that becomes its replica")
struct FullSyncTests {
    private static let id = String(repeating: "a", count: 40)
    private static let mark = String(repeating: "M", count: 40)

    /// The file in what a server sends in pieces of a size; nil when it does not end.
    private func file(
        _ text: String,
        pieces size: Int
    ) throws(BackendError) -> (bytes: Bytes, sync: FullSync)? {
        var sync = FullSync(address: "host:1")
        var file: Bytes = []
        var isFile = false
        let bytes = Bytes(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let end = min(start + size, bytes.count)
            sync.feed(ByteBuffer(bytes: bytes[start..<end]))
            if !isFile { isFile = try sync.readLines() }
            while isFile, let piece = sync.nextPiece() { file += piece }
        }
        return sync.isDone ? (file, sync) : nil
    }

    @Test("is understood in pieces of any size", arguments: [1, 2, 3, 7, 39, 40, 41, 1000])
    func pieces(size: Int) throws {
        let content = "REDIS0010" + String(repeating: "data MMMM \n", count: 30)
        let sized = "\n\n+FULLRESYNC \(Self.id) 123\r\n\n\n$\(content.utf8.count)\r\n\(content)"
        let first = try #require(try file(sized, pieces: size))
        #expect(first.bytes == Bytes(content.utf8) && first.sync.size == content.utf8.count)
        #expect(first.sync.position == ReplicationPosition(id: Self.id, offset: 123))
        let marked = "+FULLRESYNC \(Self.id) 0\r\n$EOF:\(Self.mark)\r\n\(content)\(Self.mark)"
        let second = try #require(try file(marked, pieces: size))
        #expect(second.bytes == Bytes(content.utf8) && second.sync.size == nil)
        let old = try #require(try file("\n$\(content.utf8.count)\r\n" + content, pieces: size))
        #expect(old.bytes == Bytes(content.utf8) && old.sync.position == nil)
    }

    @Test("is no file before its end, and an empty one is one") func ends() throws {
        let head = "+FULLRESYNC \(Self.id) 0\r\n"
        #expect(try file(head + "$5\r\nREDI", pieces: 100) == nil)
        #expect(
            try file(head + "$EOF:\(Self.mark)\r\nREDIS\(Self.mark.dropLast())", pieces: 100) == nil
        )
        #expect(try file(head + "$0\r\n", pieces: 100)?.bytes == [])
        #expect(try file(head + "$EOF:\(Self.mark)\r\n\(Self.mark)", pieces: 100)?.bytes == [])
    }

    @Test(
        "is nothing that Redis would say",
        arguments: [
            "HTTP/1.1 400\r\n", "+CONTINUE\r\n", "+FULLRESYNC x\r\n", "$-1\r\n", "$x\r\n",
            "$EOF:short\r\n", String(repeating: "x", count: 2000),
        ]
    )
    func strangers(text: String) {
        #expect(throws: BackendError.connection(.notRedis(address: "host:1"))) {
            try file(text, pieces: 100)
        }
    }

    @Test("may be a refusal, before and after the answer") func refusals() {
        let error = BackendError.server(code: "MASTERDOWN", message: "no link")
        for head in ["", "+FULLRESYNC \(Self.id) 0\r\n"] {
            #expect(throws: error) { try file(head + "-MASTERDOWN no link\r\n", pieces: 3) }
        }
    }
}
