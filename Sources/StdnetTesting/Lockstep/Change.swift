import StdnetODM

/// One thing that a session does.
enum Change: Sendable {
    case insert(LibraryObject)
    case save(LibraryObject)
    /// Writes what differs: the first object is the old one.
    case update(LibraryObject, LibraryObject)
    case delete(LibraryModel, id: String)
    case deleteAll(LibraryQuery)
    /// Takes back what an earlier change planned.
    case takeBack(Int)
}

/// A query over whichever model.
enum LibraryQuery: Sendable {
    case publishers(Phrase<Query<Publisher>>)
    case authors(Phrase<Query<Author>>)
    case books(Phrase<Query<Book>>)
    case members(Phrase<Query<Member>>)
}

extension Change: CustomStringConvertible {
    var description: String {
        switch self {
        case .insert(let object): "insert \(object)"
        case .save(let object): "save \(object)"
        case .update(let old, let new): "update \(new)\n      from \(old)"
        case .delete(let model, let id): "delete \(model) '\(id)'"
        case .deleteAll(let query): "delete all of \(query.text)"
        case .takeBack(let place): "take back change \(place)"
        }
    }
}

extension LibraryQuery {
    var text: String {
        switch self {
        case .publishers(let phrase): phrase.text
        case .authors(let phrase): phrase.text
        case .books(let phrase): phrase.text
        case .members(let phrase): phrase.text
        }
    }
}

/// What changes have planned so far, by their places.
struct PlannedObjects {
    enum Link {
        case publisher(Ref<Publisher>)
        case author(Ref<Author>)
        case book(Ref<Book>)
        case member(Ref<Member>)
    }

    private(set) var links: [Int: Link] = [:]

    /// Plans a change.
    mutating func plan(_ change: Change, at place: Int, in session: inout Session) {
        switch change {
        case .insert(let object): links[place] = write(object, isNew: true, in: &session)
        case .save(let object): links[place] = write(object, isNew: false, in: &session)
        case .update(let old, let new): update(old, new, in: &session)
        case .delete(let model, let id): Self.delete(model, id, in: &session)
        case .deleteAll(let query): Self.delete(query, in: &session)
        case .takeBack(let place): takeBack(place, in: &session)
        }
    }

    private mutating func write(
        _ object: LibraryObject,
        isNew: Bool,
        in session: inout Session
    ) -> Link {
        switch linked(object) {
        case .publisher(let publisher):
            .publisher(isNew ? session.insert(publisher) : session.save(publisher))
        case .author(let author, _):
            .author(isNew ? session.insert(author) : session.save(author))
        case .book(let book, _): .book(isNew ? session.insert(book) : session.save(book))
        case .member(let member): .member(isNew ? session.insert(member) : session.save(member))
        }
    }

    private func update(_ old: LibraryObject, _ new: LibraryObject, in session: inout Session) {
        switch (old, linked(new)) {
        case (.publisher(let old), .publisher(let new)): session.update(new, from: old)
        case (.author(let old, _), .author(let new, _)): session.update(new, from: old)
        case (.book(let old, _), .book(let new, _)): session.update(new, from: old)
        case (.member(let old), .member(let new)): session.update(new, from: old)
        default: break
        }
    }

    /// The object with the reference to what an earlier change planned.
    private func linked(_ object: LibraryObject) -> LibraryObject {
        switch object {
        case .author(var author, let place):
            if let place, case .author(let teacher) = links[place] { author.teacher = teacher }
            return .author(author, planned: nil)
        case .book(var book, let place):
            if let place, case .author(let author) = links[place] { book.author = author }
            return .book(book, planned: nil)
        default:
            return object
        }
    }

    private static func delete(_ model: LibraryModel, _ id: String, in session: inout Session) {
        let number = Int(id) ?? 0
        switch model {
        case .publisher: session.delete(Ref<Publisher>(id))
        case .author: session.delete(Ref<Author>(number))
        case .book: session.delete(Ref<Book>(number))
        case .member: session.delete(Ref<Member>(number))
        }
    }

    private static func delete(_ query: LibraryQuery, in session: inout Session) {
        switch query {
        case .publishers(let phrase): session.delete(phrase.value)
        case .authors(let phrase): session.delete(phrase.value)
        case .books(let phrase): session.delete(phrase.value)
        case .members(let phrase): session.delete(phrase.value)
        }
    }

    private func takeBack(_ place: Int, in session: inout Session) {
        switch links[place] {
        case .publisher(let link): session.delete(link)
        case .author(let link): session.delete(link)
        case .book(let link): session.delete(link)
        case .member(let link): session.delete(link)
        case nil: break
        }
    }

    /// The ids that planned objects got, in the order of the changes.
    func ids(_ receipt: Receipt) -> String {
        links.sorted { $0.key < $1.key }.map { place, link in
            let id: String? =
                switch link {
                case .publisher(let link): receipt.resolve(link).id
                case .author(let link): receipt.resolve(link).id.map { "\($0)" }
                case .book(let link): receipt.resolve(link).id.map { "\($0)" }
                case .member(let link): receipt.resolve(link).id.map { "\($0)" }
                }
            return "\(place): \(id ?? "none")"
        }
        .joined(separator: ", ")
    }
}
