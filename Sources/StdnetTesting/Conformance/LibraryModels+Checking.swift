public import StdnetODM

/// A visit of a school class, which knows what a visit can't be.
@Model("library.visit")
public struct Visit: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The first day, which orders visits.
    @Ordering public var from: Day
    /// The last day.
    public var until: Day
    /// How many children come.
    @Index(.range) public var children: Int
    /// Who guides them.
    @Reference(onDelete: .nullify) public var guide: Ref<Author>?

    /// Makes a visit.
    public init(
        id: Int? = nil,
        from: Day,
        until: Day,
        children: Int = 20,
        guide: Ref<Author>? = nil
    ) {
        self.id = id
        self.from = from
        self.until = until
        self.children = children
        self.guide = guide
    }

    /// What a visit can't be.
    public func problems() -> [Problem] {
        var problems: [Problem] = []
        if until < from {
            problems.append(Problem("it ends before it begins", in: Self.fields.until))
        }
        if children < 1 {
            problems.append(Problem("nobody comes", in: Self.fields.children))
        }
        if children > 30, guide == nil {
            problems.append(Problem("so many need a guide", in: Self.fields.guide))
        }
        if until.daysSince1970 - from.daysSince1970 > 6 {
            problems.append(Problem("a visit takes a week at most"))
        }
        return problems
    }
}
