internal import StdnetBackend

/// Commands that were read and have not run: the words of all, where each command ends, and after the
/// last of them the words of one that is not complete.
struct RequestBatch {
    var words = Arguments()
    var ends: [Int] = []
    /// The position of the first command that has not run.
    var next = 0

    /// Whether there is anything to run.
    var hasCommands: Bool { next < ends.count }
    /// Whether there is nothing in it.
    var isEmpty: Bool { words.count == 0 && ends.isEmpty }

    /// The memory that the words of the command to come take: empty ones take some too.
    var incompleteSize: Int {
        guard let end = ends.last, end > 0 else { return words.byteCount + words.count * 8 }
        return words.byteCount - words.ends[end - 1] + (words.count - end) * 8
    }

    /// Notes that the words so far are a command.
    mutating func endCommand() { ends.append(words.count) }

    /// Removes the commands, all of which have run, and keeps the words of the one to come.
    mutating func removeCommands() {
        next = 0
        guard let end = ends.last else { return }
        ends.removeAll(keepingCapacity: true)
        guard end < words.count else { return words.removeAll() }
        var rest = Arguments()
        rest.append(contentsOf: words, end..<words.count)
        words = rest
    }
}
