import StdnetBackend

/// What a command does: reads its words, changes the keyspace, writes its reply.
typealias CommandHandler =
    @Sendable (
        _ keyspace: inout Keyspace, _ call: ArgumentView, _ reply: inout ReplyBuilder
    ) throws(CommandError) -> Void

/// A command of the memory backend: its name in lower case, and what it does.
struct CommandImplementation: Sendable {
    let name: String
    let run: CommandHandler

    init(_ name: String, _ run: @escaping CommandHandler) {
        self.name = name
        self.run = run
    }
}
