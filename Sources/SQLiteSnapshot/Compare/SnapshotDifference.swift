public import StdnetBackend

/// What two snapshots differ in, the second one seen from the first.
public struct SnapshotDifference: Sendable, Equatable {
    /// How many were added, removed and changed.
    public struct Counts: Sendable, Equatable {
        /// How many only the second one has.
        public internal(set) var added = 0
        /// How many only the first one has.
        public internal(set) var removed = 0
        /// How many both have, and not the same.
        public internal(set) var changed = 0

        /// Whether there is none.
        public var isEmpty: Bool { added == 0 && removed == 0 && changed == 0 }
    }

    /// What became of something.
    public enum Change: String, Sendable {
        /// Only the second one has it.
        case added
        /// Only the first one has it.
        case removed
        /// Both have it, and not the same.
        case changed
    }

    /// The rows of a model.
    public struct Model: Sendable, Equatable {
        /// The name of the model.
        public let name: String
        /// How many rows differ.
        public internal(set) var rows = Counts()
        /// In how many changed rows each field differs, by its column; none where it does not.
        public internal(set) var fields: [String: Int] = [:]
        /// Of how many objects each structure differs, or the leaves of flattened JSON; none where
        /// they do not.
        public internal(set) var structures: [String: Int] = [:]
        /// Columns that only the second one has.
        public internal(set) var addedColumns: [String] = []
        /// Columns that only the first one has.
        public internal(set) var removedColumns: [String] = []
        /// How many more values the second one rejected.
        public internal(set) var rejects = 0
        /// What became of the model itself; nil when both have it.
        public internal(set) var change: Change?

        /// Whether there is no difference.
        public var isEmpty: Bool {
            rows.isEmpty && structures.isEmpty && addedColumns.isEmpty && removedColumns.isEmpty
                && rejects == 0
                && change == nil
        }
    }

    /// One row that differs.
    public struct Row: Sendable, Equatable {
        /// The name of its model.
        public let model: String
        /// Its id.
        public let id: SnapshotValue
        /// What became of it.
        public let change: Change
        /// The fields that differ, each with its value before and after.
        public let fields: [Field]

        /// A field and its values.
        public struct Field: Sendable, Equatable {
            /// The name of the column.
            public let name: String
            /// The value in the first one.
            public let before: SnapshotValue
            /// The value in the second one.
            public let after: SnapshotValue
        }
    }

    /// One key that differs.
    public struct Key: Sendable, Equatable {
        /// Its name.
        public let name: Bytes
        /// The number of its database.
        public let database: Int
        /// What it holds, in the second one where both have it.
        public let type: StoredType
        /// What became of it.
        public let change: Change
        /// In what a changed one differs.
        public let aspects: [Aspect]
    }

    /// In what a key may differ.
    public enum Aspect: String, Sendable {
        /// Its type.
        case type
        /// Its value.
        case value
        /// When it ends.
        case expiry
    }

    /// The models that differ, in the order of their names.
    public internal(set) var models: [Model] = []
    /// How many keys differ, by what they hold; nil when not both have raw keys.
    public internal(set) var keys: [StoredType: Counts]?
    /// How many libraries of functions differ; they have no names here, so none counts as changed.
    public internal(set) var libraries = Counts()
    /// The first rows that differ, as many as were asked for.
    public internal(set) var rows: [Row] = []
    /// The first keys that differ, as many as were asked for.
    public internal(set) var changedKeys: [Key] = []

    /// Whether there is no difference.
    public var isEmpty: Bool {
        models.isEmpty && libraries.isEmpty && (keys ?? [:]).values.allSatisfy(\.isEmpty)
    }
}
