#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The file that an export writes beside the one it will become: `PATH.tmp`.
///
/// It is locked while it is written, so that an export finds out whether one that is there belongs
/// to a run that lives, or to a dead one and can be written over. It vanishes with this object
/// unless it was put in its place.
final class TemporaryFile {
    /// Where it is now.
    let path: String
    private let destination: String
    private let replacesExisting: Bool
    private let descriptor: Int32
    private var isInPlace = false

    /// Makes an empty file.
    ///
    /// - Throws: when the destination is there and must stay, or when nothing can be written there.
    init(for destination: String, replacesExisting: Bool) throws(SnapshotError) {
        self.destination = destination
        self.replacesExisting = replacesExisting
        path = destination + ".tmp"
        try Self.check(destination, replacesExisting: replacesExisting)
        descriptor = try Self.openLocked(path, for: destination)
        try empty()
    }

    /// Removes all that was written, by whom nobody goes on writing.
    func empty() throws(SnapshotError) {
        guard ftruncate(descriptor, 0) == 0 else { throw Self.unwritable(destination) }
    }

    deinit {
        if !isInPlace { unlink(path) }
        close(descriptor)
    }

    /// Makes the contents safe on disk and gives the file its name; the old one stays to the last.
    func putInPlace() throws(SnapshotError) {
        guard fsync(descriptor) == 0 else { throw Self.unwritable(destination) }
        try Self.check(destination, replacesExisting: replacesExisting)
        guard rename(path, destination) == 0 else { throw Self.unwritable(destination) }
        isInPlace = true
        // The name has to survive too; some file systems don't do this for folders.
        let directory = open(Self.directory(of: destination), O_RDONLY)
        guard directory >= 0 else { return }
        fsync(directory)
        close(directory)
    }

    private static func check(
        _ destination: String,
        replacesExisting: Bool
    ) throws(SnapshotError) {
        guard !destination.isEmpty, !destination.hasSuffix("/") else {
            throw .unwritable(path: destination, reason: "it is not the name of a file")
        }
        var status = stat()
        guard lstat(destination, &status) == 0 else { return }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw .unwritable(path: destination, reason: String(cString: strerror(EISDIR)))
        }
        guard replacesExisting else { throw .exists(path: destination) }
    }

    /// Opens a file that nobody else writes.
    private static func openLocked(
        _ path: String,
        for destination: String
    ) throws(SnapshotError) -> Int32 {
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw unwritable(destination) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let isTaken = errno == EWOULDBLOCK
                let failure = unwritable(destination)
                close(descriptor)
                guard isTaken else { throw failure }
                throw .unwritable(path: destination, reason: "another export is writing it")
            }
            // Its owner may have given it its final name before the lock was free.
            if isSameFile(descriptor, path) { return descriptor }
            close(descriptor)
        }
    }

    private static func isSameFile(_ descriptor: Int32, _ path: String) -> Bool {
        var opened = stat()
        var named = stat()
        return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
            && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func unwritable(_ path: String) -> SnapshotError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
