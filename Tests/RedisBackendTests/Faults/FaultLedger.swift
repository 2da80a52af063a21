import RedisBackend
import StdnetBackend
import Synchronization

/// What the calls of a fault story were told, to be compared with what the server has.
final class FaultLedger: Sendable {
    /// The keys of one call, each of them written once if the call ran.
    private struct Entry {
        let keys: [String]
        let isAnswered: Bool
        let isAtomic: Bool
    }

    private struct State {
        var entries: [Entry] = []
        var complaints: [String] = []
        var answeredCount = 0
        var failedCount = 0
    }

    private let state = Mutex(State())

    /// Notes a call.
    ///
    /// - Parameters:
    ///   - keys: What the call increments, each from nothing to 1.
    ///   - isAnswered: Whether it was told that it ran.
    ///   - isAtomic: Whether all of them are incremented, or none.
    func note(_ keys: [String], isAnswered: Bool, isAtomic: Bool) {
        state.withLock { state in
            if isAnswered { state.answeredCount += 1 } else { state.failedCount += 1 }
            guard !keys.isEmpty else { return }
            state.entries.append(Entry(keys: keys, isAnswered: isAnswered, isAtomic: isAtomic))
        }
    }

    /// Notes that a promise was broken.
    func complain(_ complaint: String) { state.withLock { $0.complaints.append(complaint) } }

    var complaints: [String] { state.withLock { $0.complaints } }
    var answeredCount: Int { state.withLock { $0.answeredCount } }
    var failedCount: Int { state.withLock { $0.failedCount } }

    /// Compares all that was noted with the server, and forgets it.
    func settle(with server: RedisBackend) async throws {
        let entries = state.withLock { state in
            defer { state.entries = [] }
            return state.entries
        }
        for start in stride(from: 0, to: entries.count, by: 500) {
            let page = entries[start..<min(start + 500, entries.count)]
            var batch = CommandBatch()
            batch.append { vector in
                vector.append("MGET")
                for key in page.flatMap(\.keys) { vector.append(key) }
            }
            var values = try await server.execute(batch)[0].elements.map { $0.text }[...]
            for entry in page {
                check(entry, Array(values.prefix(entry.keys.count)))
                values = values.dropFirst(entry.keys.count)
            }
        }
    }

    private func check(_ entry: Entry, _ values: [String]) {
        for (key, value) in zip(entry.keys, values) {
            if entry.isAnswered, value != "1" {
                complain("\(key) was answered, and its count is '\(value)'")
            } else if !value.isEmpty, value != "1" {
                complain("\(key) ran more than once: \(value)")
            }
        }
        if entry.isAtomic, Set(values).count > 1 {
            complain("\(entry.keys) ran in part: \(values)")
        }
    }
}
