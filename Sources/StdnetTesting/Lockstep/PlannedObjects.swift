import StdnetODM

/// What changes have planned so far, by their places.
struct PlannedObjects {
    enum Link {
        case publisher(Ref<Publisher>)
        case author(Ref<Author>)
        case book(Ref<Book>)
        case member(Ref<Member>)
        case shelf(Ref<Shelf>)
        case liking(Ref<Liking>)
    }

    private(set) var links: [Int: Link] = [:]

    /// Plans a change.
    mutating func plan(_ change: Change, at place: Int, in session: inout Session) {
        switch change {
        case .insert(let object): links[place] = write(object, isNew: true, in: &session)
        case .save(let object): links[place] = write(object, isNew: false, in: &session)
        case .upsert(let object, let otherwise):
            links[place] = upsert(object, otherwise, in: &session)
        case .structure(let change):
            if let operation = change.operation(links) { session.add(operation) }
        case .like(let change):
            if let liking = change.plan(links, in: &session) { links[place] = .liking(liking) }
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
        case .shelf(let shelf, _): .shelf(isNew ? session.insert(shelf) : session.save(shelf))
        }
    }

    private func upsert(
        _ object: LibraryObject,
        _ otherwise: Bool,
        in session: inout Session
    ) -> Link {
        switch linked(object) {
        case .publisher(let object):
            .publisher(
                otherwise ? session.upsert(object, on: \.name) : session.upsert(object, on: \.code)
            )
        case .author(let object, _):
            .author(
                otherwise ? session.upsert(object, on: \.id) : session.upsert(object, on: \.email)
            )
        case .book(let object, _):
            .book(
                otherwise
                    ? session.upsert(object, on: \.title, \.author)
                    : session.upsert(object, on: \.isbn)
            )
        case .member(let object):
            .member(
                otherwise
                    ? session.upsert(object, on: \.town, \.age)
                    : session.upsert(object, on: \.card)
            )
        case .shelf(let object, _):
            .shelf(
                otherwise
                    ? session.upsert(object, on: \.room, \.boards)
                    : session.upsert(object, on: \.label)
            )
        }
    }

    private func update(_ old: LibraryObject, _ new: LibraryObject, in session: inout Session) {
        switch (old, linked(new)) {
        case (.publisher(let old), .publisher(let new)): session.update(new, from: old)
        case (.author(let old, _), .author(let new, _)): session.update(new, from: old)
        case (.book(let old, _), .book(let new, _)): session.update(new, from: old)
        case (.member(let old), .member(let new)): session.update(new, from: old)
        case (.shelf(let old, _), .shelf(let new, _)): session.update(new, from: old)
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
        case .shelf(var shelf, let place):
            if let place, case .author(let author) = links[place] { shelf.keeper = author }
            return .shelf(shelf, planned: nil)
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
        case .shelf: session.delete(Ref<Shelf>(id))
        }
    }

    private static func delete(_ query: LibraryQuery, in session: inout Session) {
        switch query {
        case .publishers(let phrase): session.delete(phrase.value)
        case .authors(let phrase): session.delete(phrase.value)
        case .books(let phrase): session.delete(phrase.value)
        case .members(let phrase): session.delete(phrase.value)
        case .shelves(let phrase): session.delete(phrase.value)
        }
    }

    private func takeBack(_ place: Int, in session: inout Session) {
        switch links[place] {
        case .publisher(let link): session.delete(link)
        case .author(let link): session.delete(link)
        case .book(let link): session.delete(link)
        case .member(let link): session.delete(link)
        case .shelf(let link): session.delete(link)
        case .liking(let link): session.delete(link)
        case nil: break
        }
    }

    /// The ids that planned objects got, in the order of the changes.
    func ids(_ receipt: Receipt) -> String {
        links.sorted { $0.key < $1.key }.map { place, link in
            let (id, isNew): (String?, Bool?) =
                switch link {
                case .publisher(let link): (receipt.resolve(link).id, receipt.isNew(link))
                case .author(let link): (receipt.number(link), receipt.isNew(link))
                case .book(let link): (receipt.number(link), receipt.isNew(link))
                case .member(let link): (receipt.number(link), receipt.isNew(link))
                case .shelf(let link): (receipt.resolve(link).id, receipt.isNew(link))
                case .liking(let link): (receipt.resolve(link).id?.text, receipt.isNew(link))
                }
            return "\(place): \(id ?? "none")" + (isNew.map { $0 ? ", new" : ", found" } ?? "")
        }
        .joined(separator: ", ")
    }
}

extension Receipt {
    fileprivate func number<M: Model>(_ link: Ref<M>) -> String? where M.ID == Int {
        resolve(link).id.map { "\($0)" }
    }
}
