internal import ArgumentParser

/// One run of the tool: arguments in, an outcome out.
struct Invocation {
    private let arguments: [String]

    init(_ arguments: [String]) { self.arguments = arguments }

    /// Runs the command in a task that an interruption cancels.
    func run() async -> Outcome {
        let interruption = Interruption()
        let work = Task {
            do {
                try await runCommand()
                return Outcome.success
            } catch {
                return Outcome(error)
            }
        }
        interruption.whenReceived { work.cancel() }
        let outcome = await work.value
        guard let signal = interruption.signal else { return outcome }
        switch outcome {
        case .cancelled: return .interrupted(signal: signal)
        case .paused: return .interrupted(signal: signal, isResumable: true)
        default: return outcome
        }
    }

    private func runCommand() async throws {
        var command = try Stdnet.parseAsRoot(arguments)
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
        }
    }
}
