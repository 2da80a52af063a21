public import StdnetBackend

/// How elements are sorted, and what is read for each.
///
/// In patterns, `*` stands for the element, and `->` separates a key from the field of a hash.
public struct Sorting: Sendable, Hashable {
    /// What elements are sorted by: a pattern of keys; one without `*` leaves the order as it is.
    public var by: CommandArgument?
    /// Which part of the sorted elements is wanted.
    public var limit: Limit?
    /// What is read for each element: patterns of keys, `#` for the element itself.
    public var get: [CommandArgument]
    /// Whether the greatest element comes first.
    public var isDescending: Bool
    /// Whether elements are compared as text, and not as numbers.
    public var isAlphabetical: Bool

    /// Makes a description; by default all elements as they are, ascending as numbers.
    public init(
        by: CommandArgument? = nil,
        limit: Limit? = nil,
        get: [CommandArgument] = [],
        isDescending: Bool = false,
        isAlphabetical: Bool = false
    ) {
        self.by = by
        self.limit = limit
        self.get = get
        self.isDescending = isDescending
        self.isAlphabetical = isAlphabetical
    }
}

extension Arguments {
    fileprivate mutating func append(_ sorting: Sorting) {
        append("BY", sorting.by)
        append(sorting.limit)
        for pattern in sorting.get { append("GET", pattern) }
        append("DESC", if: sorting.isDescending)
        append("ALPHA", if: sorting.isAlphabetical)
    }
}

/// Sorts the elements of a list, a set or a sorted set; answers them or stores them as a list.
///
/// ```swift
/// SORT("numbers", Sorting(isDescending: true))
/// SORT("ids", Sorting(by: "weight_*", get: ["#", "name_*"]), as: String?.self)
/// SORT("numbers", into: "sorted")
/// ```
///
/// Complexity: O(n + m log m) for n elements, of which m are answered.
public struct SORT<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "SORT" }
    private let key: CommandArgument
    private let sorting: Sorting
    private let destination: CommandArgument?

    /// Answers elements, or what the patterns find, as text.
    public init(
        _ key: some CommandArgumentConvertible,
        _ sorting: Sorting = Sorting()
    ) where Response == [String] {
        self.init(key, sorting, as: String.self)
    }

    /// Answers elements, or what the patterns find: nil where they find nothing, so that their type
    /// is best an optional.
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        _ sorting: Sorting = Sorting(),
        as _: Value.Type
    ) where Response == [Value] {
        self.key = key.commandArgument
        self.sorting = sorting
        destination = nil
    }

    /// Stores elements, or what the patterns find, and answers how many there are.
    public init(
        _ key: some CommandArgumentConvertible,
        _ sorting: Sorting = Sorting(),
        into destination: some CommandArgumentConvertible
    ) where Response == Int {
        self.key = key.commandArgument
        self.sorting = sorting
        self.destination = destination.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(sorting)
        arguments.append("STORE", destination)
    }
}

/// Sorts the elements of a list, a set or a sorted set and answers them; replicas serve it, too.
///
/// Complexity: O(n + m log m) for n elements, of which m are answered.
public struct SORT_RO<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "SORT_RO" }
    private let key: CommandArgument
    private let sorting: Sorting

    /// The elements, or what the patterns find.
    public typealias Response = [Value]

    /// Names the key, and says how its elements are sorted and read.
    public init(
        _ key: some CommandArgumentConvertible,
        _ sorting: Sorting = Sorting(),
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        self.sorting = sorting
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(sorting)
    }
}
