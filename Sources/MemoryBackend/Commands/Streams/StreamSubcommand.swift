import StdnetBackend

/// A subcommand of XGROUP or XINFO: its name in lower case, its arity as commands have it, and what
/// it does.
struct StreamSubcommand: Sendable {
    let name: String
    let arity: Int
    let run: CommandHandler

    init(_ name: String, arity: Int, _ run: @escaping CommandHandler) {
        self.name = name
        self.arity = arity
        self.run = run
    }

    private func accepts(wordCount: Int) -> Bool {
        arity < 0 ? wordCount >= -arity : wordCount == arity
    }

    private func isNamed(_ word: RawBytes) -> Bool {
        word.count == name.utf8.count
            && zip(word, name.utf8).allSatisfy { byte, letter in
                byte == letter || byte == letter - 0x20
            }
    }

    /// Runs the subcommand that a call names.
    static func run(
        _ call: ArgumentView,
        of container: String,
        _ all: [StreamSubcommand],
        _ keyspace: inout Keyspace,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let subcommand = all.first(where: { $0.isNamed(call[1]) }) else {
            throw keyspace.isInScript
                ? .init("ERR Unknown Redis command called from script")
                : .init(
                    "ERR unknown subcommand '\(call.errorText(1, limit: 128))'. "
                        + "Try \(container.uppercased()) HELP."
                )
        }
        guard subcommand.accepts(wordCount: call.count) else {
            throw keyspace.isInScript
                ? .init("ERR Wrong number of args calling Redis command from script")
                : .wrongArity("\(container)|\(subcommand.name)")
        }
        try subcommand.run(&keyspace, call, &reply)
    }
}

extension CommandError {
    static func streamSubcommandSyntax(_ call: ArgumentView) -> CommandError {
        .init(
            "ERR unknown subcommand or wrong number of arguments for "
                + "'\(call.errorText(1, limit: 128))'. Try \(call.text(0).uppercased()) HELP."
        )
    }
}

extension ReplyBuilder {
    /// Appends the lines that a container of subcommands answers to HELP.
    mutating func help(_ container: String, _ lines: [String]) {
        array(lines.count + 3)
        status("\(container) <subcommand> [<arg> [value] [opt] ...]. Subcommands are:")
        for line in lines { status(line) }
        status("HELP")
        status("    Prints this help.")
    }
}
