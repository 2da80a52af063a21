public import StdnetODM

/// An author likes a book: an object whose id is made of what it refers to.
@Model("library.liking")
public struct Liking: Equatable, Sendable {
    /// Who.
    @ID @Reference(onDelete: .cascade) public var author: Ref<Author>
    /// What; its pages order likings.
    @ID @Reference(onDelete: .restrict) @Ordering(.descending, by: "pages")
    public var book: Ref<Book>
    /// How much.
    @Unique public var rank: Int

    /// Makes a liking.
    public init(author: Ref<Author>, book: Ref<Book>, rank: Int) {
        self.author = author
        self.book = book
        self.rank = rank
    }
}

/// What a session does to a liking, whose ends it may plan itself.
struct LikingChange: Sendable {
    enum Kind: Sendable { case insert, save, delete, deleteAll }

    /// What a liking refers to: a number, or an earlier change.
    enum End: Sendable {
        case stored(Int)
        case planned(Int)
    }

    let kind: Kind
    let author: End
    let book: End
    let rank: Int
}

extension LikingChange: CustomStringConvertible {
    var description: String { "\(kind) liking of \(book) by \(author), rank \(rank)" }

    /// Plans the change.
    ///
    /// - Returns: The planned object; nil when there is none, or what it needs was not planned.
    func plan(_ links: [Int: PlannedObjects.Link], in session: inout Session) -> Ref<Liking>? {
        guard let author = author(links), let book = book(links) else { return nil }
        let liking = Liking(author: author, book: book, rank: rank)
        switch kind {
        case .insert: return session.insert(liking)
        case .save: return session.save(liking)
        case .delete: session.delete(liking)
        case .deleteAll: session.delete(Liking.filter { $0.rank == rank })
        }
        return nil
    }

    private func author(_ links: [Int: PlannedObjects.Link]) -> Ref<Author>? {
        switch author {
        case .stored(let id): return Ref(id)
        case .planned(let place):
            guard case .author(let author) = links[place] else { return nil }
            return author
        }
    }

    private func book(_ links: [Int: PlannedObjects.Link]) -> Ref<Book>? {
        switch book {
        case .stored(let id): return Ref(id)
        case .planned(let place):
            guard case .book(let book) = links[place] else { return nil }
            return book
        }
    }
}

extension Dice {
    /// A change of a liking.
    ///
    /// - Parameters:
    ///   - authors: The changes that plan authors.
    ///   - books: The changes that plan books.
    ///   - shelves: What exists.
    /// - Returns: The change, which may break any rule.
    mutating func liking(
        _ authors: [Int],
        _ books: [Int],
        _ shelves: Shelves
    ) -> LikingChange {
        LikingChange(
            kind: pick([.insert, .insert, .save, .save, .delete, .deleteAll]),
            author: end(authors, shelves.numbers(of: .author)),
            book: end(books, shelves.numbers(of: .book)),
            rank: below(6)
        )
    }

    private mutating func end(_ planned: [Int], _ stored: [Int]) -> LikingChange.End {
        if !planned.isEmpty, chance(600) { return .planned(pick(planned)) }
        return .stored(chance(60) ? id() : pick(stored, or: id()))
    }
}
