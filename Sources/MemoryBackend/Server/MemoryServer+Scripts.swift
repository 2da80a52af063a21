import StdnetBackend
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// A server whose scripts run on a thread of their own, so that others are told when they take long.
extension MemoryServer {
    /// Runs a closure with the server, unless scripts hold it: then the answer is nil.
    func stateUnlessBusy<Result>(
        _ body: (inout ServerState) -> sending Result
    ) -> sending Result? {
        guard runsScripts else { return withState(body) }
        while !lane.isTaken {
            if let result = withStateIfAvailable(body) { return result }
            // Another thread has it for the time of a few commands, or a script is about to begin.
            sched_yield()
        }
        return nil
    }

    /// Does work with the server, now or when the scripts that hold it allow it; always in order.
    func whenFree(_ work: @escaping ScriptLane.Work) {
        while true {
            if stateUnlessBusy({ state in work(&state) }) != nil { return }
            if lane.add(work) { return }
        }
    }

    /// Has the thread of the scripts do work: `start` is called when it has to begin.
    func onLane(_ work: @escaping ScriptLane.Work, start: () -> Void) {
        if lane.take(for: work) { start() }
    }

    /// Does the work of the lane until there is none: the body of the thread of the scripts.
    package func runLane() {
        while let work = lane.next() { withState { state in work(&state) } }
    }

    /// Ends the running script, whatever it has done.
    package func stopScript() { control.stop() }
}

extension ServerState {
    /// Answers those who wait for a script that takes long: most of them that they have to wait.
    mutating func answerBusy(_ works: [ScriptLane.Work]) {
        let (home, caller, isBusyAlready) = (keyspace.selected, running, isBusy)
        isBusy = true
        for work in works { work(&self) }
        isBusy = isBusyAlready
        running = caller
        keyspace.select(home)
    }

    /// Whether a command may run beside a script that takes long.
    func mayRunBesideScript(_ entry: CommandDispatch.Entry, _ call: ArgumentView) -> Bool {
        switch Keyspace.dispatch.name(entry) {
        case "auth", "discard", "hello", "multi", "quit", "reset", "unwatch", "watch": true
        case "script": call.count == 2 && call.isWord("KILL", at: 1)
        case "function":
            call.count == 2 && (call.isWord("KILL", at: 1) || call.isWord("STATS", at: 1))
        case "shutdown": call.count == 2 && call.isWord("NOSAVE", at: 1)
        default: false
        }
    }
}
