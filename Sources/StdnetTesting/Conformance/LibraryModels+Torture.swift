public import StdnetODM

/// A thing whose every field may hold any bytes.
@Model("library.parcel")
public struct Parcel: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// A text that is indexed.
    @Index public var label: String?
    /// Bytes that nobody else has.
    @Unique public var seal: Bytes?
    /// Bytes that are indexed.
    @Index public var stamp: Bytes?
    /// Bytes.
    public var content: Bytes = []

    /// Makes a parcel.
    public init(
        label: String? = nil,
        seal: Bytes? = nil,
        stamp: Bytes? = nil,
        content: Bytes = []
    ) {
        self.label = label
        self.seal = seal
        self.stamp = stamp
        self.content = content
    }
}

/// A shelf, called whatever one likes.
@Model("library.slot")
public struct Slot: Equatable, Sendable {
    /// The name.
    @ID public var name: String
    /// What lies there.
    @Reference(onDelete: .cascade) public var parcel: Ref<Parcel>?

    /// Makes a shelf.
    public init(name: String, parcel: Ref<Parcel>? = nil) {
        self.name = name
        self.parcel = parcel
    }
}

extension Database {
    /// The store room in a backend.
    static func storeRoom(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(backend, namespace: "lib.", models: Parcel.self, Slot.self)
    }
}
