internal import Synchronization

/// A bar on standard error that fills; nothing at all when that is not a terminal.
final class ProgressBar: Sendable {
    private static let width = 30

    private let isVisible: Bool
    private let shown = Mutex<String?>(nil)

    init(isVisible: Bool = StandardError.isTerminal) { self.isVisible = isVisible }

    /// Shows how much is done; the label alone where nobody knows how much there is.
    func show(_ label: String, _ done: Int, of total: Int) {
        guard isVisible else { return }
        let line = total > 0 ? label + " " + Self.bar(done, of: total) : label
        shown.withLock { shown in
            guard shown != line else { return }
            shown = line
            StandardError.write("\r\u{1b}[K" + line)
        }
    }

    private static func bar(_ done: Int, of total: Int) -> String {
        let percent = done * 100 / total
        let filled = min(percent, 100) * width / 100
        return String(repeating: "█", count: filled)
            + String(repeating: "░", count: width - filled)
            + " \(percent) % of \(total.grouped)"
    }

    /// Takes the bar away.
    func clear() {
        shown.withLock { shown in
            guard shown != nil else { return }
            shown = nil
            StandardError.write("\r\u{1b}[K")
        }
    }
}
