public import StdnetBackend

/// Searches a part of the earth for members.
///
/// It also serves what GEORADIUS and GEORADIUSBYMEMBER did.
///
/// Complexity: O(n + log m) for n members in and near the part, of m.
public struct GEOSEARCH<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "GEOSEARCH" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let search: GeoSearch
    @usableFromInline let details: Bool

    /// Answers members as text.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ search: GeoSearch)
    where Response == [String] {
        self.init(key, search, as: String.self)
    }

    /// Answers members.
    @inlinable
    public init<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        _ search: GeoSearch,
        as _: Member.Type
    ) where Response == [Member] {
        self.key = key.commandArgument
        self.search = search
        details = false
    }

    /// Answers members as text with their distances from the centre and their places.
    @inlinable
    public init(detailsOf key: some CommandArgumentConvertible, _ search: GeoSearch)
    where Response == [GeoMatch<String>] {
        self.init(detailsOf: key, search, as: String.self)
    }

    /// Answers members with their distances from the centre and their places.
    @inlinable
    public init<Member: ReplyDecodable>(
        detailsOf key: some CommandArgumentConvertible,
        _ search: GeoSearch,
        as _: Member.Type
    ) where Response == [GeoMatch<Member>] {
        self.key = key.commandArgument
        self.search = search
        details = true
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(search)
        arguments.append("WITHCOORD", if: details)
        arguments.append("WITHDIST", if: details)
    }
}

/// Stores the members in a part of the earth.
///
/// The destination is overwritten, or removed when there are none.
///
/// Complexity: O(n + log m) for n members in and near the part, of m.
public struct GEOSEARCHSTORE: NamedCommand {
    static var name: StaticString { "GEOSEARCHSTORE" }
    @usableFromInline let destination: CommandArgument
    @usableFromInline let source: CommandArgument
    @usableFromInline let search: GeoSearch
    @usableFromInline let storesDistances: Bool

    /// How many members were stored.
    public typealias Response = Int

    /// Names the destination, the index and the part; with `storesDistances` a sorted set of
    /// distances from the centre is stored, else an index.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ source: some CommandArgumentConvertible,
        _ search: GeoSearch,
        storesDistances: Bool = false
    ) {
        self.destination = destination.commandArgument
        self.source = source.commandArgument
        self.search = search
        self.storesDistances = storesDistances
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(destination)
        arguments.append(source)
        arguments.append(search)
        arguments.append("STOREDIST", if: storesDistances)
    }
}
