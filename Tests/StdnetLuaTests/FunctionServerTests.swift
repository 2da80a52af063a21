import MemoryBackend
import StdnetBackend
import StdnetLua
import Testing

@Suite("Functions of a server in process")
struct FunctionServerTests {
    private static let counter = """
        #!lua name=counter
        local count = 0
        redis.register_function('count', function() count = count + 1 return count end)
        redis.register_function('set', function(keys, args) return redis.call('set', keys[1], args[1]) end)
        """

    private func backend() -> MemoryBackend {
        MemoryBackend(on: MemoryServer(seed: 1, interpreter: { LuaInterpreter() }))
    }

    private func run(_ backend: any Backend, _ words: String...) async throws -> Reply {
        var batch = CommandBatch()
        batch.append { for word in words { $0.append(word) } }
        return try #require(try await backend.execute(batch).first)
    }

    @Test("A copy has the libraries, and goes its own way")
    func copy() async throws {
        let original = backend()
        #expect(try await run(original, "FUNCTION", "LOAD", Self.counter).text == "counter")
        #expect(try await run(original, "FCALL", "count", "0").integer == 1)
        _ = try await run(original, "FCALL", "set", "1", "key", "old")
        let copy = try await original.copy()
        #expect(try await run(copy, "FCALL", "set", "1", "key", "new").text == "OK")
        #expect(try await run(original, "GET", "key").text == "old")
        // What a library keeps for itself is not among the data.
        #expect(try await run(copy, "FCALL", "count", "0").integer == 1)
        #expect(try await run(original, "FCALL", "count", "0").integer == 2)
        #expect(try await run(copy, "FUNCTION", "FLUSH").text == "OK")
        #expect(try await run(original, "FCALL", "count", "0").integer == 3)
        #expect(try await run(copy, "EVAL", "return 7", "0").integer == 7)
    }

    @Test("INFO and MEMORY STATS count libraries and functions")
    func figures() async throws {
        let backend = backend()
        #expect(try await run(backend, "INFO", "memory").text.contains("number_of_libraries:0\r\n"))
        _ = try await run(backend, "FUNCTION", "LOAD", Self.counter)
        let info = try await run(backend, "INFO", "memory").text
        #expect(info.contains("number_of_libraries:1\r\n"))
        #expect(info.contains("number_of_functions:2\r\n"))
        #expect(!info.contains("used_memory_functions:0\r\n"))
        #expect(!info.contains("used_memory_vm_functions:0\r\n"))
        let statistics = Array(try await run(backend, "MEMORY", "STATS").elements)
        let place = try #require(statistics.firstIndex { $0.text == "functions.caches" })
        #expect(try #require(statistics[place + 1].integer) > Self.counter.utf8.count)
    }

    @Test("Loading, deleting and restoring count as changes")
    func changes() async throws {
        let backend = backend()
        func unsaved() async throws -> String {
            let lines = try await run(backend, "INFO", "persistence").text.split(separator: "\r\n")
            return String(lines.first { $0.hasPrefix("rdb_changes_since_last_save:") } ?? "")
        }
        _ = try await run(backend, "FUNCTION", "LOAD", Self.counter)
        #expect(try await unsaved().hasSuffix(":1"))
        _ = try await run(backend, "FUNCTION", "LOAD", Self.counter)
        #expect(try await unsaved().hasSuffix(":1"))
        _ = try await run(backend, "FUNCTION", "DELETE", "counter")
        _ = try await run(backend, "FUNCTION", "FLUSH")
        #expect(try await unsaved().hasSuffix(":3"))
    }

    @Test("Scripts that may do anything still can't run scripts or functions")
    func nesting() async throws {
        let backend = backend()
        _ = try await run(backend, "DEBUG", "SET-DISABLE-DENY-SCRIPTS", "1")
        let library = """
            #!lua name=nested
            redis.register_function('f', function(keys, args) return redis.call(unpack(args)) end)
            """
        _ = try await run(backend, "FUNCTION", "LOAD", library)
        for inner in [
            ["FCALL", "f", "0", "PING"], ["EVAL", "return 1", "0"], ["FUNCTION", "LOAD", library],
            ["SCRIPT", "LOAD", "return 2"],
        ] {
            for outer in [
                ["FCALL", "f", "0"], ["EVAL", "return redis.call(unpack(ARGV))", "0"],
            ] {
                var batch = CommandBatch()
                batch.append { for word in outer + inner { $0.append(word) } }
                #expect(try await backend.execute(batch).first?.kind == .error)
            }
        }
        // These may: the running function is still there when it has forgotten itself.
        #expect(try await run(backend, "FCALL", "f", "0", "SCRIPT", "FLUSH").text == "OK")
        let flushing = "redis.call('script', 'flush') return redis.call('ping')"
        #expect(try await run(backend, "EVAL", flushing, "0").text == "PONG")
        #expect(try await run(backend, "FCALL", "f", "0", "FUNCTION", "FLUSH").text == "OK")
        #expect(try await run(backend, "FCALL", "f", "0").text == "ERR Function not found")
    }
}
