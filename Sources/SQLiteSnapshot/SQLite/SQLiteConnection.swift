import CSQLite

/// An open SQLite file: the one place, with ``SQLiteStatement``, that calls SQLite.
///
/// Long statements end with ``SnapshotError/cancelled`` when the task that runs them is cancelled.
final class SQLiteConnection {
    enum Mode {
        case readWrite, readOnly
    }

    let handle: OpaquePointer

    init(path: String, mode: Mode) throws(SnapshotError) {
        var opened: OpaquePointer?
        let access = mode == .readWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY
        let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened else { throw .sqlite(code: Int(code), message: "out of memory") }
        handle = opened
        guard code == SQLITE_OK else {
            throw .sqlite(code: Int(code), message: "'\(path)': \(message)")
        }
        // The handler has no context: it asks the task on whose thread SQLite is working.
        sqlite3_progress_handler(handle, 20_000, { _ in Task.isCancelled ? 1 : 0 }, nil)
    }

    // Statements hold their connection, so none is left when this runs.
    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that need no arguments and give no rows.
    func execute(_ sql: String) throws(SnapshotError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Runs one statement and answers its rows.
    @discardableResult
    func rows(
        _ sql: String,
        _ arguments: [SnapshotValue] = []
    ) throws(SnapshotError) -> [[SnapshotValue]] {
        try SQLiteStatement(sql, on: self).rows(arguments)
    }

    /// Runs one statement whose first row starts with an integer, such as a count.
    func integer(_ sql: String, _ arguments: [SnapshotValue] = []) throws(SnapshotError) -> Int {
        guard case .integer(let number)? = try rows(sql, arguments).first?.first else {
            throw .sqlite(code: Int(SQLITE_MISMATCH), message: "'\(sql)' gives no integer")
        }
        return number
    }

    /// Runs one statement and answers how many rows it wrote or deleted.
    func changes(_ sql: String, _ arguments: [SnapshotValue] = []) throws(SnapshotError) -> Int {
        try SQLiteStatement(sql, on: self).changes(arguments)
    }

    /// The number of the page in which the tree of a table or index begins.
    func root(of name: String) throws(SnapshotError) -> Int {
        try integer("SELECT rootpage FROM sqlite_schema WHERE name = ?", [.text(name)])
    }

    /// The number of the page in which the index begins that SQLite makes for the key of a table.
    func root(ofKeyOf table: String) throws(SnapshotError) -> Int {
        try integer(
            "SELECT rootpage FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NULL",
            [.text(table)]
        )
    }

    /// How many `?` a statement may have.
    var parameterLimit: Int { Int(sqlite3_limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, -1)) }

    /// What a code means, in the words of SQLite.
    func failure(_ code: Int32) -> SnapshotError {
        guard code & 0xFF != SQLITE_INTERRUPT else { return .cancelled }
        return .sqlite(code: Int(code), message: message)
    }

    private var message: String { String(cString: sqlite3_errmsg(handle)) }
}

extension SnapshotError {
    /// Whether SQLite refused because a value would have been there twice.
    var isDuplicate: Bool {
        guard case .sqlite(let code, _) = self else { return false }
        // SQLITE_CONSTRAINT_UNIQUE, which is a macro that Swift does not see.
        return code == Int(SQLITE_CONSTRAINT) | 8 << 8
    }

    /// Whether SQLite refused because the file is none of its own.
    var isForeignFile: Bool {
        guard case .sqlite(let code, _) = self else { return false }
        return code == Int(SQLITE_NOTADB)
    }

    /// What is thrown when SQLite finds fault with a file that has just been written.
    static func damaged(_ message: String) -> SnapshotError {
        .sqlite(code: Int(SQLITE_CORRUPT), message: message)
    }
}

extension String {
    /// The text as an identifier in SQL, whatever is in it.
    var quoted: String {
        "\"" + split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }

    /// The text as a literal in SQL.
    var quotedText: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// Whether SQL keeps the word for itself.
    var isSQLKeyword: Bool {
        sqlite3_keyword_check(self, Int32(clamping: utf8.count)) != 0
    }
}
