public import StdnetBackend

/// Renames a key; what had the new name is lost.
///
/// Complexity: O(1), and O(elements) of what is lost.
public struct RENAME: KeyWordCommand {
    static var name: StaticString { "RENAME" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Nothing: it fails when there is no key.
    public typealias Response = Void

    /// Names the key as it is and as it becomes.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        to newKey: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        word = newKey.commandArgument
    }
}

/// Renames a key when nothing has the new name.
///
/// Complexity: O(1).
public struct RENAMENX: KeyWordCommand {
    static var name: StaticString { "RENAMENX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Whether the key was renamed; it fails when there is no key.
    public typealias Response = Bool

    /// Names the key as it is and as it becomes.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        to newKey: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        word = newKey.commandArgument
    }
}

/// Copies a key, with its expiry.
///
/// Complexity: O(elements).
public struct COPY: NamedCommand {
    static var name: StaticString { "COPY" }
    @usableFromInline let source: CommandArgument
    @usableFromInline let destination: CommandArgument
    @usableFromInline let database: Int?
    @usableFromInline let replaces: Bool

    /// Whether the key was copied.
    public typealias Response = Bool

    /// Names the key and its copy.
    ///
    /// - Parameters:
    ///   - source: The key.
    ///   - destination: The copy.
    ///   - database: The number of the database that the copy is in; nil is the key's own.
    ///   - replaces: Whether what has the name of the copy is lost; otherwise nothing is copied then.
    @inlinable
    public init(
        _ source: some CommandArgumentConvertible,
        to destination: some CommandArgumentConvertible,
        database: Int? = nil,
        replaces: Bool = false
    ) {
        self.source = source.commandArgument
        self.destination = destination.commandArgument
        self.database = database
        self.replaces = replaces
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(source)
        arguments.append(destination)
        arguments.append("DB", database)
        arguments.append("REPLACE", if: replaces)
    }
}

/// Moves a key to another database.
///
/// Complexity: O(1).
public struct MOVE: KeyWordCommand {
    static var name: StaticString { "MOVE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Whether the key was moved: not when there is none, or when the other database has it, too.
    public typealias Response = Bool

    /// Names the key and the number of the other database.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, toDatabase database: Int) {
        self.key = key.commandArgument
        word = .integer(database)
    }
}
