internal import SQLiteSnapshot
internal import StdnetBackend

/// The hash in the target that says how far a restore of objects is; it follows each commit, so what
/// comes after it may be there already, and nothing before it is missing.
struct TypedRestoreMarker: Sendable {
    /// The last object that is known to be there.
    struct Place {
        let model: String
        let place: SnapshotValue
    }

    let backend: any Backend
    let namespace: String
    /// The name of the run that wrote the snapshot.
    let run: String

    private var key: String { namespace + "stdnet:restore" }

    /// Where a restore of this snapshot was interrupted; nil when none was.
    func place() async throws(BackendError) -> Place? {
        let reply = try await backend.run(
            RawCommand("HMGET", key, "run", "model", "integer", "text")
        )
        let values = Array(reply.elements)
        guard values.count == 4, values[0].text == run, !values[1].isNull else { return nil }
        let place: SnapshotValue =
            values[2].integer.map { .integer($0) } ?? .text(values[3].text)
        return Place(model: values[1].text, place: place)
    }

    func move(to place: Place) async throws(BackendError) {
        var vector = Arguments()
        for word in ["HSET", key, "run", run, "model", place.model] { vector.append(word) }
        switch place.place {
        case .integer(let number):
            vector.append("integer")
            vector.append(number)
        case .text(let text):
            vector.append("text")
            vector.append(text)
        case .null, .real, .blob: break
        }
        // The id of another model may be of another kind.
        _ = try await backend.transaction(RawCommand("DEL", key), RawCommand(vector: vector))
    }

    func remove() async throws(BackendError) { _ = try await backend.run(RawCommand("DEL", key)) }
}
