import StdnetODM

extension Dice {
    /// What one session does: mostly little, mostly about what exists.
    mutating func changes(_ shelves: Shelves) -> [Change] {
        if chance(80), let swap = swap(shelves) { return swap }
        var changes: [Change] = []
        var planned: [Int] = []
        for place in 0..<(1 + below(chance(100) ? 20 : 6)) {
            let change = change(after: changes, planned: planned, shelves)
            switch change {
            case .insert(.author(let author, _)) where author.id == nil: planned.append(place)
            case .upsert(.author, _): planned.append(place)
            default: break
            }
            changes.append(change)
        }
        // Refused before anything is sent; what the server says of all others is told with it.
        if chance(40) {
            changes.append(.insert(.member(Member(card: mark(), town: text(), age: .nan))))
        }
        return changes
    }

    private mutating func change(
        after changes: [Change],
        planned: [Int],
        _ shelves: Shelves
    ) -> Change {
        let model = model()
        switch below(122) {
        case 0..<45: return .insert(object(model, withID: chance(150), planned: planned, shelves))
        case 45..<58: return .save(object(model, withID: !chance(150), planned: planned, shelves))
        case 58..<82: return update(model, planned: planned, shelves)
        case 82..<92:
            let id = chance(100) ? "\(id())" : pick(shelves.ids(of: model), or: "1")
            return .delete(model, id: id)
        case 92..<96: return .deleteAll(deletion(model, shelves))
        case 100..<107:
            let hasID = chance(100)
            return .upsert(
                object(model, withID: hasID, planned: planned, shelves),
                otherwise: chance(250)
            )
        case 107..<112:
            let places = changes.indices.filter { changes[$0].plansShelf }
            return .structure(structureChange((places, planned), shelves))
        case 112..<122:
            let books = changes.indices.filter { changes[$0].plansBook }
            return .like(liking(planned, books, shelves))
        default:
            guard !changes.isEmpty else { return .delete(model, id: "\(id())") }
            return .takeBack(below(changes.count))
        }
    }

    /// Changes some fields of an object that mostly exists: the old object is made up, so that any
    /// set of fields may differ.
    private mutating func update(
        _ model: LibraryModel,
        planned: [Int],
        _ shelves: Shelves
    ) -> Change {
        let number = chance(60) ? id() : pick(shelves.numbers(of: model), or: id())
        let link = planned.isEmpty || chance(600) ? nil : planned[below(planned.count)]
        switch model {
        case .publisher:
            let code = chance(60) ? code() : pick(shelves.ids(of: .publisher), or: code())
            let old = publisher(code)
            var new = old
            if chance(600) { new.name = sometimes(mark()) }
            if chance(600) { new.country = sometimes(pick(LibraryValues.countries, or: "")) }
            if chance(200) { new.code = self.code() }
            return .update(.publisher(old), .publisher(new))
        case .author:
            let old = author(number, shelves)
            var new = old
            if chance(400) { new.email = mark() }
            if chance(400) { new.name = text() }
            if chance(400) { new.born = day() }
            if chance(400) { new.teacher = authorLink(shelves) }
            if chance(70) { new.id = chance(30) ? nil : id() }
            return .update(.author(old, planned: nil), .author(new, planned: link))
        case .book: return updateBook(number, link, shelves)
        case .member:
            let old = member(number)
            var new = old
            if chance(400) { new.card = mark() }
            if chance(400) { new.town = text() }
            if chance(400) { new.age = age() }
            if chance(70) { new.id = id() }
            return .update(.member(old), .member(new))
        case .shelf: return updateShelf(link, shelves)
        }
    }

    private mutating func updateBook(_ id: Int, _ link: Int?, _ shelves: Shelves) -> Change {
        let old = book(id, shelves)
        let other = book(id, shelves)
        var new = old
        if chance(300) { new.isbn = other.isbn }
        if chance(300) { new.title = other.title }
        if chance(300) { new.pages = other.pages }
        if chance(300) { new.price = other.price }
        if chance(300) { new.isInPrint = other.isInPrint }
        if chance(300) { new.published = other.published }
        if chance(300) { new.blurb = other.blurb }
        if chance(300) { new.author = other.author }
        if chance(300) { new.publisher = other.publisher }
        if chance(70) { new.id = self.id() }
        return .update(.book(old, planned: nil), .book(new, planned: link))
    }

    /// Two objects exchange their unique values; nil when there are not two.
    private mutating func swap(_ shelves: Shelves) -> [Change]? {
        if chance(400) { return exchangedIDs(shelves) }
        let model: LibraryModel = chance(500) ? .author : .member
        let name = model == .author ? "email" : "card"
        var ids = shelves.numbers(of: model)
        guard ids.count >= 2 else { return nil }
        let first = ids.remove(at: below(ids.count))
        let second = ids.remove(at: below(ids.count))
        guard let mine = shelves.field(name, of: model, "\(first)"),
            let theirs = shelves.field(name, of: model, "\(second)")
        else { return nil }
        return [exchange(model, first, mine, theirs), exchange(model, second, theirs, mine)]
    }

    /// Two or three objects exchange their ids; nil when there are not so many.
    private mutating func exchangedIDs(_ shelves: Shelves) -> [Change]? {
        var ids = shelves.numbers(of: .author)
        guard ids.count >= 3 else { return nil }
        var chosen: [Int] = []
        for _ in 0..<(2 + below(2)) { chosen.append(ids.remove(at: below(ids.count))) }
        if chance(200) { chosen.append(pick(ids, or: 1)) }
        return zip(chosen, chosen.dropFirst() + [chosen[chance(800) ? 0 : 1]]).map { from, to in
            let old = Author(id: from, email: mark(), name: text())
            var new = old
            new.id = to
            if chance(300) { new.email = mark() }
            return .update(.author(old, planned: nil), .author(new, planned: nil))
        }
    }

    private func exchange(
        _ model: LibraryModel,
        _ id: Int,
        _ old: String,
        _ new: String
    ) -> Change {
        guard model == .author else {
            return .update(
                .member(Member(id: id, card: old, town: "", age: 0)),
                .member(Member(id: id, card: new, town: "", age: 0))
            )
        }
        return .update(
            .author(Author(id: id, email: old, name: ""), planned: nil),
            .author(Author(id: id, email: new, name: ""), planned: nil)
        )
    }

    private mutating func room() -> Phrase<Query<Shelf>> {
        let room = text()
        return Phrase("shelves in '\(room)'", Shelf.filter { $0.room == room })
    }

    private mutating func deletion(_ model: LibraryModel, _ shelves: Shelves) -> LibraryQuery {
        switch model {
        case .publisher: .publishers(query(shelves))
        case .author: .authors(query(shelves))
        case .book: .books(query(shelves))
        case .member: .members(query(shelves))
        case .shelf:
            chance(100)
                ? .shelves(Phrase("shelves", Shelf.all))
                : .shelves(room())
        }
    }
}

extension Change {
    /// Whether it plans a book.
    fileprivate var plansBook: Bool {
        switch self {
        case .insert(.book), .upsert(.book, _): true
        default: false
        }
    }

    /// Whether it plans a shelf.
    fileprivate var plansShelf: Bool {
        switch self {
        case .insert(.shelf), .save(.shelf), .upsert(.shelf, _): true
        default: false
        }
    }
}
