import MemoryBackend
import StdnetBackend
import Testing

@Suite("Functions where there is no Lua")
struct FunctionTests {
    private let backend = MemoryBackend()

    private func run(_ words: String...) async throws -> Reply {
        var batch = CommandBatch()
        batch.append { for word in words { $0.append(word) } }
        return try #require(try await backend.execute(batch).first)
    }

    @Test("A library is refused with an error that says what is missing")
    func refusal() async throws {
        let library = "#!lua name=l\nredis.register_function('f', function() return 1 end)"
        let reply = try await run("FUNCTION", "LOAD", library)
        #expect(reply.kind == .error)
        #expect(reply.text.contains("StdnetLua"))
        #expect(try await run("FCALL", "f", "0").text == "ERR Function not found")
    }

    @Test("A library's first line is read all the same")
    func header() async throws {
        #expect(try await run("FUNCTION", "LOAD", "x").text == "ERR Missing library metadata")
        let text = try await run("FUNCTION", "LOAD", "#!x name=l\n").text
        #expect(text == "ERR Engine 'x' not found")
    }

    @Test("There are no libraries, and that can be asked and saved")
    func none() async throws {
        #expect(try await run("FUNCTION", "LIST").count == 0)
        #expect(try await run("FUNCTION", "FLUSH").text == "OK")
        #expect(try await run("FUNCTION", "STATS").count == 4)
        #expect(try await run("FUNCTION", "DELETE", "l").text == "ERR Library not found")
        var batch = CommandBatch()
        let payload = try #require(try await run("FUNCTION", "DUMP").bytes)
        batch.append {
            $0.append("FUNCTION")
            $0.append("RESTORE")
            $0.append(payload)
        }
        #expect(try await backend.execute(batch).first?.text == "OK")
    }
}
