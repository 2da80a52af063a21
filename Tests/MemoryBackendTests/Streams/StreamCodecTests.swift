import StdnetBackend
import StdnetRDB
import Testing

@testable import MemoryBackend

@Suite("Streams in the form of RDB")
struct StreamCodecTests {
    /// A stream with deleted entries, groups, consumers and deliveries.
    private func bytes() throws -> Bytes {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: 5)
        keyspace.settings.streamNodeMaxEntries = 4
        let long = String(repeating: "x", count: 5_000)
        for number in 1...10 { _ = keyspace.run("XADD s \(number)-\(number) n \(number * 9_999)") }
        _ = keyspace.run("XADD s 11 other \(long)")
        _ = keyspace.run("XDEL s 2-2 3-3")
        _ = keyspace.run("XGROUP CREATE s g 0")
        _ = keyspace.run("XGROUP CREATE s h 7")
        _ = keyspace.run("XREADGROUP GROUP g alice COUNT 3 STREAMS s >")
        _ = keyspace.run("XREADGROUP GROUP g bob COUNT 2 STREAMS s >")
        let position = try #require(Array("s".utf8).withUnsafeBytes { keyspace.find($0) })
        let box = try #require(StreamContent.box(in: keyspace.slot(position).value))
        var writer = RDBWriter()
        writer.append(box.content)
        return writer.bytes
    }

    private func decode(_ bytes: Bytes, isOlder: Bool = false) throws -> StreamContent {
        let type = isOlder ? RDBType.streamOfListpacks : .streamOfListpacks2
        let keyspace = Keyspace(seed: 1)
        var builder = try #require(RDBObjectBuilder(type, seed: keyspace.table.seed))
        return try bytes.withUnsafeBytes { bytes in
            var reader = RDBReader(bytes)
            var decoder = RDBValueDecoder(type)
            try decoder.run(&reader, &builder)
            guard case .stream(let stream) = try builder.finish() else { throw RDBError.corrupt }
            return stream
        }
    }

    @Test("are read as they were written")
    func roundTrip() throws {
        let bytes = try bytes()
        let stream = try decode(bytes)
        #expect(stream.entries.count == 9)
        #expect(stream.entries.chunks.count == 4)
        #expect(stream.maxDeletedID == StreamID(milliseconds: 3, sequence: 3))
        #expect(stream.groups[0].pending.count == 5)
        var again = RDBWriter()
        again.append(stream)
        #expect(again.bytes == bytes)
    }

    @Test("are refused when they are cut short")
    func cutShort() throws {
        let bytes = try bytes()
        for count in 0..<bytes.count {
            #expect(throws: RDBError.self) { try decode(Bytes(bytes.prefix(count))) }
        }
    }

    @Test("are refused or readable, whatever is wrong with them", arguments: 1...4)
    func damaged(seed: UInt64) throws {
        let bytes = try bytes()
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            var damaged = bytes
            for _ in 0...random.below(3) {
                damaged[random.below(damaged.count)] = UInt8(random.below(256))
            }
            guard let stream = try? decode(damaged, isOlder: random.below(2) == 0) else { continue }
            var reply = ReplyBuilder()
            reply.entries(of: stream.entries)
            reply.entries(of: stream.entries, isReversed: true)
            reply.fullStreamInfo(of: stream, limit: .max)
            #expect(reply.finish().count == 3)
        }
    }
}
