import Foundation
import Testing

@Suite("stdnet serve and clients that send nothing", .timeLimit(.minutes(3)))
struct IdleClientsTests {
    /// Asks a server by redis-cli.
    private func ask(_ port: String, _ words: String...) async throws -> String {
        try await Tool.start(program: "redis-cli", ["-p", port] + words).result().output
    }

    /// Asks until a field of INFO is a number, and answers whether it became that.
    private func waits(_ port: String, for field: String, toBe number: Int) async throws -> Bool {
        for _ in 0..<1000 {
            let lines = try await ask(port, "INFO", "clients").split(whereSeparator: \.isNewline)
            if lines.contains("\(field):\(number)") { return true }
        }
        return false
    }

    /// How many descriptors a process has open; nil where the system does not say.
    private func descriptors(of process: Int32) -> Int? {
        try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
    }

    /// The most memory that a process has had, in kilobytes; nil where the system does not say.
    private func memoryPeak(of process: Int32) -> Int? {
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }
    }

    @Test("Ten thousand of them leave others served, and go without a trace")
    func idle() async throws {
        let tool = try Tool.start(["serve", "--port", "0"])
        let line = try await tool.firstLine()
        let port = String(try #require(line.split(separator: ":").last))
        let number = try #require(UInt16(port))
        #expect(try await ask(port, "CONFIG", "SET", "maxclients", "10100") == "OK\n")
        let before = descriptors(of: tool.identifier)
        let count = min(10_000, IdleClients.room(for: 10_000))
        if count < 10_000 { print("The system allows \(count) idle clients, not 10000.") }
        let clients = IdleClients()
        #expect(clients.connect(count, port: number) == count)
        #expect(try await waits(port, for: "connected_clients", toBe: count + 1))
        #expect(try await ask(port, "SET", "a", "1") == "OK\n")
        #expect(try await ask(port, "GET", "a") == "1\n")
        if let peak = memoryPeak(of: tool.identifier) { #expect(peak < 500_000) }
        clients.closeAll()
        #expect(try await waits(port, for: "connected_clients", toBe: 1))
        if let before, let after = descriptors(of: tool.identifier) { #expect(after <= before + 2) }
        tool.terminate()
        #expect(try await tool.result().status == 0)
    }
}
