internal import StdnetBackend

/// A command on one key, without options.
protocol KeyCommand: NamedCommand {
    var key: CommandArgument { get }
}

extension KeyCommand {
    @inline(__always)
    func writeOperands(to arguments: inout Arguments) { arguments.append(key) }
}

/// A command on one key, or on two, with one more word: a field, a member, an index, another key.
protocol KeyWordCommand: NamedCommand {
    var key: CommandArgument { get }
    var word: CommandArgument { get }
}

extension KeyWordCommand {
    @inline(__always)
    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(word)
    }
}

/// A command on one key with several words: fields, members, elements, further keys.
protocol KeyWordsCommand: NamedCommand {
    var key: CommandArgument { get }
    var words: [CommandArgument] { get }
}

extension KeyWordsCommand {
    @inline(__always)
    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(contentsOf: words)
    }
}

/// A command on a part of what one key holds, both ends included.
protocol KeyRangeCommand: NamedCommand {
    var key: CommandArgument { get }
    var first: Int { get }
    var last: Int { get }
}

extension KeyRangeCommand {
    @inline(__always)
    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(first)
        arguments.append(last)
    }
}

/// A command on several keys, without options.
protocol KeysCommand: NamedCommand {
    var keys: [CommandArgument] { get }
}

extension KeysCommand {
    @inline(__always)
    func writeOperands(to arguments: inout Arguments) { arguments.append(contentsOf: keys) }
}
