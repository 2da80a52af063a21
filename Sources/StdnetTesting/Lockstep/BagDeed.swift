import StdnetODM

/// One thing that is done to a bag: by a method of one of its structures, or by a session.
struct BagDeed: Sendable, CustomStringConvertible {
    let description: String
    /// Does it, and puts what came of it into words.
    let play: @Sendable (Database) async -> String

    /// What a method of a structure does.
    init<Structure: RemoteStructure>(
        _ description: String,
        _ structure: Structure,
        _ body: @escaping @Sendable (Structure.Handle) async throws -> String
    ) {
        self.description = description
        play = { database in
            do { return try await body(database[structure]) } catch { return "failure: \(error)" }
        }
    }

    /// What a question is answered.
    init(
        asking description: String,
        _ body: @escaping @Sendable (Database) async throws -> String
    ) {
        self.description = description
        play = { database in
            do { return try await body(database) } catch { return "failure: \(error)" }
        }
    }

    /// What a method of a structure does with another structure.
    init<Structure: RemoteStructure>(
        _ description: String,
        _ structure: Structure,
        _ other: Structure,
        _ body: @escaping @Sendable (Structure.Handle, Structure.Handle) async throws -> String
    ) {
        self.description = description
        play = { database in
            do { return try await body(database[structure], database[other]) } catch {
                return "failure: \(error)"
            }
        }
    }

    /// What a session does.
    init(_ description: String, _ body: @escaping @Sendable (inout Session) -> Void) {
        self.description = description
        play = { database in
            var session = database.begin()
            body(&session)
            do throws(CommitFailure) {
                return "committed, \(try await database.commit(session).deletedCount) deleted"
            } catch { return "failure: \(error)" }
        }
    }
}

/// One thing that a session plans for a structure of a bag.
struct BagPlan: Sendable {
    let text: String
    let body: @Sendable (inout Session, Ref<Bag>) -> Void

    init(_ text: String, _ body: @escaping @Sendable (inout Session, Ref<Bag>) -> Void) {
        self.text = text
        self.body = body
    }
}

extension Dice {
    /// Something that is done to one of three bags, or to what all bags share.
    mutating func bagDeed() -> BagDeed {
        if chance(350) { return bagSession() }
        let bag = Ref<Bag>(1 + below(3))
        switch below(10) {
        case 9: return bagsWithContents()
        case 0: return listDeed("items of \(bag)", bag[\.items], bagValue(), bagValue())
        case 1: return listDeed("pages of \(bag)", bag[\.pages], bagBytes(), bagBytes())
        case 2: return listDeed("news", Bag.news, word(), word())
        case 3: return setDeed(bag)
        case 4: return scoreDeed(bag)
        case 5: return hashDeed(bag)
        case 6: return seriesDeed("prices of \(bag)", bag[\.prices], bagValue())
        case 7: return seriesDeed("notes of \(bag)", bag[\.notes], bagBytes())
        default: return chance(500) ? textDeed(bag) : arrayDeed(bag)
        }
    }

    /// A session with one bag: it may be new, change or end.
    private mutating func bagSession() -> BagDeed {
        let id = 1 + below(3)
        let plans = (0...below(4)).map { _ in bagPlan() }
        let (kind, name) = (below(10), text())
        var words = plans.map(\.text).joined(separator: ", ")
        switch kind {
        case 0..<4: words = "save the bag, " + words
        case 4: words = "insert a bag without number, " + words
        case 5: words += ", delete the bag"
        default: break
        }
        return BagDeed("a session with bag \(id): \(words)") { session in
            var bag = Ref<Bag>(id)
            if kind < 4 { session.save(Bag(id: id, name: name)) }
            if kind == 4 { bag = session.insert(Bag(name: name)) }
            for plan in plans { plan.body(&session, bag) }
            if kind == 5 { session.delete(bag) }
        }
    }

    /// Bags with what some of their structures hold.
    private mutating func bagsWithContents() -> BagDeed {
        let count = below(4)
        return BagDeed(asking: "the first \(count) bags with their contents") { database in
            let bags = Bag.all.prefix(count).including(
                contentsOf: \.items,
                \.tags,
                \.ranks,
                \.cells
            )
            return try await database.fetch(bags)
                .map { "\($0.0): \($0.1), \($0.2.sorted()), \($0.3), \($0.4)" }
                .joined(separator: "\n")
        }
    }

    private mutating func bagPlan() -> BagPlan {
        let (value, word, number) = (bagValue(), word(), LibraryValues.ages[below(5)])
        let time = moment()
        let author = Ref<Author>(id())
        switch below(14) {
        case 0: return BagPlan("append \(value)") { $0.append(value, to: $1[\.items]) }
        case 1:
            return BagPlan("prepend \(value) twice") {
                $0.prepend(contentsOf: [value, value], to: $1[\.items])
            }
        case 2: return BagPlan("tag '\(word)'") { $0.add(word, to: $1[\.tags]) }
        case 3: return BagPlan("untag '\(word)'") { $0.remove(word, from: $1[\.tags]) }
        case 4:
            return BagPlan("rank '\(word)' \(number)") {
                $0.set(word, score: number, in: $1[\.ranks])
            }
        case 5: return BagPlan("unrank '\(word)'") { $0.remove(word, from: $1[\.ranks]) }
        case 6:
            let mark = Mark(page: below(9), colour: word)
            return BagPlan("mark '\(word)'") { $0.set(mark, for: word, in: $1[\.marks]) }
        case 7: return BagPlan("author \(author)") { $0.add(author, to: $1[\.authors]) }
        case 8:
            return BagPlan("price \(value) at \(time)") {
                $0.set(value, at: time, in: $1[\.prices])
            }
        case 9: return BagPlan("no price at \(time)") { $0.remove(at: time, from: $1[\.prices]) }
        case 10: return BagPlan("text '\(word)'") { $0.append(word, to: $1[\.text]) }
        case 11: return BagPlan("text is '\(word)'") { $0.set(word, in: $1[\.text]) }
        case 12:
            let place = below(5)
            return BagPlan("cell \(place) is \(number)") {
                $0.set(number, at: place, in: $1[\.cells])
            }
        default:
            return BagPlan("news '\(word)'") { session, _ in session.append(word, to: Bag.news) }
        }
    }
}
