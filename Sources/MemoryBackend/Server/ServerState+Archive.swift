import StdnetBackend

// Servers whose keys lie in an archive.
extension ServerState {
    /// Fetches what a command may read, and refuses one that writes.
    ///
    /// Queries may keep what they find under temporary keys, which are no part of the archive.
    @inline(never)
    mutating func fetch(
        for entry: CommandDispatch.Entry,
        _ call: ArgumentView
    ) throws(CommandError) {
        guard var archive else { return }
        // The archive is empty meanwhile: what it runs must not come here again.
        self.archive = nil
        defer { self.archive = archive }
        archive.evict(from: &keyspace)
        let keys = Keyspace.dispatch.keys(entry).positions(in: call)
        let name = Keyspace.dispatch.name(entry)
        if Subcommands.writes(entry, call) {
            let written = Self.written(name, keys)
            let isAllowed = written.allSatisfy { call[$0].isTemporaryKey }
            guard isAllowed, !keys.isEmpty else {
                throw .init("READONLY You can't write against a snapshot.")
            }
        }
        switch name {
        case "keys", "scan", "randomkey", "dbsize": try archive.fetchAll(into: &keyspace)
        case "sort", "sort_ro":
            for prefix in Self.patterns(of: call) {
                try archive.fetchAll(startingWith: prefix, into: &keyspace)
            }
        default: break
        }
        for position in keys where !call[position].isTemporaryKey {
            try archive.fetch(Bytes(call[position]), into: &keyspace)
        }
    }

    /// Which of its keys a command that writes leaves changed.
    private static func written(_ name: String, _ keys: [Int]) -> ArraySlice<Int> {
        switch name {
        case "sort", "georadius", "georadiusbymember": keys.dropFirst()
        case "copy": keys.suffix(1)
        case "pfmerge", "bitop": keys.prefix(1)
        case _ where name.hasSuffix("store"): keys.prefix(1)
        default: keys[...]
        }
    }

    /// What the keys start with that the patterns of a SORT stand for.
    private static func patterns(of call: ArgumentView) -> [Bytes] {
        (2..<max(2, call.count - 1)).compactMap { position in
            guard call.isWord("BY", at: position) || call.isWord("GET", at: position) else {
                return nil
            }
            let pattern = Bytes(call[position + 1])
            return pattern.firstIndex(of: UInt8(ascii: "*")).flatMap { star in
                star == 0 ? nil : Bytes(pattern[..<star])
            }
        }
    }
}

extension RawBytes {
    /// Whether a key lives for the time of a query; see ``KeyLayout/temporary(_:)``.
    fileprivate var isTemporaryKey: Bool {
        let mark = Bytes(":tmp:".utf8)
        guard count >= mark.count else { return false }
        return (0...count - mark.count).contains { start in
            self[start..<start + mark.count].elementsEqual(mark)
        }
    }
}
