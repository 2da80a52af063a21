public import StdnetBackend

/// Replaces one element of a list.
///
/// Complexity: O(distance to the nearer end).
public struct LSET: NamedCommand {
    static var name: StaticString { "LSET" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let index: Int
    @usableFromInline let element: CommandArgument

    /// Nothing: it fails when the list has no element there.
    public typealias Response = Void

    /// Names the list, the position and the new element; negative positions count from the end.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ index: Int,
        _ element: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        self.index = index
        self.element = element.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(index)
        arguments.append(element)
    }
}

/// Puts an element beside another one of a list.
///
/// Complexity: O(distance of the other element to the first).
public struct LINSERT: NamedCommand {
    /// On which side of the other element.
    public enum Side: Sendable, Hashable {
        /// Towards the first element: `BEFORE`.
        case before
        /// Towards the last element: `AFTER`.
        case after
    }

    static var name: StaticString { "LINSERT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let side: Side
    @usableFromInline let pivot: CommandArgument
    @usableFromInline let element: CommandArgument

    /// How many elements the list has now; nil when it has no such element to put it beside.
    public typealias Response = Int?

    /// Names the list, the side, the element that is there and the one that is new.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ side: Side,
        _ pivot: some CommandArgumentConvertible,
        _ element: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        self.side = side
        self.pivot = pivot.commandArgument
        self.element = element.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        switch side {
        case .before: arguments.append("BEFORE" as StaticString)
        case .after: arguments.append("AFTER" as StaticString)
        }
        arguments.append(pivot)
        arguments.append(element)
    }

    /// Reads a length; 0 is no list, and -1 no such element.
    public func decode(_ reply: Reply) throws(BackendError) -> Int? {
        let length: Int = try reply.decode()
        return length > 0 ? length : nil
    }
}

/// Removes elements of a list that are equal to one.
///
/// Complexity: O(elements of the list).
public struct LREM: NamedCommand {
    static var name: StaticString { "LREM" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let element: CommandArgument
    @usableFromInline let count: Int

    /// How many elements were removed.
    public typealias Response = Int

    /// Names the list, the element, and how many of it are removed at most: 0 is all of them, a
    /// negative number counts from the end of the list.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ element: some CommandArgumentConvertible,
        count: Int = 0
    ) {
        self.key = key.commandArgument
        self.element = element.commandArgument
        self.count = count
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(count)
        arguments.append(element)
    }
}
