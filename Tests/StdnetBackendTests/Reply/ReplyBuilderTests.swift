import StdnetBackend
import Testing

@Suite("A builder writes replies onto a tape")
struct ReplyBuilderTests {
    @Test("Each top-level value is a reply")
    func topLevel() {
        var builder = ReplyBuilder()
        builder.array(2)
        builder.integer(1)
        builder.integer(2)
        builder.status("OK")
        builder.array(0)
        #expect(builder.count == 5)
        #expect(builder.finish().map(\.kind) == [.array, .status, .array])
    }

    @Test("Nothing written, no replies")
    func nothing() {
        #expect(ReplyBuilder().finish().isEmpty)
    }

    @Test("A count that shows at the end is set then")
    func lateCount() {
        var builder = ReplyBuilder()
        let start = builder.count
        builder.array(0)
        builder.bulk("a")
        builder.bulk("b")
        builder.setCount(2, at: start)
        let replies = builder.finish()
        #expect(replies.map { $0.elements.map(\.text) } == [["a", "b"]])
    }

    @Test("What was written can be taken back, and what follows is read rightly")
    func takingBack() {
        var builder = ReplyBuilder()
        builder.bulk("kept")
        let position = builder.count
        builder.array(1)
        builder.bulk("taken back")
        builder.truncate(to: position)
        builder.error("ERR instead")
        let replies = builder.finish()
        #expect(replies.map(\.text) == ["kept", "ERR instead"])
    }

    @Test("The kind and the text of an error are seen before the tape is finished")
    func looking() {
        var builder = ReplyBuilder()
        builder.integer(1)
        builder.error("ERR wrong")
        #expect(builder.kind(at: 0) == .integer)
        #expect(builder.kind(at: 1) == .error)
        #expect(builder.errorText(at: 1) == "ERR wrong")
    }

    @Test("Replies of another tape are copied whole")
    func copying() throws {
        var builder = ReplyBuilder()
        builder.bulk("before")
        builder.collection(.map, 2)
        builder.bulk("key")
        builder.array(2)
        builder.bulk("value")
        builder.nullArray()
        builder.bulk("after")
        let original = builder.finish()

        var copier = ReplyBuilder()
        copier.bulk("somewhere else")
        copier.append(original[1])
        copier.append(original[0])
        let copies = copier.finish()
        #expect(copies.count == 3)
        #expect(copies[1] == original[1])
        #expect(copies[2] == original[0])
    }

    @Test("Emptied, it can be used again")
    func emptying() {
        var builder = ReplyBuilder()
        builder.bulk("old")
        builder.removeAll()
        #expect(builder.count == 0)
        builder.bulk("new")
        #expect(builder.finish().map(\.text) == ["new"])
    }

    @Test("A copy of a builder is independent of it")
    func copiesOfBuilders() {
        var first = ReplyBuilder()
        first.bulk("shared")
        var second = first
        second.bulk("only here")
        #expect(first.finish().count == 1)
        #expect(second.finish().count == 2)
    }
}
