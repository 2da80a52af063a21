import Testing

@Suite("A model that can't be stored does not compile")
struct RefusedModelTests {
    @Test("Each wrong property is refused on its line, with the advice of what to write")
    func wrong() async throws {
        try await Program(
            source: """
                import StdnetODM

                @Model("no id")  // error: a model is named by a literal such as "app.model"
                struct Name { var id: Int? }

                @Model("app.object")
                final class Object { var id: Int? }  // error: @Model goes on a struct, because models are values

                @Model("app.nobody")
                struct Nobody {  // error: 'Nobody' needs an id: write 'var id: Int?'
                    var name: String
                }

                @Model("app.page")
                struct Page {
                    var id: Int?
                    var count = 0  // error: 'count' needs its type written
                    var words: [String]  // error: 'words' holds many values
                    @Index(.range) var title: String  // error: 'title' is of type 'String', which has no numeric order
                    @Reference var author: String  // error: 'author' is of type 'String', not a reference
                    @Unique var isLong: Bool { count > 9 }  // error: @Unique goes on a stored property
                    @Reference(onDelete: .nullify) var next: Ref<Page>  // error: 'next' cannot become nil
                }

                @Model("app.book")
                struct Book {
                    var id: Int?
                    @Reference var first: Ref<Page>
                    func isSame(as other: Book) -> Bool { changes(since: other).isEmpty }
                }

                @Model("app.chapter")
                struct Chapter {
                    var id: Int?
                    @Field("a b") var odd: Int  // error: a stored name is a literal such as "name"
                    @Field(cached: true) var total: Int  // error: 'total' is cached and may be cleared at any time
                    @Index @Field(formerly: "old") var size: Int  // error: 'size' has an index, which does not follow
                    @JSON @Index var words: [String]  // error: 'words' is stored as JSON, which has no index
                    @JSON(.flattened) var pages: Int  // error: 'pages' is of type 'Int', which has no names
                    @Embedded var part: Int  // error: 'part' is of type 'Int', which is one value
                    @Reference(onDelete: .keep) var next: Ref<Chapter>  // error: 'next' leads nowhere when
                }

                @Model("app.seat", ids: .python27)  // error: 'Seat' has one id, and an algorithm makes one of several
                struct Seat { @ID var row: String }

                @Model("app.place")
                struct Place {
                    @ID var row: Int
                    @ID var page: Ref<Page>?  // error: 'page' is a part of the id, which is always there
                }

                @Fields
                struct Stamps {
                    @ID var day: Day  // error: 'day' would be an id, and a group of fields has none
                }

                struct Plain {
                    @Index var name: String  // error: @Index means something on a stored property of a @Model struct only
                }
                """
        ).check()
    }

