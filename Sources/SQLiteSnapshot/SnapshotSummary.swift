public import StdnetBackend

/// What an export wrote.
public struct SnapshotSummary: Sendable, Equatable {
    /// One model and its table.
    public struct Model: Sendable, Equatable {
        /// The name of the model, such as `geo.city`.
        public let name: String
        /// The name of its table, such as `geo_city`.
        public let table: String
        /// How many objects are in the table.
        public internal(set) var rows = 0
        /// How many objects are not, because something that has to be there did not fit.
        public internal(set) var rejectedObjects = 0
        /// How many records `reject` has for the model: those of rejected objects, and of values
        /// that did not fit an optional field, which is NULL then.
        public internal(set) var rejects = 0
    }

    /// The file.
    public let path: String
    /// What the file says about itself.
    public let metadata: SnapshotMetadata
    /// The models in the order of their names.
    public let models: [Model]
    /// How many keys of each type are in the file; none unless the level is
    /// ``SnapshotMetadata/Level/full``.
    public let keys: [StoredType: Int]

    /// How many objects are in the file.
    public var rows: Int { models.reduce(0) { $0 + $1.rows } }
    /// How many records `reject` has.
    public var rejects: Int { models.reduce(0) { $0 + $1.rejects } }
}
