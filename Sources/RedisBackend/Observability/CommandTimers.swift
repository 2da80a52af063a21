internal import CoreMetrics
internal import StdnetBackend
internal import Synchronization

/// The timers of commands, found by the name as it was sent, without making a string of it.
final class CommandTimers: Sendable {
    private struct Entry {
        /// In upper case.
        let name: [UInt8]
        let timer: Timer
    }

    private struct Known {
        var commands: [UInt64: Entry] = [:]
        var scripts: [String: Timer] = [:]
    }

    private let factory: any MetricsFactory
    private let known = Mutex(Known())
    private let pipeline: Timer
    private let transaction: Timer
    private let other: Timer

    init(_ factory: any MetricsFactory) {
        self.factory = factory
        pipeline = Self.make(.pipeline, factory)
        transaction = Self.make(.transaction, factory)
        other = Self.make(.other, factory)
    }

    private static func make(_ name: BatchName, _ factory: any MetricsFactory) -> Timer {
        Timer(
            label: "stdnet.redis.command",
            dimensions: [("command", name.description)],
            factory: factory
        )
    }

    /// The timer of a batch, by ``BatchName``.
    func timer(for batch: CommandBatch) -> Timer {
        if batch.isolation == .transaction { return transaction }
        if batch.count > 1 { return pipeline }
        if let script = batch.scripts[0] { return timer(ofScript: script.name) }
        return batch.withVector(0) { timer(ofCommand: $0[0]) }
    }

    private func timer(ofScript name: String) -> Timer {
        known.withLock { known in
            if let timer = known.scripts[name] { return timer }
            let timer = Self.make(.script(name), factory)
            known.scripts[name] = timer
            return timer
        }
    }

    private func timer(ofCommand name: UnsafeRawBufferPointer) -> Timer {
        let hash = name.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte.upperCased)) &* 0x100_0000_01b3
        }
        return known.withLock { known in
            let entry = known.commands[hash]
            if let entry, name.lazy.map(\.upperCased).elementsEqual(entry.name) {
                return entry.timer
            }
            // A name that the table does not have gets no timer of its own: there is no end of those.
            guard let word = CommandTable.redis[name]?.name.uppercased() else { return other }
            let timer = Self.make(.command(word), factory)
            // Of two names with one hash the first keeps the place, and the second is made each time.
            if entry == nil { known.commands[hash] = Entry(name: Array(word.utf8), timer: timer) }
            return timer
        }
    }
}

extension UInt8 {
    fileprivate var upperCased: UInt8 {
        self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") ? self - 0x20 : self
    }
}
