/// An error reply on its way out of a command, with the words of Redis 7.0.
struct CommandError: Error {
    let text: String

    init(_ text: String) { self.text = text }

    static var wrongType: CommandError {
        .init("WRONGTYPE Operation against a key holding the wrong kind of value")
    }
    static var syntax: CommandError { .init("ERR syntax error") }
    static var notInteger: CommandError {
        .init("ERR value is not an integer or out of range")
    }
    static var notFloat: CommandError { .init("ERR value is not a valid float") }
    static var noSuchKey: CommandError { .init("ERR no such key") }
    static var indexOutOfRange: CommandError { .init("ERR index out of range") }
    static var mustBePositive: CommandError {
        .init("ERR value is out of range, must be positive")
    }
    static var overflow: CommandError { .init("ERR increment or decrement would overflow") }
    static var notFinite: CommandError {
        .init("ERR increment would produce NaN or Infinity")
    }
    static var stringTooLong: CommandError {
        .init("ERR string exceeds maximum allowed size (proto-max-bulk-len)")
    }
    static var invalidCursor: CommandError { .init("ERR invalid cursor") }
    static var notScore: CommandError { .init("ERR min or max is not a float") }
    static var notLexical: CommandError { .init("ERR min or max not valid string range item") }

    static func wrongArity(_ name: String) -> CommandError {
        .init("ERR wrong number of arguments for '\(name)' command")
    }
    static func invalidExpiry(_ name: String) -> CommandError {
        .init("ERR invalid expire time in '\(name)' command")
    }
    static func unsupported(_ what: String) -> CommandError {
        .init("ERR \(what) is unsupported by the memory backend")
    }
}
