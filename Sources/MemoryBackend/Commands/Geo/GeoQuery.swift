import StdnetBackend

/// The words of GEORADIUS, GEORADIUSBYMEMBER, GEOSEARCH and GEOSEARCHSTORE.
struct GeoQuery {
    /// The commands, by how they say where to search.
    enum Form {
        /// The place and the radius stand at fixed positions, or the member instead of the place.
        case radius, radiusByMember
        /// Everything is an option.
        case search, searchStore

        var isSearch: Bool { self == .search || self == .searchStore }
    }

    enum Order {
        case ascending, descending
    }

    private let form: Form
    private let allowsStore: Bool
    private var center: GeoPoint?
    private var extent: (shape: GeoArea.Shape, unit: Double)?
    private var isFromMember = false
    private var isFromPlace = false
    private var isByBox = false
    /// The word that is the key to store in.
    private(set) var target: Int?
    /// Whether distances are stored, not places.
    private(set) var storesDistance = false
    private(set) var isWithDistance = false
    private(set) var isWithHash = false
    private(set) var isWithPlace = false
    private(set) var order: Order?
    /// How many places at most, 0 for all.
    private(set) var count = 0
    /// Whether the first places found will do.
    private(set) var isAny = false

    /// Reads a call; `set` is what it searches, if that is there.
    init(
        _ call: ArgumentView,
        _ form: Form,
        allowsStore: Bool = true,
        in set: SortedSet?
    ) throws(CommandError) {
        self.form = form
        self.allowsStore = allowsStore
        let first: Int
        switch form {
        case .radius:
            center = try call.geoPoint(2)
            extent = try call.geoCircle(4)
            first = 6
        case .radiusByMember:
            first = 5
            if let set {
                center = try Self.place(of: call[2], in: set)
                extent = try call.geoCircle(3)
            }
        case .search: first = 2
        case .searchStore:
            first = 3
            target = 1
        }
        var position = first
        while position < call.count {
            position += readFlag(call, position) ? 1 : try readOption(call, position, in: set)
        }
        try check(call)
        if count > 0, order == nil, !isAny { order = .ascending }
    }

    /// What to search; nil only where there is nothing to search in.
    var area: GeoArea? {
        guard let center, let extent else { return nil }
        return GeoArea(center: center, shape: extent.shape, unit: extent.unit)
    }

    private mutating func readFlag(_ call: ArgumentView, _ position: Int) -> Bool {
        if call.isWord("WITHDIST", at: position) {
            isWithDistance = true
        } else if call.isWord("WITHHASH", at: position) {
            isWithHash = true
        } else if call.isWord("WITHCOORD", at: position) {
            isWithPlace = true
        } else if call.isWord("ANY", at: position) {
            isAny = true
        } else if call.isWord("ASC", at: position) {
            order = .ascending
        } else if call.isWord("DESC", at: position) {
            order = .descending
        } else if form == .searchStore, call.isWord("STOREDIST", at: position) {
            storesDistance = true
        } else {
            return false
        }
        return true
    }

    /// Reads an option with its values, and says how many words it has.
    private mutating func readOption(
        _ call: ArgumentView,
        _ position: Int,
        in set: SortedSet?
    ) throws(CommandError) -> Int {
        guard call.hasWord(after: position) else { throw .syntax }
        if call.isWord("COUNT", at: position) {
            count = try call.requiredInteger(position + 1)
            guard count > 0 else { throw .init("ERR COUNT must be > 0") }
            return 2
        }
        if form.isSearch { return try readSearchOption(call, position, in: set) }
        guard allowsStore else { throw .syntax }
        storesDistance = call.isWord("STOREDIST", at: position)
        guard storesDistance || call.isWord("STORE", at: position) else { throw .syntax }
        target = position + 1
        return 2
    }

    private mutating func readSearchOption(
        _ call: ArgumentView,
        _ position: Int,
        in set: SortedSet?
    ) throws(CommandError) -> Int {
        if !isFromPlace, call.isWord("FROMMEMBER", at: position) {
            if let set { center = try Self.place(of: call[position + 1], in: set) }
            isFromMember = true
            return 2
        }
        if !isFromMember, call.isWord("FROMLONLAT", at: position),
            call.hasWord(after: position, count: 2)
        {
            center = try call.geoPoint(position + 1)
            isFromPlace = true
            return 3
        }
        if !isByBox, call.isWord("BYRADIUS", at: position),
            call.hasWord(after: position, count: 2)
        {
            extent = try call.geoCircle(position + 1)
            return 3
        }
        if isByBox || extent == nil, call.isWord("BYBOX", at: position),
            call.hasWord(after: position, count: 3)
        {
            extent = try call.geoBox(position + 1)
            isByBox = true
            return 4
        }
        throw .syntax
    }

    private func check(_ call: ArgumentView) throws(CommandError) {
        if target != nil, isWithDistance || isWithHash || isWithPlace {
            let what = form == .searchStore ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS"
            throw .init(
                "ERR \(what) is not compatible with WITHDIST, WITHHASH and WITHCOORD options"
            )
        }
        if form.isSearch, !isFromMember, !isFromPlace {
            throw .init(
                """
                ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for \(call.text(0))
                """
            )
        }
        if form.isSearch, extent == nil {
            throw .init(
                "ERR exactly one of BYRADIUS and BYBOX can be specified for \(call.text(0))"
            )
        }
        if isAny, count == 0 { throw .init("ERR the ANY argument requires COUNT argument") }
    }

    private static func place(
        of member: RawBytes,
        in set: SortedSet
    ) throws(CommandError) -> GeoPoint {
        guard let score = set.score(member) else {
            throw .init("ERR could not decode requested zset member")
        }
        return GeoCell(score: score).center
    }
}
