import StdnetBackend
import Testing

@Suite("Typed calls are batches, and their replies are read in order")
struct BackendRunTests {
    /// Answers what it was made with, and takes only the batch that it expects.
    private struct Canned: Backend {
        let commands: [[String]]
        var isolation = CommandBatch.Isolation.pipeline
        let replies: [Reply]

        init(
            _ commands: [[String]],
            _ isolation: CommandBatch.Isolation = .pipeline,
            _ write: (inout ReplyBuilder) -> Void
        ) {
            self.commands = commands
            self.isolation = isolation
            var builder = ReplyBuilder()
            write(&builder)
            replies = builder.finish()
        }

        func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
            let found = (0..<batch.count).map { batch.withVector($0) { $0.texts } }
            guard found == commands, batch.isolation == isolation else {
                throw .invalidRequest("\(found)")
            }
            return replies
        }

        func close() async {}
    }

    /// A command with a response of its own.
    private struct Count: Command {
        let key: String
        func write(to arguments: inout Arguments) {
            arguments.append("SCARD" as StaticString)
            arguments.append(key)
        }
        func decode(_ reply: Reply) throws(BackendError) -> Int {
            guard let count = reply.integer else {
                throw .decoding(expected: "a count", found: "\(reply.kind)")
            }
            return count
        }
    }

    @Test("One command gives its own response")
    func one() async throws {
        let backend = Canned([["SCARD", "a"]]) { $0.integer(3) }
        let count = try await backend.run(Count(key: "a"))
        #expect(count == 3)
    }

    @Test("Commands of different types give a tuple of their responses")
    func pack() async throws {
        let backend = Canned([["SCARD", "a"], ["GET", "b"]]) { replies in
            replies.integer(3)
            replies.bulk("text")
        }
        let (count, reply) = try await backend.run(Count(key: "a"), RawCommand("GET", "b"))
        #expect(count == 3)
        #expect(reply.text == "text")
    }

    @Test("Commands of one type give an array")
    func list() async throws {
        let backend = Canned([["SCARD", "a"], ["SCARD", "b"]]) { replies in
            replies.integer(1)
            replies.integer(2)
        }
        let counts = try await backend.run([Count(key: "a"), Count(key: "b")])
        #expect(counts == [1, 2])
    }

    @Test("A transaction is a batch that nobody interrupts")
    func transaction() async throws {
        let backend = Canned([["SCARD", "a"], ["SCARD", "b"]], .transaction) { replies in
            replies.integer(1)
            replies.integer(2)
        }
        let (first, second) = try await backend.transaction(Count(key: "a"), Count(key: "b"))
        #expect(first == 1 && second == 2)
    }

    @Test("The first command that failed fails the call")
    func failure() async {
        let backend = Canned([["SCARD", "a"], ["SCARD", "b"]]) { replies in
            replies.integer(1)
            replies.error("WRONGTYPE Operation against a key holding the wrong kind of value")
        }
        await #expect(throws: BackendError.wrongType(key: "b", expected: .set, found: nil)) {
            try await backend.run(Count(key: "a"), Count(key: "b"))
        }
    }

    @Test("Outcomes keep the failures apart")
    func outcomes() async throws {
        let backend = Canned([["SCARD", "a"], ["SCARD", "b"], ["SCARD", "c"]]) { replies in
            replies.error("ERR no")
            replies.bulk("many")
            replies.integer(3)
        }
        let (first, second, third) = try await backend.outcomes(
            of: Count(key: "a"),
            Count(key: "b"),
            Count(key: "c")
        )
        #expect(first == .failure(.server(code: "ERR", message: "no")))
        #expect(second == .failure(.decoding(expected: "a count", found: "bulk")))
        #expect(third == .success(3))
    }

    @Test("A script is called by its digest and its reply decoded")
    func script() async throws {
        let script = Script<String>(
            "greeting",
            lua: "return ARGV[1]",
            twin: { _, _, arguments, reply throws(BackendError) in reply.bulk(arguments[0]) },
            decode: { reply throws(BackendError) in "<\(reply.text)>" }
        )
        let backend = Canned([["EVALSHA", script.source.sha1, "1", "k", "hello"]]) {
            $0.bulk("hello")
        }
        let greeting = try await backend.run(script, keys: ["k"]) { $0.append("hello") }
        #expect(greeting == "<hello>")
    }

    @Test("Too few replies are a bug that is reported, not a crash", arguments: [0, 1])
    func tooFewReplies(count: Int) async {
        let backend = Canned([["SCARD", "a"], ["SCARD", "b"]]) { replies in
            for _ in 0..<count { replies.integer(1) }
        }
        await #expect(throws: BackendError.decoding(expected: "2 replies", found: "\(count)")) {
            try await backend.run(Count(key: "a"), Count(key: "b"))
        }
    }
}
