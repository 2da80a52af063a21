import StdnetBackend

/// Objects of models where they lie on disk, each to be found by its id.
protocol StoredObjects {
    /// The models that the database says it holds; none where it does not describe itself.
    func schemas() throws(SnapshotError) -> [ModelSchema]

    /// The ids of a model.
    func identifiers(of schema: ModelSchema) throws(SnapshotError) -> IdentifierList

    /// The stored values of some objects: an array each, or an error where a key is no hash.
    func objects(
        _ range: Range<Int>,
        of ids: IdentifierList,
        in plan: TablePlan
    ) throws(SnapshotError) -> [Reply]
}
