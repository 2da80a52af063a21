import StdnetBackend

/// The subcommands of a command such as OBJECT, each with the number of words of its calls, the two
/// names included; negative: at least that many.
struct Subcommands {
    let command: String
    let arities: [(name: StaticString, arity: Int)]

    /// The subcommand of a call, its number of words checked.
    func find(_ call: ArgumentView) throws(CommandError) -> StaticString {
        for (name, arity) in arities where call.isWord(name, at: 1) {
            guard arity < 0 ? call.count >= -arity : call.count == arity else {
                throw .wrongArity("\(command)|\(name.description.lowercased())")
            }
            return name
        }
        throw .init(
            "ERR unknown subcommand '\(call.text(1).prefix(128))'."
                + " Try \(command.uppercased()) HELP."
        )
    }
}

extension ReplyBuilder {
    /// Appends the reply to HELP: a line for each subcommand, and indented what it does.
    mutating func help(_ command: String, _ text: StaticString) {
        let lines = text.description.split(separator: "\n")
        array(lines.count + 3)
        status("\(command) <subcommand> [<arg> [value] [opt] ...]. Subcommands are:")
        for line in lines { status(String(line)) }
        status("HELP")
        status("    Prints this help.")
    }
}
