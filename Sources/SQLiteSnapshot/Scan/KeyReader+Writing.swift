import StdnetBackend

/// How large the pages are in which keys are read.
enum PageSize {
    /// Bytes of a string that come with the first page: one that is larger is asked for alone.
    static let string = 1 << 16
    /// Elements of a collection.
    static let elements = 512
    /// Entries of a stream.
    static let entries = 256

    /// How many elements of a collection come with the next page, after one like this: a mebibyte, and as
    /// many as keep nobody waiting.
    static func elements(after page: Reply) -> Int {
        let average = max(1, page.byteCount / max(1, page.count))
        return min(2048, max(1, (1 << 20) / average))
    }
}

extension FoundKey {
    /// Appends what reads the first page, all of it for most keys.
    func appendFirstPage(to batch: inout CommandBatch) {
        let elements = Bytes(String(PageSize.elements).utf8)
        switch type {
        case .string: batch.append("GETRANGE", name, ["0", String(PageSize.string - 1)])
        case .list: batch.append("LRANGE", name, ["0", String(PageSize.elements - 1)])
        case .set: batch.append("SSCAN", name, [Bytes("0".utf8), Bytes("COUNT".utf8), elements])
        case .hash: batch.append("HSCAN", name, [Bytes("0".utf8), Bytes("COUNT".utf8), elements])
        case .sortedSet:
            batch.append("ZSCAN", name, [Bytes("0".utf8), Bytes("COUNT".utf8), elements])
        case .stream: appendInformation(to: &batch, limit: 1)
        }
    }
}

extension CommandBatch {
    fileprivate mutating func append(_ name: String, _ key: Bytes, _ words: [String]) {
        append(name, key, words.map { Bytes($0.utf8) })
    }
}

// From replies to a sink.
extension KeyReader {
    /// How often a key is looked at again that has another type each time.
    private static let attempts = 5

    /// Gives the keys of a batch to a sink, each with all its pages.
    func write(
        _ batch: KeyBatch,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) async throws(SnapshotError) {
        for (key, reply) in zip(batch.keys, batch.replies)
        where try await !write(key, reply, into: &sink) {
            try await readAgain(key.name, into: &sink)
        }
    }

    /// Reads a key anew that was not what it was said to be.
    private func readAgain(
        _ name: Bytes,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) async throws(SnapshotError) {
        for _ in 0..<Self.attempts {
            guard !Task.isCancelled else { throw .cancelled }
            guard let key = try await describe([name]).first else { return }
            var batch = CommandBatch()
            key.appendFirstPage(to: &batch)
            let reply: Reply
            do throws(BackendError) {
                reply = try await answer(to: batch)
            } catch .wrongType {
                continue
            } catch {
                let error = SnapshotError(error)
                guard error.isMissingKey else { throw error }
                return
            }
            if try await write(key, reply, into: &sink) { return }
        }
        throw .source(.conflict(.watchedKeyChanged))
    }

    /// Gives one key to a sink; false when it must be looked at again.
    private func write(
        _ key: FoundKey,
        _ reply: Reply,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) async throws(SnapshotError) -> Bool {
        guard reply.kind != .error else { return false }
        switch key.type {
        case .string: return try await writeString(key, reply, into: &sink)
        case .list: return try await writeList(key, reply, into: &sink)
        case .stream: return try await writeStream(key, reply, into: &sink)
        case .set, .hash, .sortedSet: return try await writeScanned(key, reply, into: &sink)
        }
    }

    /// Begins a key; answers whether its parts are wanted.
    func begin(
        _ key: FoundKey,
        mayRepeat: Bool = false,
        in sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) -> Bool {
        try key.name.lend { name throws(SnapshotError) in
            try sink.begin(
                StoredKey(
                    name: name,
                    database: database,
                    type: key.type,
                    expiry: key.expiry,
                    mayRepeat: mayRepeat
                )
            )
        }
    }

    private func writeString(
        _ key: FoundKey,
        _ reply: Reply,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) async throws(SnapshotError) -> Bool {
        var value = reply
        // An empty string is the answer to a key that is gone, too.
        if value.withBytes({ $0.isEmpty || $0.count == PageSize.string }) {
            do throws(SnapshotError) {
                value = try await run("GET", key.name, [])
            } catch .source(.wrongType) {
                return false
            }
            guard !value.isNull else { return true }
        }
        guard try begin(key, in: &sink) else { return true }
        try value.lend { bytes throws(SnapshotError) in try sink.string(bytes) }
        try sink.end()
        return true
    }

