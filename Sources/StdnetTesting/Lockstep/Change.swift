import StdnetODM

/// One thing that a session does.
enum Change: Sendable {
    case insert(LibraryObject)
    case save(LibraryObject)
    /// Changes the object that has the same values in the fields that identify, or makes one.
    case upsert(LibraryObject, otherwise: Bool)
    /// Writes what differs: the first object is the old one.
    case update(LibraryObject, LibraryObject)
    case delete(LibraryModel, id: String)
    case deleteAll(LibraryQuery)
    case structure(StructureChange)
    case like(LikingChange)
    /// Takes back what an earlier change planned.
    case takeBack(Int)
}

/// A query over whichever model.
enum LibraryQuery: Sendable {
    case publishers(Phrase<Query<Publisher>>)
    case authors(Phrase<Query<Author>>)
    case books(Phrase<Query<Book>>)
    case members(Phrase<Query<Member>>)
    case shelves(Phrase<Query<Shelf>>)
}

extension Change: CustomStringConvertible {
    var description: String {
        switch self {
        case .insert(let object): "insert \(object)"
        case .save(let object): "save \(object)"
        case .upsert(let object, let otherwise): "upsert \(object)" + (otherwise ? " by id" : "")
        case .structure(let change): "\(change)"
        case .like(let change): "\(change)"
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
        case .shelves(let phrase): phrase.text
        }
    }
}
