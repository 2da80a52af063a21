import StdnetBackend
import StdnetTesting
import Testing

@testable import MemoryBackend

@Suite("Faults on purpose")
struct MemoryFaultTests {
    private let backend = MemoryBackend(clock: ManualClock(), seed: 1)

    private func failure(of command: String...) async -> BackendError? {
        var batch = CommandBatch()
        batch.append { vector in for word in command { vector.append(word) } }
        do throws(BackendError) {
            _ = try await backend.execute(batch)
            return nil
        } catch {
            return error
        }
    }

    @Test("a failure strikes once, and nothing runs") func failing() async throws {
        backend.server.faults.inject(MemoryFault(.failure(.server(code: "OOM", message: "full"))))
        #expect(await failure(of: "SET", "a", "1") == .server(code: "OOM", message: "full"))
        #expect(backend.server.value(of: "a") == nil)
        #expect(await failure(of: "SET", "a", "1") == nil)
        #expect(backend.server.value(of: "a")?.value == .string(Bytes("1".utf8)))
    }

    @Test("a lost request did not run, a lost reply did") func losing() async throws {
        let lost = BackendError.connection(.lost(address: "memory"))
        backend.server.faults.inject(MemoryFault(.lostRequest, command: "set"))
        #expect(await failure(of: "SET", "a", "1") == lost)
        #expect(backend.server.value(of: "a") == nil)
        backend.server.faults.inject(MemoryFault(.lostReply, command: "SET"))
        #expect(await failure(of: "SET", "a", "1") == lost)
        #expect(backend.server.value(of: "a") != nil)
    }

    @Test("command, key and count choose what is struck") func choosing() async throws {
        let error = BackendError.server(code: "ERR", message: "on purpose")
        backend.server.faults.inject(
            MemoryFault(.failure(error), command: "GET", key: "b", count: 2, skipping: 1)
        )
        #expect(await failure(of: "GET", "a") == nil)
        #expect(await failure(of: "SET", "b", "1") == nil)
        #expect(await failure(of: "GET", "b") == nil)
        #expect(await failure(of: "GET", "b") == error)
        #expect(await failure(of: "GET", "b") == error)
        #expect(await failure(of: "GET", "b") == nil)
        backend.server.faults.inject(MemoryFault(.failure(error), count: 100))
        backend.server.faults.removeAll()
        #expect(await failure(of: "PING") == nil)
    }

    @Test("a delay is one of the server's clock") func delaying() async throws {
        let clock = ManualClock()
        let backend = MemoryBackend(clock: clock)
        backend.server.faults.inject(MemoryFault(.delay(.seconds(5))))
        async let reply = backend.run(RawCommand("SET", "a", 1))
        while backend.server.faults.isArmed { await Task.yield() }
        #expect(backend.server.value(of: "a") == nil)
        while backend.server.value(of: "a") == nil {
            clock.advance(by: .seconds(5))
            await Task.yield()
        }
        #expect(try await reply.text == "OK")
    }
}
