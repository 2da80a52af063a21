public import StdnetBackend

/// What part of the earth is searched, and what is wanted of it.
///
/// ```swift
/// GeoSearch(around: .position(here), within: .radius(10, .kilometres), limit: 5)
/// ```
public struct GeoSearch: Sendable, Hashable {
    /// What the search is about.
    public enum Centre: Sendable, Hashable {
        /// A place.
        case position(GeoPosition)
        /// Where a member is.
        case member(CommandArgument)
    }

    /// How far the search goes.
    public enum Area: Sendable, Hashable {
        /// A circle.
        case radius(Double, GeoUnit)
        /// A rectangle along the lines of longitude and latitude, the centre in its middle.
        case box(width: Double, height: Double, GeoUnit)
    }

    /// In which order matches come.
    public enum Order: Sendable, Hashable {
        /// The nearest first: `ASC`.
        case nearestFirst
        /// The farthest first: `DESC`.
        case farthestFirst
    }

    /// How many matches are wanted.
    public struct Limit: Sendable, Hashable, ExpressibleByIntegerLiteral {
        /// How many.
        public let count: Int
        /// Whether any will do, which is faster: they need not be the nearest ones.
        public let takesAny: Bool

        /// Makes a limit.
        public init(_ count: Int, takesAny: Bool = false) {
            self.count = count
            self.takesAny = takesAny
        }

        /// Makes a limit.
        public init(integerLiteral value: Int) { self.init(value) }
    }

    /// What the search is about.
    public let centre: Centre
    /// How far the search goes.
    public let area: Area
    /// In which order matches come; nil is any.
    public let order: Order?
    /// How many matches are wanted; nil is all.
    public let limit: Limit?

    /// Describes a search.
    public init(
        around centre: Centre,
        within area: Area,
        order: Order? = nil,
        limit: Limit? = nil
    ) {
        self.centre = centre
        self.area = area
        self.order = order
        self.limit = limit
    }
}

extension Arguments {
    mutating func append(_ search: GeoSearch) {
        switch search.centre {
        case .position(let position):
            append("FROMLONLAT" as StaticString)
            append(position)
        case .member(let member): append("FROMMEMBER", member)
        }
        switch search.area {
        case .radius(let radius, let unit):
            append("BYRADIUS" as StaticString)
            append(radius)
            append(unit.rawValue)
        case .box(let width, let height, let unit):
            append("BYBOX" as StaticString)
            append(width)
            append(height)
            append(unit.rawValue)
        }
        switch search.order {
        case .nearestFirst: append("ASC" as StaticString)
        case .farthestFirst: append("DESC" as StaticString)
        case nil: break
        }
        if let limit = search.limit {
            append("COUNT", limit.count)
            append("ANY", if: limit.takesAny)
        }
    }

    mutating func append(_ position: GeoPosition) {
        append(position.longitude)
        append(position.latitude)
    }
}
