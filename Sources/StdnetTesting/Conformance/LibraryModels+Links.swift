public import StdnetODM

// Models of the conformance suite that are linked with one another.

/// Somebody who reads.
@Model("library.reader")
public struct Reader: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The name.
    @Unique public var name: String
    /// The clubs that the reader is in.
    @ManyToMany public var clubs: Links<Club>
    /// The readers whom this one follows.
    @ManyToMany public var follows: Links<Reader>
    /// The clubs that the reader has left, by ids as the original made them.
    @ManyToMany("library.former", ids: .python27) public var former: Links<Club>
    /// The desks at which the reader helps out.
    @ManyToMany public var desks: LinksThrough<Shift, Desk>
    /// The readers whom this one teaches.
    @ManyToMany(from: "teacher", to: "pupil") public var pupils: LinksThrough<Lesson, Reader>

    /// Makes a reader.
    public init(id: Int? = nil, name: String) {
        self.id = id
        self.name = name
    }
}

/// A club of readers.
@Model("library.club")
public struct Club: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The name.
    @Index public var name: String

    /// Makes a club.
    public init(id: Int? = nil, name: String) {
        self.id = id
        self.name = name
    }
}

/// A desk of the library.
@Model("library.desk")
public struct Desk: Equatable, Sendable {
    /// The code.
    @ID public var code: String
    /// The floor.
    public var floor: Int

    /// Makes a desk.
    public init(code: String, floor: Int) {
        self.code = code
        self.floor = floor
    }
}

/// Hours of a reader at a desk.
@Model("library.shift")
public struct Shift: Equatable, Sendable {
    /// Who.
    @ID @Reference(onDelete: .cascade) public var reader: Ref<Reader>
    /// Where.
    @ID @Reference(onDelete: .restrict) public var desk: Ref<Desk>
    /// How many.
    @Index(.range) public var hours: Int

    /// Makes a shift.
    public init(reader: Ref<Reader>, desk: Ref<Desk>, hours: Int) {
        self.reader = reader
        self.desk = desk
        self.hours = hours
    }
}

/// One reader teaches another.
@Model("library.lesson")
public struct Lesson: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// Who teaches.
    @Reference(onDelete: .cascade) public var teacher: Ref<Reader>
    /// Who learns.
    @Reference(onDelete: .cascade) public var pupil: Ref<Reader>

    /// Makes a lesson.
    public init(id: Int? = nil, teacher: Ref<Reader>, pupil: Ref<Reader>) {
        self.id = id
        self.teacher = teacher
        self.pupil = pupil
    }
}

/// What happened in a shift.
@Model("library.incident")
public struct Incident: Equatable, Sendable {
    /// When.
    @ID @Reference(onDelete: .cascade) public var shift: Ref<Shift>
    /// Which.
    @ID public var number: Int

    /// Makes a remark.
    public init(shift: Ref<Shift>, number: Int) {
        self.shift = shift
        self.number = number
    }
}

extension Database {
    /// The models that are linked with one another, in a backend.
    static func clubhouse(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(
            backend,
            namespace: "lib.",
            models: Reader.self,
            Club.self,
            Desk.self,
            Shift.self,
            Lesson.self,
            Incident.self
        )
    }
}
