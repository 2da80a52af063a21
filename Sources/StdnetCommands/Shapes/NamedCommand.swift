internal import StdnetBackend

/// A command that is a name and operands: what all typed commands build on.
///
/// The shapes of this folder give the operands of what many commands share, so that a command of such
/// a shape says only its name, what it stores and what it answers. They are not public: what a
/// caller sees is a value with initialisers and a response.
///
/// Where the response depends on an option, as LPOP answers one element or, with a count, several,
/// the command is generic over its `Response` and each initialiser fixes it: impossible
/// combinations do not compile, and a command is still one type.
protocol NamedCommand: Command {
    /// The name, in capitals.
    static var name: StaticString { get }
    /// The second word of the name, as ENCODING of OBJECT ENCODING.
    static var subcommand: StaticString? { get }

    /// Appends what follows the name.
    func writeOperands(to arguments: inout Arguments)
}

extension NamedCommand {
    @inline(__always) static var subcommand: StaticString? { nil }

    /// Appends the name and the operands.
    ///
    /// Into each command: for those that are generic it would have to be found out at run time how they
    /// write.
    @inline(__always)
    public func write(to arguments: inout Arguments) {
        arguments.append(Self.name)
        if let subcommand = Self.subcommand { arguments.append(subcommand) }
        writeOperands(to: &arguments)
    }
}

/// A command without operands.
protocol BareCommand: NamedCommand {}

extension BareCommand {
    @inline(__always)
    func writeOperands(to arguments: inout Arguments) {}
}
