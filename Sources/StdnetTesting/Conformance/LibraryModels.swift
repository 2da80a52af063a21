public import StdnetODM

// The models of the conformance suite: one of everything that a model can have.

/// A publisher, with a custom id.
@Model("library.publisher")
public struct Publisher: Equatable, Sendable {
    /// Its short name.
    @ID public var code: String
    /// The name.
    @Unique public var name: String?
    /// The country, by two letters.
    @Index public var country: String?

    /// Makes a publisher.
    public init(code: String, name: String? = nil, country: String? = nil) {
        self.code = code
        self.name = name
        self.country = country
    }
}

/// An author, numbered by the database.
@Model("library.author")
public struct Author: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The address.
    @Unique public var email: String
    /// The name.
    @Index public var name: String
    /// The day of birth.
    @Index(.range) public var born: Day?
    /// The author who taught this one.
    @Reference(onDelete: .nullify) public var teacher: Ref<Author>?

    /// Makes an author.
    public init(
        id: Int? = nil,
        email: String,
        name: String,
        born: Day? = nil,
        teacher: Ref<Author>? = nil
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.born = born
        self.teacher = teacher
    }
}

/// A book: every kind of field.
@Model("library.book")
public struct Book: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The number of the edition.
    @Unique(.range) public var isbn: Int
    /// The title.
    @Index public var title: String
    /// How many pages it has.
    @Index(.range) public var pages: Int
    /// What it costs.
    public var price: Double
    /// Whether it can be bought.
    @Index public var isInPrint: Bool
    /// When it appeared, as a year with a fraction.
    @Index(.range) public var published: Double?
    /// What the cover says.
    public var blurb: String?
    /// Who wrote it; the book goes with the author.
    @Reference(onDelete: .cascade) public var author: Ref<Author>
    /// Who publishes it; nobody while it is a manuscript.
    @Reference(onDelete: .restrict) public var publisher: Ref<Publisher>?

    /// Makes a book.
    public init(
        id: Int? = nil,
        isbn: Int,
        title: String,
        pages: Int = 100,
        price: Double = 9.5,
        isInPrint: Bool = true,
        published: Double? = nil,
        blurb: String? = nil,
        author: Ref<Author>,
        publisher: Ref<Publisher>? = nil
    ) {
        self.id = id
        self.isbn = isbn
        self.title = title
        self.pages = pages
        self.price = price
        self.isInPrint = isInPrint
        self.published = published
        self.blurb = blurb
        self.author = author
        self.publisher = publisher
    }
}

/// A member, kept in the order of age.
@Model("library.member")
public struct Member: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The number on the card.
    @Unique public var card: String
    /// Where the member lives.
    @Index public var town: String
    /// The age in years, which orders members.
    @Index(.range) @Ordering(.descending) public var age: Double

    /// Makes a member.
    public init(id: Int? = nil, card: String, town: String, age: Double) {
        self.id = id
        self.card = card
        self.town = town
        self.age = age
    }
}

extension Database {
    /// The library in a backend.
    static func library(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(
            backend,
            namespace: "lib.",
            models: Publisher.self,
            Author.self,
            Book.self,
            Member.self
        ).reaching(Reach.ofLibrary)
    }

    /// A library with two publishers, three authors and five books.
    static func furnishedLibrary(_ backend: any Backend) async throws -> Database {
        let database = try library(backend)
        try await database.commit { session in
            let acme = session.insert(Publisher(code: "acme", name: "Acme", country: "NO"))
            let blue = session.insert(Publisher(code: "blue", name: "Blue", country: ""))
            let anna = session.insert(Author(email: "anna@x", name: "Anna", born: Day(1950, 1, 1)))
            let bob = session.insert(Author(email: "bob@x", name: "Bob", teacher: anna))
            let cleo = session.insert(
                Author(email: "cleo@x", name: "Anna", born: Day(1969, 12, 31), teacher: bob)
            )
            session.insert(Book(isbn: 10, title: "Tea", pages: 90, author: anna, publisher: acme))
            session.insert(
                Book(isbn: 20, title: "Coffee", pages: 250, published: 1950.5, author: anna)
            )
            session.insert(
                Book(
                    isbn: 30,
                    title: "Tea",
                    pages: 400,
                    isInPrint: false,
                    author: bob,
                    publisher: blue
                )
            )
            session.insert(
                Book(
                    isbn: 40,
                    title: "",
                    pages: -5,
                    published: -1e-7,
                    blurb: "50% off *",
                    author: bob
                )
            )
            session.insert(
                Book(
                    isbn: 50,
                    title: "Ærø 🎈",
                    pages: 250,
                    price: .infinity,
                    isInPrint: false,
                    blurb: "",
                    author: cleo,
                    publisher: acme
                )
            )
        }
        return database
    }
}
