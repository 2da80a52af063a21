import StdnetBackend
import Testing

@Suite("A reply is a place on a tape")
struct ReplyTests {
    /// What a builder has written, when it is one reply.
    private func reply(_ write: (inout ReplyBuilder) -> Void) throws -> Reply {
        var builder = ReplyBuilder()
        write(&builder)
        let replies = builder.finish()
        #expect(replies.count == 1)
        return try #require(replies.first)
    }

    @Test("Scalars are what was written")
    func scalars() throws {
        #expect(try reply { $0.integer(-5) }.integer == -5)
        #expect(try reply { $0.integer(.min) }.integer == .min)
        #expect(try reply { $0.boolean(true) }.integer == 1)
        #expect(try reply { $0.boolean(false) }.integer == 0)
        #expect(try reply { $0.double(0.1) }.double == 0.1)
        #expect(try reply { $0.double(-.infinity) }.double == -.infinity)
        #expect(try reply { $0.status("OK") }.text == "OK")
        #expect(try reply { $0.bulk("naïve") }.text == "naïve")
        #expect(try reply { $0.bulk([0, 255] as Bytes) }.bytes == [0, 255])
        #expect(try reply { $0.error("ERR no") }.text == "ERR no")
    }

    @Test("Numbers are read from strings too, and only where they are numbers")
    func numbers() throws {
        #expect(try reply { $0.bulk("42") }.integer == 42)
        #expect(try reply { $0.status("42") }.integer == 42)
        #expect(try reply { $0.bulk("042") }.integer == nil)
        #expect(try reply { $0.bulk("1.5") }.double == 1.5)
        #expect(try reply { $0.integer(3) }.double == 3)
        #expect(try reply { $0.bulk("many") }.double == nil)
        #expect(try reply { $0.double(1) }.integer == nil)
        #expect(try reply { $0.error("42") }.integer == nil)
        #expect(try reply { $0.null() }.integer == nil)
        #expect(try reply { $0.null() }.double == nil)
    }

    @Test("Both nulls are null, and are told apart")
    func nulls() throws {
        let null = try reply { $0.null() }
        let nullArray = try reply { $0.nullArray() }
        #expect(null.isNull && nullArray.isNull)
        #expect(null != nullArray)
        #expect(nullArray.count == 0 && nullArray.bytes == nil && nullArray.text == "")
        #expect(try !reply { $0.array(0) }.isNull)
        #expect(try !reply { $0.bulk("") }.isNull)
    }

    @Test("An empty string has no bytes, and something without bytes has none to give")
    func emptyStrings() throws {
        #expect(try reply { $0.bulk("") }.bytes == [])
        #expect(try reply { $0.integer(1) }.bytes == nil)
        #expect(try reply { $0.array(0) }.bytes == nil)
    }

    @Test("Elements come in order, and collections among them are one element each")
    func elements() throws {
        let reply = try reply { builder in
            builder.array(4)
            builder.bulk("first")
            builder.array(2)
            builder.array(1)
            builder.integer(1)
            builder.null()
            builder.collection(.map, 2)
            builder.bulk("key")
            builder.double(0.5)
            builder.array(0)
        }
        #expect(reply.count == 4)
        let elements = Array(reply.elements)
        #expect(elements.map(\.kind) == [.bulk, .array, .map, .array])
        #expect(elements[1].elements.map(\.count) == [1, 0])
        #expect(elements[1].elements.first { $0.isNull } != nil)
        #expect(elements[2].elements.map(\.text) == ["key", ""])
        #expect(Array(elements[3].elements).isEmpty)
    }

    @Test("Elements can be read twice and from any element on")
    func iteratingTwice() throws {
        let reply = try reply { builder in
            builder.array(3)
            for number in 1...3 { builder.integer(number) }
        }
        let elements = reply.elements
        #expect(elements.underestimatedCount == 3)
        #expect(elements.compactMap(\.integer) == [1, 2, 3])
        #expect(elements.dropFirst().compactMap(\.integer) == [2, 3])
        var iterator = reply.elements
        _ = iterator.next()
        #expect(iterator.underestimatedCount == 2)
    }

    @Test("What has no elements has none")
    func noElements() throws {
        let reply = try reply { $0.bulk("abc") }
        #expect(reply.count == 0)
        #expect(Array(reply.elements).isEmpty)
    }

    @Test("Nesting of any depth is read")
    func deepNesting() throws {
        var reply = try reply { builder in
            for _ in 0..<10_000 { builder.array(1) }
            builder.integer(7)
        }
        var depth = 0
        while let inner = Array(reply.elements).first {
            reply = inner
            depth += 1
        }
        #expect(depth == 10_000)
        #expect(reply.integer == 7)
    }
}
