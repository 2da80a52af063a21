import StdnetBackend

/// What a command does: reads its words, changes the keyspace, writes its reply.
typealias CommandHandler =
    @Sendable (
        _ keyspace: inout Keyspace, _ call: ArgumentView, _ reply: inout ReplyBuilder
    ) throws(CommandError) -> Void

/// What a command does that is about clients, channels, scripts or the server as a whole.
typealias ServerCommandHandler =
    @Sendable (
        _ server: inout ServerState, _ client: ServerClient, _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> Void

/// A command of the memory backend: its name in lower case, and what it does.
struct CommandImplementation: Sendable {
    enum Handler: Sendable {
        case keyspace(CommandHandler)
        case server(ServerCommandHandler)
    }

    let name: String
    let handler: Handler

    init(_ name: String, _ run: @escaping CommandHandler) {
        self.name = name
        handler = .keyspace(run)
    }

    init(_ name: String, server run: @escaping ServerCommandHandler) {
        self.name = name
        handler = .server(run)
    }
}
