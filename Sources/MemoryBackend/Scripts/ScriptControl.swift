import Synchronization

/// What is known of a running script to those who wait for it: read and written without the lock that
/// the script holds.
final class ScriptControl: Sendable {
    /// When the running script began, in milliseconds of the server's clock; 0 when none runs.
    let startedAt = Atomic<Int>(0)
    /// Whether the running script has written: then it can't be killed.
    let hasWritten = Atomic<Bool>(false)
    let isKilled = Atomic<Bool>(false)
    /// Whether it is a function that runs.
    private let isFunction = Atomic<Bool>(false)
    /// What has come for the server while scripts hold it.
    let lane = ScriptLane()

    var isRunning: Bool { startedAt.load(ordering: .acquiring) != 0 }

    /// What others hear while a script takes long.
    var busyError: CommandError {
        let command = isFunction.load(ordering: .relaxed) ? "FUNCTION" : "SCRIPT"
        return .init(
            "BUSY Redis is busy running a script. You can only call \(command) KILL or SHUTDOWN NOSAVE."
        )
    }

    /// SCRIPT KILL or FUNCTION KILL, in the words of Redis: each ends its own kind.
    func kill(isFunction: Bool) throws(CommandError) {
        guard isRunning else {
            throw .init("NOTBUSY No scripts in execution right now.")
        }
        guard !hasWritten.load(ordering: .acquiring) else {
            throw .init(
                "UNKILLABLE Sorry the script already executed write commands against the dataset. You "
                    + "can either wait the script termination or kill the server in a hard way using "
                    + "the SHUTDOWN NOSAVE command."
            )
        }
        guard isFunction == self.isFunction.load(ordering: .relaxed) else { throw busyError }
        isKilled.store(true, ordering: .releasing)
    }

    /// Ends the running script, whatever it has done.
    func stop() { isKilled.store(true, ordering: .releasing) }

    func begin(at time: Int, isFunction: Bool) {
        self.isFunction.store(isFunction, ordering: .relaxed)
        isKilled.store(false, ordering: .relaxed)
        hasWritten.store(false, ordering: .relaxed)
        startedAt.store(max(time, 1), ordering: .releasing)
    }

    func end() { startedAt.store(0, ordering: .releasing) }
}
