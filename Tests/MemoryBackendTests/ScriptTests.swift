import MemoryBackend
import StdnetBackend
import Testing

@Suite("Scripts on the memory backend")
struct ScriptTests {
    private let backend = MemoryBackend(seed: 1)

    private func script(_ twin: @escaping ScriptTwin) -> Script<Reply> {
        Script("test", lua: "return 1", twin: twin) { reply throws(BackendError) in reply }
    }

    @Test("see their keys and arguments, and answer what their twin writes")
    func keysAndArguments() async throws {
        let joined = script { context, keys, arguments, reply throws(BackendError) in
            var command = Arguments()
            command.append("RPUSH" as StaticString)
            command.append(keys[0])
            command.append(contentsOf: arguments)
            try context.perform(command)
            reply.array(2)
            reply.integer(keys.count)
            reply.append(try context.call(["LRANGE", keys.text(0), "0", "-1"]))
        }
        let reply = try await backend.run(joined, keys: ["list", "other"]) {
            $0.append("x")
            $0.append("y")
        }
        let parts = Array(reply.elements)
        #expect(parts[0].integer == 2)
        #expect(parts[1].elements.map(\.text) == ["x", "y"])
    }

    @Test("answer nil when their twin writes nothing")
    func noReply() async throws {
        let silent = script { _, _, _, _ throws(BackendError) in }
        let reply = try await backend.run(silent, keys: []) { _ in }
        #expect(reply.kind == .null)
    }

    @Test("fail when their twin writes two replies, or half of one")
    func malformedReply() async throws {
        let twice = script { _, _, _, reply throws(BackendError) in
            reply.integer(1)
            reply.integer(2)
        }
        let half = script { _, _, _, reply throws(BackendError) in
            reply.array(2)
            reply.integer(1)
        }
        for malformed in [twice, half] {
            await #expect(
                throws: BackendError.server(
                    code: "ERR",
                    message: "script 'test' wrote something else than one reply"
                )
            ) { try await backend.run(malformed, keys: []) { _ in } }
        }
    }

    @Test("end with the error of a command that they do not catch, and keep what they wrote")
    func uncaughtError() async throws {
        let failing = script { context, keys, _, reply throws(BackendError) in
            reply.integer(1)
            try context.perform(["SET", keys.text(0), "text"])
            try context.perform(["SADD", keys.text(0), "member"])
        }
        let error = await #expect(throws: BackendError.self) {
            try await backend.run(failing, keys: ["a"]) { _ in }
        }
        guard case .wrongType = error else {
            Issue.record("expected a wrong type, got \(String(describing: error))")
            return
        }
        #expect(try await backend.run(RawCommand("GET", "a")).text == "text")
    }

    @Test("can catch the error of a command, as the error of the command itself")
    func caughtError() async throws {
        let careful = script { context, _, _, reply throws(BackendError) in
            try context.perform(["SET", "a", "text"])
            do throws(BackendError) {
                try context.perform(["SADD", "a", "member"])
            } catch {
                reply.boolean(error == .wrongType(key: "a", expected: .set, found: nil))
            }
        }
        #expect(try await backend.run(careful, keys: ["a"]) { _ in }.integer == 1)
    }

    @Test("end with the code and words that their twin throws")
    func thrownError() async throws {
        let refusing = script { _, _, _, _ throws(BackendError) in
            throw .server(code: "STALE", message: "object 7")
        }
        await #expect(throws: BackendError.server(code: "STALE", message: "object 7")) {
            try await backend.run(refusing, keys: []) { _ in }
        }
    }

    @Test("may not call commands that Redis keeps from scripts")
    func forbiddenCommands() async throws {
        let nested = script { context, _, _, _ throws(BackendError) in
            try context.perform(["EVALSHA", "abc", "0"])
        }
        await #expect(
            throws: BackendError.server(
                code: "ERR",
                message: "This Redis command is not allowed from script"
            )
        ) { try await backend.run(nested, keys: []) { _ in } }
    }

    @Test("are unknown when a call by name does not bring them along")
    func unknownScript() async throws {
        await #expect(
            throws: BackendError.server(
                code: "NOSCRIPT",
                message: "No matching script. Please use EVAL."
            )
        ) { try await backend.run(RawCommand("EVALSHA", "abc", "0")) }
    }

    @Test("sort a set that is not to be sorted, so that chance has no part")
    func sortedInScripts() async throws {
        let sorting = script { context, _, _, reply throws(BackendError) in
            try context.perform(["SADD", "s", "c", "a", "b"])
            reply.append(try context.call(["SORT", "s", "BY", "nosort"]))
        }
        let reply = try await backend.run(sorting, keys: ["s"]) { _ in }
        #expect(reply.elements.map(\.text) == ["a", "b", "c"])
    }
}
