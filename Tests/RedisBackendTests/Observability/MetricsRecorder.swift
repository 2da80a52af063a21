import CoreMetrics
import StdnetBackend
import Synchronization

/// Keeps what was measured, by the label and the dimensions of the metric.
final class MetricsRecorder: MetricsFactory {
    private let values = Mutex<[String: [Double]]>([:])

    /// Everything that metrics were made of and what they measured, a line per metric.
    var text: String {
        values.withLock { values in
            values.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: "\n")
        }
    }

    /// What a metric measured, in order; nil when there is no such metric.
    subscript(metric: String) -> [Double]? { values.withLock { $0[metric] } }

    /// The sum of what a metric measured.
    func sum(_ metric: String) -> Double { (self[metric] ?? []).reduce(0, +) }

    private func handler(_ label: String, _ dimensions: [(String, String)]) -> Handler {
        let name = ([label] + dimensions.map { "\($0)=\($1)" }).joined(separator: " ")
        values.withLock { $0[name, default: []] += [] }
        return Handler(name: name, recorder: self)
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        handler(label, dimensions)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        handler(label, dimensions)
    }

    func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        handler(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        handler(label, dimensions)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private final class Handler: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
        private let name: String
        private let recorder: MetricsRecorder

        init(name: String, recorder: MetricsRecorder) {
            self.name = name
            self.recorder = recorder
        }

        private func keep(_ value: Double) {
            recorder.values.withLock { $0[name, default: []].append(value) }
        }

        func increment(by amount: Int64) { keep(Double(amount)) }
        func increment(by amount: Double) { keep(amount) }
        func decrement(by amount: Double) { keep(-amount) }
        func set(_ value: Int64) { keep(Double(value)) }
        func set(_ value: Double) { keep(value) }
        func record(_ value: Int64) { keep(Double(value)) }
        func record(_ value: Double) { keep(value) }
        func recordNanoseconds(_ duration: Int64) { keep(Double(duration)) }
        func reset() {}
    }
}
