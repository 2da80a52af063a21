import StdnetODM

/// A question to a database, and how it reads.
struct Question: Sendable {
    let text: String
    /// Asks, and puts the answer or the failure into words.
    let ask: @Sendable (Database) async -> String
}

extension Dice {
    /// Any question about any model; in Lua only where both backends know it.
    mutating func question(_ shelves: Shelves, inLua: Bool) -> Question {
        switch model() {
        case .publisher: question(about: Publisher.self, shelves, inLua)
        case .author: question(about: Author.self, shelves, inLua)
        case .book: question(about: Book.self, shelves, inLua)
        case .member: question(about: Member.self, shelves, inLua)
        case .shelf: counting(Phrase("shelves", Shelf.all))
        }
    }

    private mutating func question<M: Storied>(
        about _: M.Type,
        _ shelves: Shelves,
        _ inLua: Bool
    ) -> Question {
        let query: Phrase<Query<M>> = query(shelves)
        if inLua, chance(120) {
            let expression = pick(M.expressions)
            let asked = query.value.scan(lua: expression)
            return question(Phrase("\(query.text), of which \(expression)", asked))
        }
        if chance(120) {
            let divisor = 2 + below(2)
            let asked = query.value.matching { "\($0)".utf8.count.isMultiple(of: divisor) }
            return question(Phrase("\(query.text), with words in \(divisor)s", asked))
        }
        switch below(10) {
        case 0, 1: return counting(query)
        case 2, 3, 4: return M.selection(query, &self)
        default:
            let ordered = M.ordered(query, &self)
            return question(Phrase(ordered.text, ordered.value.dropFirst(0)))
        }
    }

    private mutating func counting<M: Model>(_ query: Phrase<Query<M>>) -> Question {
        let value = query.value
        return Question(text: "whether and how many: \(query.text)") { database in
            await Self.words(namesObjects: true) { () async throws(FetchFailure) -> String in
                let count = try await database.count(value)
                return "\(try await database.exists(value)) \(count)"
            }
        }
    }

    /// Fetches a selection, or a part of it, or streams it.
    ///
    /// - Parameters:
    ///   - selection: What is asked for.
    ///   - namesObjects: Whether a failure may name its object: not where several are equal in the
    ///     order that was asked for.
    ///   - show: Puts one value into words.
    /// - Returns: A question.
    mutating func question<M: Model, Output>(
        _ selection: Phrase<Selection<M, Output>>,
        namesObjects: Bool = true,
        show: @escaping @Sendable (Output) -> String = { "\($0)" }
    ) -> Question {
        var text = selection.text
        var value = selection.value
        if chance(250) {
            let count = below(6)
            value = value.prefix(count)
            text += ", first \(count)"
        }
        if chance(250) {
            let count = below(4)
            value = value.dropFirst(count)
            text += ", without \(count)"
        }
        if chance(120) {
            let count = below(5)
            value = chance(500) ? value.suffix(count) : value.dropLast(count)
            text += ", \(count) at the end or all but them"
        }
        if chance(80) {
            let start = below(4)
            value = value[start..<start + below(4)]
            text += ", and of these a part from \(start)"
        }
        let asked = value
        guard chance(250) else {
            return Question(text: "fetch \(text)") { database in
                await Self.words(namesObjects: namesObjects) { () async throws(FetchFailure) in
                    try await database.fetch(asked).map(show).joined(separator: "\n")
                }
            }
        }
        let chunk = 1 + below(5)
        return Question(text: "stream \(text), in chunks of \(chunk)") { database in
            await Self.words(namesObjects: namesObjects) { () async throws(FetchFailure) in
                var words: [String] = []
                var iterator = database.stream(asked, chunk: chunk).makeAsyncIterator()
                while let output = try await iterator.next() { words.append(show(output)) }
                return words.joined(separator: "\n")
            }
        }
    }

    private static func words(
        namesObjects: Bool,
        _ answer: () async throws(FetchFailure) -> String
    ) async -> String {
        do throws(FetchFailure) {
            return try await answer()
        } catch .undecodable(let failure) where !namesObjects {
            return "a field '\(failure.field)' does not fit"
        } catch {
            return "failure: \(error)"
        }
    }
}
