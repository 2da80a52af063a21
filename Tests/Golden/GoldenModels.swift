import StdnetODM

// The models of the recorded scenario.

@Model("gold.instrument")
struct Instrument: Equatable, Sendable {
    var id: Int?
    @Unique var name: String
    @Index var type: String
    @Index var ccy: String
    var description: String
}

@Model("gold.fund")
struct Fund: Equatable, Sendable {
    var id: Int?
    @Unique var name: String
    @Index var ccy: String
}

@Model("gold.position")
struct Position: Equatable, Sendable {
    var id: Int?
    @Reference(onDelete: .cascade) var instrument: Ref<Instrument>
    @Reference(onDelete: .cascade) var fund: Ref<Fund>
    @Index var dt: Day
    var size: Double
}

extension Database {
    /// The recorded scenario's database in a backend.
    static func gold(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(
            backend,
            namespace: "ns.",
            models: Instrument.self,
            Fund.self,
            Position.self
        )
    }
}
