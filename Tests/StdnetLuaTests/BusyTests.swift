import Foundation
import MemoryBackend
import StdnetBackend
import StdnetLua
import Testing

@Suite("What others hear while a script or a function runs")
struct BusyTests {
    /// A server whose scripts run on a thread, one client that has it busy, and another one.
    private final class Office: Sendable {
        let server = MemoryServer(interpreter: { LuaInterpreter() })
        private let busy: MemoryConnection
        private let other: MemoryConnection

        init() {
            busy = MemoryConnection(to: server, sink: { _ in })
            other = MemoryConnection(to: server, sink: { _ in })
        }

        private static func calls(_ words: [String]) -> MemoryConnection.Calls {
            var arguments = Arguments()
            for word in words { arguments.append(word) }
            return MemoryConnection.Calls(arguments, ends: [words.count])
        }

        private static func text(_ bytes: [UInt8]) -> String {
            String(decoding: bytes, as: UTF8.self)
        }

        /// The reply to the other client, as soon as it may have one.
        func ask(_ words: String...) async -> String {
            await withCheckedContinuation { continuation in
                other.processLater(Self.calls(words), precede: { _ in }) { _, bytes in
                    continuation.resume(returning: Self.text(bytes))
                }
            }
        }

        /// Has the first client run something that takes the thread of the scripts.
        ///
        /// Its reply comes when the questions that are asked meanwhile have been answered.
        func run(_ words: String..., meanwhile questions: () async -> Void) async -> String {
            let (replies, continuation) = AsyncStream<String>.makeStream()
            let server = server
            busy.processOnLane(
                Self.calls(words),
                precede: { _ in },
                start: { Thread.detachNewThread { server.runLane() } },
                done: { _, bytes in
                    continuation.yield(Self.text(bytes))
                    continuation.finish()
                }
            )
            await questions()
            return await replies.first { _ in true } ?? ""
        }
    }

    private static let loop = """
        #!lua name=loop
        redis.register_function{function_name='loop', callback=function() while true do end end}
        redis.register_function('write', function(keys)
          redis.call('set', keys[1], 1)
          while redis.call('exists', 'end') == 0 do end
        end)
        """

    @Test("A function that takes long is ended by FUNCTION KILL alone")
    func function() async throws {
        let office = Office()
        #expect(await office.ask("FUNCTION", "LOAD", Self.loop) == "$4\r\nloop\r\n")
        #expect(await office.ask("CONFIG", "SET", "busy-reply-threshold", "0") == "+OK\r\n")
        let busy =
            "-BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN "
            + "NOSAVE.\r\n"
        let reply = await office.run("FCALL", "LOOP", "1", "key") {
            #expect(await office.ask("PING") == busy)
            #expect(await office.ask("SCRIPT", "KILL") == busy)
            #expect(await office.ask("FUNCTION", "LIST") == busy)
            let statistics = await office.ask("FUNCTION", "STATS")
            #expect(
                statistics.hasPrefix(
                    "*4\r\n$14\r\nrunning_script\r\n*6\r\n$4\r\nname\r\n$4\r\nloop\r\n$7\r\ncommand\r\n"
                        + "*4\r\n$5\r\nFCALL\r\n$4\r\nLOOP\r\n$1\r\n1\r\n$3\r\nkey\r\n"
                        + "$11\r\nduration_ms\r\n:"
                )
            )
            #expect(await office.ask("FUNCTION", "KILL") == "+OK\r\n")
        }
        #expect(
            reply
                == "-ERR Script killed by user with SCRIPT KILL... script: loop, on "
                + "@user_function:2.\r\n"
        )
        #expect(await office.ask("PING") == "+PONG\r\n")
        #expect(await office.ask("FUNCTION", "KILL").hasPrefix("-NOTBUSY "))
        #expect(await office.ask("FUNCTION", "STATS").contains("running_script\r\n$-1\r\n"))
    }

    @Test("A script that takes long is ended by SCRIPT KILL alone")
    func script() async throws {
        let office = Office()
        #expect(await office.ask("CONFIG", "SET", "busy-reply-threshold", "0") == "+OK\r\n")
        let busy =
            "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN "
            + "NOSAVE.\r\n"
        let reply = await office.run("EVAL", "while true do end", "0") {
            #expect(await office.ask("PING") == busy)
            #expect(await office.ask("FUNCTION", "KILL") == busy)
            #expect(await office.ask("FUNCTION", "STATS") == busy)
            #expect(await office.ask("SCRIPT", "KILL") == "+OK\r\n")
        }
        #expect(reply.hasPrefix("-ERR Script killed by user with SCRIPT KILL... script: "))
    }

    @Test("A function that has written is not ended")
    func written() async throws {
        let office = Office()
        #expect(await office.ask("FUNCTION", "LOAD", Self.loop) == "$4\r\nloop\r\n")
        #expect(await office.ask("CONFIG", "SET", "busy-reply-threshold", "0") == "+OK\r\n")
        let reply = await office.run("FCALL", "write", "1", "key") {
            #expect(await office.ask("FUNCTION", "KILL").hasPrefix("-UNKILLABLE "))
            #expect(await office.ask("SCRIPT", "KILL").hasPrefix("-UNKILLABLE "))
            office.server.stopScript()
        }
        #expect(reply.hasPrefix("-ERR Script killed by user with SCRIPT KILL... script: write,"))
        #expect(await office.ask("GET", "key") == "$1\r\n1\r\n")
    }
}
