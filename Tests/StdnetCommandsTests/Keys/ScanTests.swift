import StdnetBackend
import StdnetCommands
import Synchronization
import Testing

@Suite("Scans")
struct ScanTests {
    @Test("all keys come, of one type or one pattern", arguments: TestedBackend.allCases)
    func keys(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            let pairs = (0..<500).map { (key: "key:\($0)", value: $0) }
            try await backend.run(MSET(pairs))
            _ = try await backend.run(RPUSH("list", [1]))
            #expect(try await Set(backend.scan().collected()).count == 501)
            let ten = try await backend.scan(matching: "key:4?", count: 50).collected()
            #expect(Set(ten) == Set((40..<50).map { "key:\($0)" }))
            let lists = try await backend.scan(type: .list, as: Bytes.self).collected()
            #expect(lists == [Array("list".utf8)])
        }
    }

    @Test("all that a key holds comes", arguments: TestedBackend.allCases)
    func elements(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            let numbers = Array(0..<600)
            _ = try await backend.run(HSET("h", numbers.map { (key: "f\($0)", value: $0) }))
            var words: [any CommandArgumentConvertible] = []
            for number in numbers { words += [number, "m\(number)"] }
            _ = try await backend.run(RawCommand(vector: .calling("ZADD", "z", words)))
            let members = numbers.map { $0 as any CommandArgumentConvertible }
            _ = try await backend.run(RawCommand(vector: .calling("SADD", "s", members)))

            let fields = try await backend.hscan("h", count: 50, as: Int.self).collected()
            #expect(Set(fields) == Set(numbers.map { HashEntry(field: "f\($0)", value: $0) }))
            #expect(try await Set(backend.sscan("s", as: Int.self).collected()) == Set(numbers))
            let scored = try await backend.zscan("z").collected()
            #expect(Set(scored) == Set(numbers.map { ScoredMember("m\($0)", score: Double($0)) }))
            let one = try await backend.hscan("h", matching: "f7").collected()
            #expect(one == [HashEntry(field: "f7", value: "7")])
            #expect(try await backend.sscan("none").collected() == [])
        }
    }

    @Test("a scan asks for a step when it is needed, and not after a failure") func steps()
        async throws
    {
        let backend = CountingBackend(cursors: ["7", "18446744073709551615", "broken"])
        var iterator = backend.scan(matching: "a*", count: 2, type: .string).makeAsyncIterator()
        #expect(backend.calls == [])
        #expect(try await iterator.next() == "0")
        #expect(backend.calls == ["SCAN 0 MATCH a* COUNT 2 TYPE string"])
        #expect(try await iterator.next() == "1")
        #expect(backend.calls.last == "SCAN 7 MATCH a* COUNT 2 TYPE string")
        await #expect(throws: BackendError.decoding(expected: "a cursor", found: "bulk")) {
            try await iterator.next()
        }
        #expect(backend.calls.last == "SCAN 18446744073709551615 MATCH a* COUNT 2 TYPE string")
        #expect(try await iterator.next() == nil)
        #expect(backend.calls.count == 3)
    }

    @Test("a step without elements is not the end") func emptySteps() async throws {
        let reply = try Reply.made { reply in
            reply.array(2)
            reply.bulk("5")
            reply.array(0)
        }
        let step = try SCAN(0).decode(reply)
        #expect(step.elements == [] && step.cursor == 5 && !step.isLast)
        #expect(HSCAN("h", 5, matching: "*").spelling == "HSCAN h 5 MATCH *")
        #expect(ZSCAN("z", 5, count: 3).spelling == "ZSCAN z 5 COUNT 3")
    }
}

/// Answers each step with its number and the next of some cursors.
private final class CountingBackend: Backend {
    private let cursors: [String]
    private let seen = Mutex<[String]>([])

    init(cursors: [String]) { self.cursors = cursors }

    var calls: [String] { seen.withLock { $0 } }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        let call = batch.withVector(0) { vector in
            (0..<vector.count).map { vector.text($0) }.joined(separator: " ")
        }
        let number = seen.withLock { seen in
            seen.append(call)
            return seen.count - 1
        }
        var reply = ReplyBuilder()
        reply.array(2)
        reply.bulk(cursors[number])
        reply.array(1)
        reply.bulk("\(number)")
        return reply.finish()
    }

    func close() async {}
}

extension AsyncSequence where Failure == BackendError {
    fileprivate func collected() async throws(BackendError) -> [Element] {
        var elements: [Element] = []
        for try await element in self { elements.append(element) }
        return elements
    }
}

extension Arguments {
    fileprivate static func calling(
        _ name: String,
        _ key: String,
        _ words: [any CommandArgumentConvertible]
    ) -> Arguments {
        var arguments: Arguments = [name, key]
        for word in words { arguments.append(word.commandArgument) }
        return arguments
    }
}
