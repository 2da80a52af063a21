import StdnetBackend

/// The hash in the target that says which snapshot is being restored, and how far that is.
///
/// It moves with the batch whose keys it counts, at its end, and only past keys that are complete: so
/// whatever follows it may be there in part, and nothing before it is missing.
struct RestoreMarker: Sendable {
    /// Where it is.
    let key: Bytes
    let digest: ContentDigest

    /// The id of the last key that is known to be complete; nil when no restore of this snapshot was
    /// interrupted here.
    func position(by reader: KeyReader) async throws(SnapshotError) -> Int64? {
        let note: Reply
        do throws(SnapshotError) {
            note = try await reader.run("HGETALL", key, [])
        } catch .source(.wrongType) {
            return nil
        }
        guard note.named("digest")?.text == digest.description else { return nil }
        return note.named("id")?.integer.map { Int64($0) } ?? 0
    }

    /// Appends the command that moves it.
    func appendMove(to id: Int64, in batch: inout CommandBatch) {
        batch.append { arguments in
            arguments.append("HSET" as StaticString)
            arguments.append(key)
            arguments.append("digest" as StaticString)
            arguments.append(digest.description)
            arguments.append("id" as StaticString)
            arguments.append(id)
        }
    }
}
