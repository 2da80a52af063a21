public import StdnetBackend

/// Counts the entries of a stream.
///
/// Complexity: O(1).
public struct XLEN: KeyCommand {
    static var name: StaticString { "XLEN" }
    @usableFromInline let key: CommandArgument

    /// 0 when there is no stream.
    public typealias Response = Int

    /// Names the stream.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}

/// Deletes entries of a stream.
///
/// Complexity: O(n) for n entries.
public struct XDEL: NamedCommand {
    static var name: StaticString { "XDEL" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let ids: [StreamID]

    /// How many of them were there.
    public typealias Response = Int

    /// Names the stream and the entries.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ ids: some Sequence<StreamID>) {
        self.key = key.commandArgument
        self.ids = Array(ids)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        for id in ids { arguments.append(id) }
    }
}

/// Deletes the oldest entries of a stream.
///
/// Complexity: O(n) for n of them.
public struct XTRIM: NamedCommand {
    static var name: StaticString { "XTRIM" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let trimming: StreamTrimming

    /// How many were deleted.
    public typealias Response = Int

    /// Names the stream and says what is kept.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ trimming: StreamTrimming) {
        self.key = key.commandArgument
        self.trimming = trimming
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(trimming)
    }
}

/// Sets the name that counts as the last one of a stream: for tools that copy streams.
///
/// Complexity: O(1).
public struct XSETID: NamedCommand {
    static var name: StaticString { "XSETID" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let id: StreamID
    @usableFromInline let entriesAdded: Int?
    @usableFromInline let maxDeletedID: StreamID?

    /// Nothing: it fails when an entry has a greater name.
    public typealias Response = Void

    /// Names the stream and its last entry, and tells how many were added and the greatest deleted.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ id: StreamID,
        entriesAdded: Int? = nil,
        maxDeletedID: StreamID? = nil
    ) {
        self.key = key.commandArgument
        self.id = id
        self.entriesAdded = entriesAdded
        self.maxDeletedID = maxDeletedID
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(id)
        arguments.append("ENTRIESADDED", entriesAdded)
        arguments.append("MAXDELETEDID", maxDeletedID?.commandArgument)
    }
}
