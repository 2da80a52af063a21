import NIOCore
import RedisBackend
import StdnetBackend
import Testing

@Suite("Requests on the wire")
struct RequestEncodingTests {
    private func encoded(_ batch: CommandBatch) -> String {
        var buffer = ByteBuffer()
        buffer.writeRequests(of: batch)
        return String(buffer: buffer)
    }

    @Test("commands are arrays of bulk strings") func pipeline() {
        let batch = CommandBatch(commands: ["PING", "SET key 0123456789"])
        #expect(
            encoded(batch)
                == "*1\r\n$4\r\nPING\r\n*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$10\r\n0123456789\r\n"
        )
    }

    @Test("a transaction is framed by MULTI and EXEC") func transaction() {
        let batch = CommandBatch(isolation: .transaction, commands: ["PING"])
        #expect(
            encoded(batch)
                == "*1\r\n$5\r\nMULTI\r\n*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nEXEC\r\n"
        )
    }

    @Test(
        "empty and large arguments have their lengths",
        arguments: [0, 9, 10, 99, 100, 1_000_000]
    )
    func lengths(length: Int) {
        var batch = CommandBatch()
        batch.append { $0.append([UInt8](repeating: 0x78, count: length)) }
        #expect(
            encoded(batch) == "*1\r\n$\(length)\r\n" + String(repeating: "x", count: length)
                + "\r\n"
        )
    }

    @Test("many small arguments fit") func many() {
        var batch = CommandBatch()
        batch.append { for _ in 0..<12_345 { $0.append("") } }
        #expect(encoded(batch) == "*12345\r\n" + String(repeating: "$0\r\n\r\n", count: 12_345))
    }

    @Test(
        "pieces of a batch are together what the batch is",
        arguments: [CommandBatch.Isolation.pipeline, .transaction],
        [1, 7, 64, 1000]
    )
    func pieces(isolation: CommandBatch.Isolation, limit: Int) {
        var batch = CommandBatch(isolation: isolation)
        for number in 0..<100 {
            batch.append { vector in
                for _ in 0...(number % 5) { vector.append(String(repeating: "x", count: number)) }
            }
        }
        var buffer = ByteBuffer()
        var next = 0
        var count = 0
        while next < batch.count {
            let first = next
            next = buffer.writeRequests(of: batch, from: first, limit: limit)
            #expect(next > first)
            count += 1
        }
        #expect(String(buffer: buffer) == encoded(batch))
        #expect(limit < 1000 ? count > 10 : count > 1)
    }
}
