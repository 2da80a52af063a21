public import StdnetBackend

/// Adds members to a geographical index, or moves them.
///
/// The index is a sorted set.
///
/// Complexity: O(m·log n) for m members.
public struct GEOADD: NamedCommand {
    static var name: StaticString { "GEOADD" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let members: [(CommandArgument, GeoPosition)]
    @usableFromInline let condition: Existence?
    @usableFromInline let countsChanges: Bool

    /// How many members are new or, with `countsChanges`, how many are new or were moved.
    public typealias Response = Int

    /// Names the index, gives members with their places, and says which of these count.
    @inlinable
    public init<Key: CommandArgumentConvertible>(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<(key: Key, value: GeoPosition)>,
        if condition: Existence? = nil,
        countsChanges: Bool = false
    ) {
        self.key = key.commandArgument
        self.members = members.map { ($0.key.commandArgument, $0.value) }
        self.condition = condition
        self.countsChanges = countsChanges
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(condition)
        arguments.append("CH", if: countsChanges)
        for (member, position) in members {
            arguments.append(position)
            arguments.append(member)
        }
    }
}

/// Measures the distance of two members.
///
/// Complexity: O(1).
public struct GEODIST: NamedCommand {
    static var name: StaticString { "GEODIST" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let first: CommandArgument
    @usableFromInline let second: CommandArgument
    @usableFromInline let unit: GeoUnit

    /// The distance; nil when one of them is no member.
    public typealias Response = Double?

    /// Names the index, the members, and the unit.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ first: some CommandArgumentConvertible,
        _ second: some CommandArgumentConvertible,
        unit: GeoUnit = .metres
    ) {
        self.key = key.commandArgument
        self.first = first.commandArgument
        self.second = second.commandArgument
        self.unit = unit
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(first)
        arguments.append(second)
        arguments.append(unit.rawValue)
    }
}

/// Reads the geohashes of members, as of geohash.org.
///
/// Complexity: O(n) for n members.
public struct GEOHASH: KeyWordsCommand {
    static var name: StaticString { "GEOHASH" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// 11 letters for each; nil for what is no member.
    public typealias Response = [String?]

    /// Names the index and the members.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = members.commandArguments
    }
}

/// Reads where members are.
///
/// Complexity: O(n) for n members.
public struct GEOPOS: KeyWordsCommand {
    static var name: StaticString { "GEOPOS" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// A place for each; nil for what is no member.
    public typealias Response = [GeoPosition?]

    /// Names the index and the members.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = members.commandArguments
    }
}
