import StdnetBackend
import Testing

@Suite("A batch is commands in order")
struct CommandBatchTests {
    private let script = Script<Int>(
        "sample",
        lua: "return 1",
        isRepeatable: true,
        twin: { _, _, _, reply throws(BackendError) in reply.integer(1) },
        decode: { reply throws(BackendError) in reply.integer ?? 0 }
    )

    @Test("Every command keeps its own argument vector")
    func vectors() {
        var batch = CommandBatch()
        batch.append(RawCommand("SET", "a", "1"))
        batch.append { $0.append("DBSIZE") }
        batch.append(RawCommand("GET", "a"))
        #expect(batch.count == 3)
        #expect(
            (0..<3).map { batch.withVector($0) { $0.texts } } == [
                ["SET", "a", "1"], ["DBSIZE"], ["GET", "a"],
            ]
        )
    }

    @Test("A script goes by its digest, then the number of keys, the keys, the arguments")
    func scripts() {
        var batch = CommandBatch()
        batch.append(RawCommand("PING"))
        batch.append(script, keys: ["k1", "k2"]) { $0.append("argument") }
        let vector = batch.withVector(1) { $0.texts }
        #expect(vector == ["EVALSHA", script.source.sha1, "2", "k1", "k2", "argument"])
        #expect(batch.scripts.map(\.position) == [1])
        #expect(batch.scripts[1]?.lua == "return 1")
    }

    @Test("Each of its scripts is found at the position of its call, and nowhere else")
    func manyScripts() {
        var batch = CommandBatch()
        for position in 0..<40 {
            if position % 3 == 1 {
                batch.append(script, keys: []) { _ in }
            } else {
                batch.append(RawCommand("PING"))
            }
        }
        for position in 0..<41 {
            let isScript = position < 40 && position % 3 == 1
            #expect((batch.scripts[position] != nil) == isScript)
        }
        #expect(batch.scripts.map(\.position) == Array(stride(from: 1, to: 40, by: 3)))
    }

    @Test("It starts empty, as a pipeline without a limit of its own")
    func empty() {
        let batch = CommandBatch()
        #expect(batch.isEmpty)
        #expect(batch.isolation == .pipeline)
        #expect(batch.timeout == nil)
        #expect(batch.isRepeatable)
    }

    @Test("It may be repeated when it only reads")
    func repeatable() {
        var batch = CommandBatch()
        batch.append(RawCommand("get", "a"))
        batch.append(script, keys: []) { _ in }
        #expect(batch.isRepeatable)
        batch.append(RawCommand("SET", "a", "1"))
        #expect(!batch.isRepeatable)
    }

    @Test("It may not be repeated when a command is unknown or a script does not allow it")
    func notRepeatable() {
        var unknown = CommandBatch()
        unknown.append(RawCommand("MODULE.COMMAND"))
        #expect(!unknown.isRepeatable)

        let writer = Script<Int>(
            "writer",
            lua: "return 2",
            twin: { _, _, _, _ throws(BackendError) in },
            decode: { _ throws(BackendError) in 0 }
        )
        var writing = CommandBatch()
        writing.append(writer, keys: []) { _ in }
        #expect(!writing.isRepeatable)
    }

    @Test("It may be repeated when whoever made it says so")
    func declaredRepeatable() {
        var batch = CommandBatch(isolation: .transaction, repeatable: true, timeout: .seconds(1))
        batch.append(RawCommand("SET", "temporary", "1"))
        #expect(batch.isRepeatable)
        #expect(batch.isolation == .transaction)
        #expect(batch.timeout == .seconds(1))
    }

    @Test("A good reply is handed through, an error reply is thrown with the key of its command")
    func checking() throws {
        var batch = CommandBatch()
        batch.append(RawCommand("PING"))
        batch.append(RawCommand("HGET", "text", "field"))
        var builder = ReplyBuilder()
        builder.status("PONG")
        builder.error("WRONGTYPE Operation against a key holding the wrong kind of value")
        let replies = builder.finish()
        #expect(try batch.checked(replies[0], at: 0).text == "PONG")
        #expect(throws: BackendError.wrongType(key: "text", expected: .hash, found: nil)) {
            try batch.checked(replies[1], at: 1)
        }
    }
}