    @Test("A type that is no field value is refused with the types that are")
    func noFieldValue() async throws {
        let compilation = try await Compilation(
            """
            import StdnetODM

            struct Colour {}

            @Model("app.page")
            struct Page {
                var id: Int?
                var colour: Colour
            }
            """
        )
        #expect(
            compilation.complaints.contains {
                $0.message == "type 'Colour' does not conform to protocol 'FieldValue'"
            }
        )
    }

    @Test("A type that can't do what a marker asks of it is refused with the types that can")
    func unfitValue() async throws {
        let compilation = try await Compilation(
            """
            import Foundation
            import StdnetODM

            typealias Title = String
            enum Colour: String, FieldValue { case red }

            @Model("app.page") struct Page {
                var id: Int?
                @Index(.range) var title: Title
                @Unique(.range) var code: UUID?
                @Index(.range) var photo: Bytes
                @Index(.range) var colour: Colour
            }
            @Model("app.moment") struct Moment { @ID var date: Date }
            @Model("app.weight") struct Weight { @ID var number: Double }
            @Model("app.colour") struct Shade { @ID var colour: Colour }
            @Model("app.title") struct Cover { var id: Int?; @Ordering var title: Title }
            @Model("app.code") struct Code { var id: Int?; @Ordering(.descending) var code: UUID? }
            """
        )
        let messages = compilation.output.split(separator: "\n").filter { $0.contains("error: ") }
        let ranges = messages.count { $0.contains("a range index needs values that are numbers") }
        let ids = messages.count { $0.contains("an id has one text for each value") }
        let orders = messages.count {
            $0.contains("objects are ordered by values that are numbers")
        }
        #expect(ranges == 4 && ids == 3 && orders == 2, "\(compilation.output)")
        #expect(messages.count == 9, "\(compilation.output)")
    }

    @Test("Values of every type are accepted where they fit")
    func fitValue() async throws {
        try await Program(
            source: """
                import Foundation
                import StdnetODM

                enum Level: Int, ScoredValue { case low, high }
                enum Colour: String, IDValue, CaseIterable { case red }
                struct Flags: OptionSet, FieldValue { let rawValue: UInt16 }

                @Model("app.thing") struct Thing {
                    @ID var code: UUID
                    @Index(.range) var small: Int8
                    @Unique(.range) var large: UInt128?
                    @Ordering @Index(.range) var price: Decimal
                    @Index(.range) var weight: Float?
                    @Index(.range) var level: Level
                    @Index var photo: Bytes?
                    @Index var data: Data
                    @Unique var page: URL
                    @Index var kind: ModelType?
                    @Index var flags: Flags
                    @Index var colour: Colour?
                    @Reference var shade: Ref<Shade>?
                }
                @Model("app.shade") struct Shade { @ID var colour: Colour }
                @Model("app.day") struct Today { @ID var day: Day }
                @Model("app.small") struct Small { @ID var number: UInt16 }
                @Model("app.kind") struct Kind { @ID var kind: ModelType }

                func use() {
                    _ = Thing.filter { $0.price > 5 && $0.large <= 7 && $0.level >= .high }
                    _ = Thing.filter { $0.colour == .red || $0.shade == Ref(.red) }
                }
                """
        ).check()
    }

    @Test("What is embedded is a group of fields, and what is JSON can be encoded")
    func noFieldsAndNoCoding() async throws {
        let compilation = try await Compilation(
            """
            import StdnetODM

            struct Colour: Equatable {}

            @Model("app.page")
            struct Page {
                var id: Int?
                @Embedded var colour: Colour
            }

            @Model("app.book")
            struct Book {
                var id: Int?
                @JSON var shades: [Colour]
            }
            """
        )
        let messages = compilation.complaints.map(\.message)
        #expect(messages.contains { $0.hasSuffix("an embedded type is a struct marked @Fields") })
        #expect(
            messages.contains { $0 == "type 'Colour' does not conform to protocol 'Decodable'" }
        )
    }

    @Test("Models in a module whose declarations are on the main actor are used anywhere")
    func mainActor() async throws {
        try await Program(
            source: """
                import StdnetODM

                @Model("app.page")
                struct Page {
                    var id: Int?
                    @Index var title: String
                    @Reference var next: Ref<Page>?
                }

                nonisolated func find(_ page: Page) -> Query<Page> {
                    isSame(page, page) ? Page.all : Page.filter { $0.next.title == page.title }
                }
                nonisolated func isSame<M: Model>(_ first: M, _ second: M) -> Bool {
                    first.changes(since: second).isEmpty && first == second
                }
                func titles() -> [String] { [Page(title: "one").title] }

                @Fields
                struct Stamps {
                    var day: Day
                    var count: Int = 1
                }
                @Model("app.part")
                struct Part {
                    @ID var page: Ref<Page>
                    @ID var number: Int
                    @Embedded var stamps: Stamps
                    @JSON var words: [String] = []
                }
                nonisolated func early() -> Query<Part> {
                    Part.scan { $0.stamps.day < Day(daysSince1970: 1) && $0.page.title == "x" }
                }
                """,
            options: ["-default-isolation", "MainActor"]
        ).check()
    }

    @Test("A public model in a module with this package's own settings is accepted")
    func upcomingFeatures() async throws {
        let features = [
            "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
            "NonisolatedNonsendingByDefault", "InferIsolatedConformances",
        ]
        try await Program(
            source: """
                public import Foundation
                public import StdnetODM

                @Model("app.page")
                public struct Page {
                    public var id: Int?
                    @Unique(.range) public var date: Date
                    @Reference public var next: Ref<Page>?
                    var note: Note
                    @Embedded public var stamps: Stamps
                    @Embedded var secrets: Secrets
                    @JSON public var words: [String: [Int]] = ["a": []]
                    @Field("c", formerly: "b", hidden: true, cached: true) private var a: Int?
                    @Reference(onDelete: .keep) @Field("origin") public var source: Ref<Part>?
                }

                @Fields
                public struct Stamps {
                    @Index(.range) public var created: Date
                    var count: Int = Stamps.first
                    private static let first = 1
                    @Reference public var page: Ref<Page>?
                }

                @Fields
                struct Secrets { private var code: String = "" }

                @Model("app.part", ids: .python27)
                public struct Part {
                    @ID public var page: Ref<Page>
                    @ID public var number: Int
                }

                struct Note: FieldValue {
                    var text: String
                    static var kind: ValueKind { .text }
                    func store(in arguments: inout Arguments) -> Bool { text.store(in: &arguments) }
                    init?(stored: UnsafeRawBufferPointer?) {
                        guard let text = String(stored: stored) else { return nil }
                        self.text = text
                    }
                }
                """,
            options: features.flatMap { ["-enable-upcoming-feature", $0] }
        ).check()
    }

    @Test("Models of every form are accepted")
    func right() async throws {
        try await Program(
            source: """
                import Foundation
                import StdnetODM

                enum Media {
                    @Model("media.source")
                    fileprivate struct Source {
                        @ID let `class`: Swift.String
                        var boss: StdnetODM.Ref<Self>?, helper: Swift.Optional<Ref<Target>>
                        var boss_, fields: (Int)
                        @Index(IndexKind.range) private(set) var `default`: Int?
                    }
                    @Model("media.target")
                    struct Target: Hashable {
                        let id: Int?
                        @Unique(.range) var day: Day
                        private var secret: Double
                    }
                    @Model("media.loaded")
                    struct Loaded: Model, Identifiable {
                        var id: Int
                        @Reference var target: Ref<Target>
                        @Reference var loaded: Ref<Loaded>?
                    }
                }

                extension Media {
                    @Model("media.more")
                    struct More {
                        var id: ID
                        @Reference var target: Ref<Target>
                        typealias Text = String
                        var text: Text {
                            didSet { length = text.count }
                        }
                        var length: Int
                        struct ID: IDValue {
                            var number: Int
                            static var kind: ValueKind { .integer }
                            func store(in arguments: inout Arguments) -> Bool {
                                number.store(in: &arguments)
                            }
                            init?(stored: UnsafeRawBufferPointer?) {
                                guard let number = Int(stored: stored) else { return nil }
                                self.number = number
                            }
                        }
                    }
                }

                @Model("open")
                public struct Open {
                    public var id: Int?
                    @Ordering public var date: Date
                    enum Kind { case one }
                    var isGood: Bool
                }

                @Model("empty") private struct Empty { var id: Int? }

                func use() {
                    _ = Open(id: nil, date: Date(), isGood: true)
                    _ = Media.Loaded.filter { $0.loaded.loaded.target.day > Day(daysSince1970: 1) }
                    _ = Media.Source.filter { $0.helper == nil && $0.`default` > 3 }
                }
                """
        ).check()
    }
}
