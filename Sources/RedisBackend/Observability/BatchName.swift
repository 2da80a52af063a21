internal import StdnetBackend

/// What a batch is called where it is observed.
///
/// A word of the command table or the name of a script, never a word of the call itself: what somebody
/// sent as the name of a command may be anything.
enum BatchName: CustomStringConvertible {
    case command(String)
    case script(String)
    case pipeline
    case transaction
    /// A command that the table does not have.
    case other

    init(_ batch: CommandBatch) {
        if batch.isolation == .transaction {
            self = .transaction
        } else if batch.count > 1 {
            self = .pipeline
        } else if let script = batch.scripts[0] {
            self = .script(script.name)
        } else {
            self = batch.commandName(0).map { .command($0) } ?? .other
        }
    }

    var description: String {
        switch self {
        case .command(let name), .script(let name): name
        case .pipeline: "pipeline"
        case .transaction: "transaction"
        case .other: "other"
        }
    }
}

extension CommandBatch {
    /// The name of a command in upper case; nil when the table does not have it.
    func commandName(_ position: Int) -> String? {
        withVector(position) { CommandTable.redis[$0[0]]?.name.uppercased() }
    }
}
