import StdnetBackend
import StdnetCommands

/// One command of each type, and more where the form of a call depends on options.
///
/// The keys of all of them start with `key`, and nothing else does.
enum SampleCommands {
    static var all: [any Command] {
        keys + strings + bitmaps + hashes + lists + sets + sortedSets + streams + geo + counters
            + scripting + messages + connection + server
    }
}

/// Makes a list of commands, one a line.
///
/// Each line is read by itself: as one array literal they would take the compiler minutes.
@resultBuilder
enum SampleBuilder {
    static func buildExpression(_ command: some Command) -> [any Command] { [command] }
    static func buildPartialBlock(first: [any Command]) -> [any Command] { first }
    static func buildPartialBlock(
        accumulated: [any Command],
        next: [any Command]
    ) -> [any Command] { accumulated + next }
}
