import StdnetODM

/// An object of the library, of whatever model.
enum LibraryObject: Sendable {
    case publisher(Publisher)
    /// The second value is the step of the session that plans the teacher, instead of a teacher.
    case author(Author, planned: Int?)
    /// The second value is the step of the session that plans the author, instead of an author.
    case book(Book, planned: Int?)
    case member(Member)
    /// The second value is the step of the session that plans the keeper, instead of a keeper.
    case shelf(Shelf, planned: Int?)
}

/// What the library calls its models.
enum LibraryModel: String, Sendable, CaseIterable {
    case publisher, author, book, member, shelf
}

extension Dice {
    /// A model; books are the most interesting.
    mutating func model() -> LibraryModel {
        pick(
            [.publisher, .author, .author, .book, .book, .book, .member, .member, .shelf],
            or: .book
        )
    }

    /// An object with random values.
    ///
    /// - Parameters:
    ///   - model: Which model.
    ///   - id: Whether the object names its id.
    ///   - planned: The steps of the session that plan authors.
    ///   - shelves: What exists: references mostly lead there.
    /// - Returns: The object, which may break any rule.
    mutating func object(
        _ model: LibraryModel,
        withID id: Bool,
        planned: [Int],
        _ shelves: Shelves
    ) -> LibraryObject {
        switch model {
        case .publisher:
            return .publisher(publisher(code()))
        case .author:
            let link = plannedLink(planned)
            return .author(author(id ? self.id() : nil, shelves), planned: link)
        case .book:
            let link = plannedLink(planned)
            return .book(book(id ? self.id() : nil, shelves), planned: link)
        case .member:
            return .member(member(id ? self.id() : nil))
        case .shelf:
            let link = plannedLink(planned)
            return .shelf(shelf(label(), shelves), planned: link)
        }
    }

    private mutating func plannedLink(_ planned: [Int]) -> Int? {
        planned.isEmpty || chance(500) ? nil : planned[below(planned.count)]
    }

    mutating func publisher(_ code: String) -> Publisher {
        Publisher(
            code: code,
            name: sometimes(mark()),
            country: sometimes(pick(LibraryValues.countries, or: ""))
        )
    }

    mutating func author(_ id: Int?, _ shelves: Shelves) -> Author {
        Author(id: id, email: mark(), name: text(), born: day(), teacher: authorLink(shelves))
    }

    mutating func book(_ id: Int?, _ shelves: Shelves) -> Book {
        Book(
            id: id,
            isbn: pick(LibraryValues.isbns, or: 1),
            title: text(),
            pages: integer(),
            price: double(),
            isInPrint: chance(500),
            published: sometimes(double()),
            blurb: sometimes(pick(LibraryValues.blurbs, or: "")),
            author: authorLink(shelves) ?? Ref(id ?? 1),
            publisher: publisherLink(shelves)
        )
    }

    mutating func member(_ id: Int?) -> Member {
        Member(id: id, card: mark(), town: text(), age: age())
    }

    mutating func authorLink(_ shelves: Shelves) -> Ref<Author>? {
        if chance(250) { return nil }
        return Ref(chance(100) ? id() : pick(shelves.numbers(of: .author), or: id()))
    }

    mutating func publisherLink(_ shelves: Shelves) -> Ref<Publisher>? {
        if chance(250) { return nil }
        return Ref(chance(100) ? code() : pick(shelves.ids(of: .publisher), or: code()))
    }
}

extension LibraryObject: CustomStringConvertible {
    var description: String {
        switch self {
        case .publisher(let publisher): "\(publisher)"
        case .author(let author, let planned): "\(author)" + Self.text(planned)
        case .book(let book, let planned): "\(book)" + Self.text(planned)
        case .member(let member): "\(member)"
        case .shelf(let shelf, let planned): "\(shelf)" + Self.text(planned)
        }
    }

    private static func text(_ planned: Int?) -> String {
        planned.map { ", refers to change \($0)" } ?? ""
    }
}
