internal import ArgumentParser
internal import Foundation
internal import MemoryBackend
internal import StdnetBackend
internal import StdnetODM
internal import StdnetServer

#if canImport(StdnetLua)
internal import StdnetLua
#endif

/// `stdnet serve`: the memory backend as a server that any Redis client can talk to.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer Redis clients from memory, until told to stop.",
        discussion: """
            It behaves as Redis 7.0 does, by RESP2 and RESP3, and keeps nothing: when it ends, the \
            data are gone, unless --save says where to. Both files are those of Redis, dump.rdb. It \
            prints 'ready on ADDRESS:PORT' when it listens. Without --requirepass \
            whoever reaches the address may do everything, so it listens on this machine alone \
            unless told otherwise.
            """
    )

    @Option(help: ArgumentHelp("The TCP port; 0 for any that is free.", valueName: "number"))
    var port = 6379

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var bind = "127.0.0.1"

    @Option(help: ArgumentHelp("What clients have to authenticate with.", valueName: "password"))
    var requirepass: String?

    @Flag(help: "Run scripts of clients with Lua 5.1; without it only the library's own run.")
    var lua = false

    @Option(help: ArgumentHelp("An RDB file to start with.", valueName: "file"))
    var load: String?

    @Option(
        help: ArgumentHelp("The RDB file to write when it is told to stop.", valueName: "file")
    )
    var save: String?

    func run() async throws {
        guard 0...65_535 ~= port else {
            throw Misuse(description: "a port is a number from 0 to 65535, not \(port)")
        }
        DescriptorLimit.raise(to: Self.descriptors)
        if let save { try SnapshotPlace(path: save, isReplacing: true).check() }
        let memory = MemoryServer(scripts: LibraryScripts.all, interpreter: try interpreter())
        if let load { try memory.load(from: load) }
        let server: RESPServer
        do {
            server = try await RESPServer.start(
                memory,
                host: bind,
                port: port,
                password: requirepass
            )
        } catch {
            throw Failure(description: "can't listen on \(bind):\(port): \(error)")
        }
        print("ready on \(server.address):\(server.port)")
        // Whoever waits for the line reads from a pipe, where lines are held back.
        fflush(nil)
        await withTaskCancellationHandler {
            await server.waitUntilClosed()
        } onCancel: {
            Task { await server.close() }
        }
        if let save { try memory.save(to: save) }
    }

    /// One for each client that there may be at first, and some for everything else.
    private static let descriptors = 10_000 + 32

    private func interpreter() throws -> (@Sendable () -> any ScriptInterpreter)? {
        guard lua else { return nil }
        #if canImport(StdnetLua)
        return { LuaInterpreter() }
        #else
        throw Misuse(description: "--lua is there on Linux only: elsewhere Lua 5.1 has no cjson")
        #endif
    }

    /// Why it does not serve.
    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
