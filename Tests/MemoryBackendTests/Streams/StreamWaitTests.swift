import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Readers of streams that wait")
struct StreamWaitTests {
    /// A keyspace and one call in it that waits.
    private struct Reader: ~Copyable {
        var keyspace = Keyspace(seed: 1)
        private let call: RawCommand
        private var wait: KeyWait?

        init(_ call: RawCommand, after setup: String...) {
            self.call = call
            keyspace.advance(to: 1_000)
            for line in setup { _ = keyspace.run(line) }
        }

        var isWaiting: Bool { wait != nil }
        var deadline: Int? { wait?.deadline }

        /// Runs the call, for the first time or once more; nil when it waits.
        mutating func read() -> String? {
            var arguments = Arguments()
            call.write(to: &arguments)
            var reply = ReplyBuilder()
            arguments.withView { view in
                if let wait {
                    keyspace.resume(view, from: wait, into: &reply)
                } else {
                    keyspace.mayWait = true
                    keyspace.execute(view, into: &reply)
                    keyspace.mayWait = false
                }
            }
            wait = keyspace.wait
            keyspace.wait = nil
            return wait == nil ? reply.finish().first?.shown : nil
        }
    }

    @Test("get what came after the id that was the last when they began")
    func positionIsKept() {
        var reader = Reader(
            RawCommand("XREAD", "BLOCK", "500", "STREAMS", "s", "t", "$", "$"),
            after: "XADD s 1 a b"
        )
        #expect(reader.read() == nil)
        #expect(reader.deadline == 1_500)
        reader.keyspace.advance(to: 1_100)
        _ = reader.keyspace.run("XADD s 2 c d")
        _ = reader.keyspace.run("XADD s 3 e f")
        #expect(
            reader.read() == "[[\"s\", [[\"2-0\", [\"c\", \"d\"]], [\"3-0\", [\"e\", \"f\"]]]]]"
        )
    }

    @Test("go on until the same deadline when there is nothing for them")
    func deadlineIsKept() {
        var reader = Reader(
            RawCommand("XREAD", "BLOCK", "500", "STREAMS", "s", "5"),
            after: "XADD s 1 a b"
        )
        #expect(reader.read() == nil)
        reader.keyspace.advance(to: 1_200)
        _ = reader.keyspace.run("DEL s")
        _ = reader.keyspace.run("LPUSH s x")
        #expect(reader.read() == nil)
        #expect(reader.deadline == 1_500)
        _ = reader.keyspace.run("DEL s")
        _ = reader.keyspace.run("XADD s 5-1 a b")
        #expect(reader.read() == "[[\"s\", [[\"5-1\", [\"a\", \"b\"]]]]]")
    }

    @Test("of a group hear when it is gone", arguments: ["DEL s", "SET s x"])
    func keyIsGone(change: String) {
        var reader = Reader(
            RawCommand("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">"),
            after: "XGROUP CREATE s g 0 MKSTREAM"
        )
        #expect(reader.read() == nil)
        #expect(reader.deadline == .max)
        _ = reader.keyspace.run(change)
        #expect(reader.read() == "(error) UNBLOCKED the stream key no longer exists")
    }

    @Test("of a group are woken by XGROUP DESTROY, which is no change of the key")
    func groupIsGone() {
        var reader = Reader(
            RawCommand("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">"),
            after: "XGROUP CREATE s g 0 MKSTREAM"
        )
        #expect(reader.read() == nil)
        reader.keyspace.changes.isObserved = true
        _ = reader.keyspace.run("XGROUP DESTROY s g")
        var isReady = false
        for change in reader.keyspace.changes.take() {
            if case .ready = change { isReady = true }
            if case .key(_, _, _, let isModified) = change { #expect(!isModified) }
        }
        #expect(isReady)
        #expect(
            reader.read()
                == "(error) NOGROUP the consumer group this client was blocked on no longer exists"
        )
    }
}
