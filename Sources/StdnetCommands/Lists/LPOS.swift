public import StdnetBackend

/// Finds an element of a list: its position or, with a count, several positions.
///
/// ```swift
/// LPOS("list", "needle")
/// LPOS("list", "needle", rank: -1)
/// LPOS("list", "needle", count: 0)
/// ```
///
/// Complexity: O(elements of the list).
public struct LPOS<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "LPOS" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let element: CommandArgument
    @usableFromInline let rank: Int?
    @usableFromInline let count: Int?
    @usableFromInline let maximumLength: Int?

    /// Asks for one position: nil when the element is not there.
    ///
    /// - Parameters:
    ///   - key: The list.
    ///   - element: What is looked for.
    ///   - rank: Which of equal elements: 2 is the second, -1 the last one.
    ///   - maximumLength: How many elements are compared at most; nil is all of them.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ element: some CommandArgumentConvertible,
        rank: Int? = nil,
        maximumLength: Int? = nil
    ) where Response == Int? {
        self.key = key.commandArgument
        self.element = element.commandArgument
        self.rank = rank
        count = nil
        self.maximumLength = maximumLength
    }

    /// Asks for several positions, in the order in which they are found.
    ///
    /// - Parameters:
    ///   - key: The list.
    ///   - element: What is looked for.
    ///   - count: How many positions are wanted; 0 is all of them.
    ///   - rank: With which of equal elements to start: 2 is the second, -1 the last one.
    ///   - maximumLength: How many elements are compared at most; nil is all of them.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ element: some CommandArgumentConvertible,
        count: Int,
        rank: Int? = nil,
        maximumLength: Int? = nil
    ) where Response == [Int] {
        self.key = key.commandArgument
        self.element = element.commandArgument
        self.rank = rank
        self.count = count
        self.maximumLength = maximumLength
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(element)
        arguments.append("RANK", rank)
        arguments.append("COUNT", count)
        arguments.append("MAXLEN", maximumLength)
    }
}
