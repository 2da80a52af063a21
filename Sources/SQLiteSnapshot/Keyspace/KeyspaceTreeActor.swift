import StdnetBackend

/// Sorts and writes the rows of a keyspace while others are still read and hashed.
actor KeyspaceTreeActor {
    private let trees: KeyspaceTrees

    init(_ roots: KeyspaceTrees.Roots, path: String) throws(SnapshotError) {
        trees = try KeyspaceTrees(roots, path: path)
    }

    /// Takes the entries of a ``KeyspaceBatch``.
    func write(_ batch: Bytes) -> Result<Void, SnapshotError> {
        do throws(SnapshotError) {
            return .success(
                try batch.lend { bytes throws(SnapshotError) in try trees.write(bytes) }
            )
        } catch {
            return .failure(error)
        }
    }

    /// Writes what is left, and the index of the names.
    func finish() throws(SnapshotError) -> KeyspaceTrees.Totals { try trees.finish() }
}
