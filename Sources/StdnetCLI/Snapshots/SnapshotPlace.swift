internal import Foundation
internal import SQLiteSnapshot

/// Where a snapshot is to be: looked at before the work begins, so that an hour of loading does not
/// end with "permission denied".
struct SnapshotPlace {
    let path: String
    let isReplacing: Bool

    /// Finds out whether a file can be written there.
    ///
    /// - Throws: what the export itself would throw at the end.
    func check() throws(SnapshotError) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR, !isReplacing {
            throw .exists(path: path)
        }
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw .unwritable(path: path, reason: "it is not the name of a file")
        }
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw .unwritable(path: path, reason: String(cString: strerror(EISDIR)))
        }
        // Only the system knows whether it will write; permissions are half of the story.
        let probe = path + ".tmp"
        let descriptor = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            // One that a dead run left, or that another one writes: the export knows which.
            guard errno != EEXIST else { return }
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
        unlink(probe)
    }
}