    private func writeList(
        _ key: FoundKey,
        _ reply: Reply,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) async throws(SnapshotError) -> Bool {
        guard reply.count > 0 else { return true }
        guard try begin(key, in: &sink) else { return true }
        var page = reply
        var done = 0
        while true {
            for element in page.elements {
                try element.lend { bytes throws(SnapshotError) in try sink.element(bytes) }
            }
            done += page.count
            guard page.count == PageSize.elements else { break }
            let bounds = [String(done), String(done + PageSize.elements - 1)]
            guard let next = try await nextPage("LRANGE", key, bounds).get() else {
                try sink.abandon()
                return false
            }
            page = next
        }
        try sink.end()
        return true
    }

    /// Reads one more page; nil when the key has another type by now.
    func nextPage(
        _ command: String,
        _ key: FoundKey,
        _ words: [String]
    ) async -> Result<Reply?, SnapshotError> {
        guard !Task.isCancelled else { return .failure(.cancelled) }
        do throws(SnapshotError) {
            return .success(try await run(command, key.name, words.map { Bytes($0.utf8) }))
        } catch .source(.wrongType) {
            return .success(nil)
        } catch {
            return .failure(error)
        }
    }

    private func writeScanned(
        _ key: FoundKey,
        _ reply: Reply,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) async throws(SnapshotError) -> Bool {
        var (cursor, page) = try Self.scanned(reply)
        let isWhole = cursor == "0"
        // No collection is empty: it is gone.
        if isWhole, page.count == 0 { return true }
        guard try begin(key, mayRepeat: !isWhole, in: &sink) else { return true }
        let command = key.type == .set ? "SSCAN" : key.type == .hash ? "HSCAN" : "ZSCAN"
        var count = page.count
        while cursor != "0" {
            // The next page is on its way while this one is written.
            let words = [cursor, "COUNT", String(PageSize.elements(after: page))]
            async let following = nextPage(command, key, words)
            try Self.write(page, of: key.type, into: &sink)
            guard let next = try await following.get() else {
                try sink.abandon()
                return false
            }
            (cursor, page) = try Self.scanned(next)
            count += page.count
        }
        try Self.write(page, of: key.type, into: &sink)
        guard count > 0 else {
            try sink.abandon()
            return true
        }
        try sink.end()
        return true
    }

    private static func scanned(
        _ reply: Reply
    ) throws(SnapshotError) -> (cursor: String, page: Reply) {
        var parts = reply.elements
        guard reply.count == 2, let cursor = parts.next(), let page = parts.next() else {
            throw .source(.decoding(expected: "a cursor and elements", found: "another reply"))
        }
        return (cursor.text, page)
    }

    private static func write(
        _ page: Reply,
        of type: StoredType,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) {
        var parts = page.elements
        while let first = parts.next() {
            if type == .set {
                try first.lend { bytes throws(SnapshotError) in try sink.element(bytes) }
                continue
            }
            guard let second = parts.next() else {
                throw .source(.decoding(expected: "pairs", found: "an odd number of elements"))
            }
            try first.lend { name throws(SnapshotError) in
                if type == .hash {
                    try second.lend { value throws(SnapshotError) in try sink.field(name, value) }
                } else {
                    let score = second.kind == .double ? second.double : second.lentScore
                    guard let score, !score.isNaN else {
                        throw .source(.decoding(expected: "a score", found: second.text))
                    }
                    try sink.member(name, score: score)
                }
            }
        }
    }
}

extension Bytes {
    /// Lends the bytes to a closure that may throw.
    func lend<Result>(
        _ body: (UnsafeRawBufferPointer) throws(SnapshotError) -> Result
    ) throws(SnapshotError) -> Result {
        try withUnsafeBufferPointer { bytes throws(SnapshotError) in
            try body(UnsafeRawBufferPointer(bytes))
        }
    }
}

extension Reply {
    /// Lends the bytes of a string to a closure that may throw.
    func lend(
        _ body: (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let result = withBytes { bytes -> Result<Void, SnapshotError> in
            do throws(SnapshotError) { return .success(try body(bytes)) } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// The number that a string is.
    fileprivate var lentScore: Double? { withBytes { Double(stored: $0) } }
}
