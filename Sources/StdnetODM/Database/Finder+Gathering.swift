extension Finder {
    /// The first of what a condition finds, in the order of the plan.
    ///
    /// Everything is found, in steps, and sorted here; no more than twice what is wanted is kept meanwhile.
    func gathered(_ condition: Condition, first wanted: Int?) async throws(FetchFailure) -> [Bytes]
    {
        let sieve: Sieve
        let sources: [Walk.Source]
        let arrangement: Arrangement
        do throws(BackendError) {
            sieve = try Sieve(condition, on: schema, in: database)
            let way = try await measured(Access(condition, schema, layout))
            sources = try await walks(way.leaves)
            arrangement = try Arrangement(plan, schema, in: database)
        } catch {
            throw .backend(error)
        }
        var items: [Arrangement.Item] = []
        for source in sources {
            var walk = Walk(source)
            while !walk.isOver {
                let ids: [Bytes]
                do throws(BackendError) {
                    let step = database.reach.step
                    ids = try await walk.next(step, through: sieve, in: database)
                } catch {
                    throw .backend(error)
                }
                items += try await arranged(try await passing(ids), arrangement)
                if let wanted, items.count - database.reach.step > wanted, wanted < .max / 2,
                    items.count > 2 * wanted
                {
                    items = Array(Self.sorted(items, arrangement).prefix(wanted))
                }
            }
        }
        let ids = Self.sorted(items, arrangement).map(\.id)
        return wanted.map { Array(ids.prefix($0)) } ?? ids
    }

    /// Ids of objects in the order of the plan.
    func ordered(_ ids: [Bytes]) async throws(FetchFailure) -> [Bytes] {
        let arrangement: Arrangement
        do throws(BackendError) {
            arrangement = try Arrangement(plan, schema, in: database)
        } catch {
            throw .backend(error)
        }
        if let numbered = arrangement.byNumber(ids) { return numbered }
        return Self.sorted(try await arranged(ids, arrangement), arrangement).map(\.id)
    }

    /// Sorts, each object once: a set may have given one twice.
    private static func sorted(
        _ items: [Arrangement.Item],
        _ arrangement: Arrangement
    ) -> [Arrangement.Item] {
        var seen: Set<Bytes> = []
        return items.filter { seen.insert($0.id).inserted }.sorted(by: arrangement.precedes)
    }

    /// Reads what objects are sorted by.
    private func arranged(
        _ ids: [Bytes],
        _ arrangement: Arrangement
    ) async throws(FetchFailure) -> [Arrangement.Item] {
        guard !ids.isEmpty else { return [] }
        var columns: [[Bytes?]] = []
        do throws(BackendError) {
            for part in arrangement.parts {
                switch part.source {
                case .id: columns.append(ids)
                case .score: columns.append(try await database.scores(of: ids, in: layout.ids))
                case .column(let path):
                    columns.append(try await database.column(path, of: ids, schema))
                }
            }
        } catch {
            throw .backend(error)
        }
        var items: [Arrangement.Item] = []
        for (row, id) in ids.enumerated() {
            var keys: [Arrangement.Key] = []
            for (part, column) in zip(arrangement.parts, columns) {
                let value = part.isLeaf && column[row] == Bytes("null".utf8) ? nil : column[row]
                guard part.isNumeric else {
                    keys.append(.text(part.isQuoted ? value.map(Self.unquoted) : value))
                    continue
                }
                guard let number = Self.number(value) else {
                    throw .undecodable(unreadable(value, id, part))
                }
                keys.append(.number(number))
            }
            items.append(Arrangement.Item(id: id, keys: keys))
        }
        return items
    }

    /// A number to sort by: absent counts as 0.
    private static func number(_ value: Bytes?) -> Double? {
        guard let value, !value.isEmpty else { return 0 }
        return value.withUnsafeBytes { Word($0).number }
    }

    /// Text without the quotes of JSON; what is no text stays as it is.
    private static func unquoted(_ value: Bytes) -> Bytes {
        let text = try? value.withUnsafeBytes { try JSONText.value(of: String.self, in: $0) }
        return text.map { Bytes($0.utf8) } ?? value
    }

    private func unreadable(
        _ value: Bytes?,
        _ id: Bytes,
        _ part: Arrangement.Part
    ) -> RowFailure {
        var field = schema.id.name
        if case .column(let path) = part.source {
            field = path.dotted + path.leaf
        }
        return RowFailure(
            model: schema.name,
            id: String(decoding: id, as: UTF8.self),
            field: field,
            expected: .float,
            hint: "a number to be sorted by",
            found: value
        )
    }
}
