internal import ArgumentParser
internal import Foundation
internal import MemoryBackend
internal import StdnetServer

/// `stdnet serve`: the memory backend for clients of Redis.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a memory backend to clients of Redis.",
        discussion: """
            It speaks RESP2 and RESP3 and answers as redis-server 7.0 does. What it holds is gone \
            when it ends: by a signal, or when a client says SHUTDOWN.
            """
    )

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port = 6379

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "addr"))
    var bind = "127.0.0.1"

    @Option(help: "What clients have to say before anything else.")
    var requirepass: String?

    @Flag(help: "Run scripts in Lua.")
    var lua = false

    func validate() throws {
        guard 0...65535 ~= port else {
            throw ValidationError("a port is a number from 0 to 65535")
        }
    }

    func run() async throws {
        let server = try await RESPServer.start(
            try memory(),
            host: bind,
            port: port,
            password: requirepass
        )
        // Not printed: whoever waits for this line reads it from a pipe.
        let ready = "ready on \(server.address):\(server.port)\n"
        try FileHandle.standardOutput.write(contentsOf: Data(ready.utf8))
        await withTaskCancellationHandler {
            await server.waitUntilClosed()
        } onCancel: {
            Task { await server.close() }
        }
    }

    private func memory() throws -> MemoryServer {
        guard !lua else {
            throw Misuse(description: "this build has no Lua: leave out '--lua'")
        }
        return MemoryServer()
    }
}
