internal import ArgumentParser
internal import StdnetBackend

/// What all commands share, and nothing else.
struct Stdnet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stdnet",
        abstract: "Models and data structures over Redis, in memory, and in SQLite files.",
        discussion: """
            A URL says where the data is: memory:// in this process, redis://host:port/db, \
            rediss:// for TLS, or redis+unix:///path?db=. What may follow the '?': namespace, user, password, timeout, \
            name and more.

            The exit status is 0 when all went well, 1 when there was a problem, 2 when the \
            command was used wrongly, and 128 and the number of a signal that ended it.
            """,
        version: Library.version,
        subcommands: [
            DemoCommand.self, DiffCommand.self, ExportCommand.self, RestoreCommand.self,
            ServeCommand.self, VerifyCommand.self,
        ]
    )

    func run() async throws {
        throw ValidationError("missing command: 'stdnet --help' lists them")
    }
}
