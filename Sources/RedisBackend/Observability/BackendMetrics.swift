internal import CoreMetrics
internal import StdnetBackend
internal import Synchronization

/// The metrics of one backend: made once, or when something of their kind happens for the first time.
final class BackendMetrics: Sendable {
    private let factory: any MetricsFactory
    private let timers: CommandTimers
    private let failures = Mutex<[String: Counter]>([:])
    private let sentBytes: Counter
    private let receivedBytes: Counter
    private let reconnects: Counter
    private let used: ConnectionCount
    private let idle: ConnectionCount

    init(_ factory: any MetricsFactory) {
        let connections = { (state: String) in
            ConnectionCount(
                Meter(
                    label: "stdnet.redis.dedicated.connections",
                    dimensions: [("state", state)],
                    factory: factory
                )
            )
        }
        self.factory = factory
        timers = CommandTimers(factory)
        sentBytes = Counter(label: "stdnet.redis.bytes.sent", factory: factory)
        receivedBytes = Counter(label: "stdnet.redis.bytes.received", factory: factory)
        reconnects = Counter(label: "stdnet.redis.reconnects", factory: factory)
        used = connections("in_use")
        idle = connections("idle")
    }

    /// Counts a batch that came to its end, and what of it failed.
    func record(_ batch: CommandBatch, nanoseconds: Int64, failures kinds: [String]) {
        timers.timer(for: batch).recordNanoseconds(nanoseconds)
        for kind in kinds {
            let counter = failures.withLock { failures in
                if let counter = failures[kind] { return counter }
                let counter = Counter(
                    label: "stdnet.redis.failures",
                    dimensions: [("kind", kind)],
                    factory: factory
                )
                failures[kind] = counter
                return counter
            }
            counter.increment()
        }
    }

    func sent(_ byteCount: Int) { sentBytes.increment(by: byteCount) }

    func received(_ byteCount: Int) { receivedBytes.increment(by: byteCount) }

    /// A connection that was lost is there again.
    func reconnected() { reconnects.increment() }

    /// So many connections are lent now.
    func used(_ count: Int) { used.set(count) }

    /// So many connections are kept for the next call now.
    func idle(_ count: Int) { idle.set(count) }
}

/// How many connections of a kind one backend has; told as changes, so that several backends add up.
private final class ConnectionCount: Sendable {
    private let meter: Meter
    private let last = Atomic(0)

    init(_ meter: Meter) { self.meter = meter }

    func set(_ count: Int) {
        let change = count - last.exchange(count, ordering: .relaxed)
        if change != 0 { meter.increment(by: Double(change)) }
    }
}
