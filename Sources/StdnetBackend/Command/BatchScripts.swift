/// The scripts of a batch, each at the position of its call.
///
/// A batch of one call, which most with a script are, allocates nothing for it.
package struct BatchScripts: Sendable, Sequence {
    /// A script and where it is called.
    package typealias Element = (position: Int, source: ScriptSource)

    private var first: Element?
    private var later: [Element] = []

    package init() {}

    package var isEmpty: Bool { first == nil }

    /// The script that is called at a position; nil for a command.
    package subscript(position: Int) -> ScriptSource? {
        guard let first else { return nil }
        if position == first.position { return first.source }
        var low = 0
        var end = later.count
        while low < end {
            let middle = (low + end) / 2
            if later[middle].position < position { low = middle + 1 } else { end = middle }
        }
        return low < later.count && later[low].position == position ? later[low].source : nil
    }

    /// Adds a script at a position that comes after those of all others.
    mutating func append(_ source: ScriptSource, at position: Int) {
        if first == nil {
            first = (position, source)
        } else {
            later.append((position, source))
        }
    }

    package func makeIterator() -> some IteratorProtocol<Element> {
        ((first.map { [$0] } ?? []) + later).makeIterator()
    }
}
