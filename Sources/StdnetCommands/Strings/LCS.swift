public import StdnetBackend

/// Finds the longest common subsequence of two strings: itself, its length, or where its parts are.
///
/// ```swift
/// LCS("key1", "key2")
/// LCS(lengthOf: "key1", "key2")
/// LCS(matchesOf: "key1", "key2", minimumLength: 4)
/// ```
///
/// Complexity: O(product of the lengths), in time and in memory.
public struct LCS<Response: ReplyDecodable>: NamedCommand {
    private enum Form {
        case subsequence
        case length
        case matches(minimumLength: Int?)
    }

    static var name: StaticString { "LCS" }
    private let keys: (CommandArgument, CommandArgument)
    private let form: Form

    /// Asks for the subsequence as text.
    public init(
        _ first: some CommandArgumentConvertible,
        _ second: some CommandArgumentConvertible
    ) where Response == String {
        self.init(first, second, .subsequence)
    }

    /// Asks for the subsequence.
    public init(
        _ first: some CommandArgumentConvertible,
        _ second: some CommandArgumentConvertible,
        as _: Response.Type
    ) {
        self.init(first, second, .subsequence)
    }

    /// Asks how many bytes the subsequence has.
    public init(
        lengthOf first: some CommandArgumentConvertible,
        _ second: some CommandArgumentConvertible
    ) where Response == Int {
        self.init(first, second, .length)
    }

    /// Asks where the parts of the subsequence are, those of at least a length.
    public init(
        matchesOf first: some CommandArgumentConvertible,
        _ second: some CommandArgumentConvertible,
        minimumLength: Int? = nil
    ) where Response == CommonSubsequence {
        self.init(first, second, .matches(minimumLength: minimumLength))
    }

    private init(
        _ first: some CommandArgumentConvertible,
        _ second: some CommandArgumentConvertible,
        _ form: Form
    ) {
        keys = (first.commandArgument, second.commandArgument)
        self.form = form
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(keys.0)
        arguments.append(keys.1)
        switch form {
        case .subsequence: break
        case .length: arguments.append("LEN" as StaticString)
        case .matches(let minimumLength):
            arguments.append("IDX" as StaticString)
            arguments.append("MINMATCHLEN", minimumLength)
        }
    }
}
