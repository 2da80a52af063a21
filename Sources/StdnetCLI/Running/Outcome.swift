internal import ArgumentParser
internal import CitiesExample
internal import Foundation
internal import SQLiteSnapshot
internal import StdnetODM

/// How a run ended.
enum Outcome: Equatable {
    case success
    /// What was asked for is text, such as help.
    case text(String)
    /// Something was wrong, in one sentence.
    case problem(String)
    /// The command has told what was wrong.
    case finding
    /// The command was used wrongly, in one sentence.
    case misuse(String)
    /// The work stopped because it was told to; nothing of it is left.
    case cancelled
    /// The work stopped because it was told to, and can go on.
    case paused
    /// The work stopped by a signal.
    case interrupted(signal: Int32, isResumable: Bool = false)

    /// Finds out what an error means for whoever called the tool.
    init(_ error: any Error) {
        switch error {
        case let error as BackendError: self.init(error, "\(error)")
        case FetchFailure.backend(let cause): self.init(cause, "\(cause)")
        case CommitFailure.backend(let cause): self.init(cause, "\(cause)")
        case LoadingFailure.unreadable(.backend(let cause)): self.init(cause, "\(cause)")
        case LoadingFailure.notReplaced(.backend(let cause)),
            LoadingFailure.interrupted(.backend(let cause), isUndone: true):
            self.init(cause, "\(error)")
        case SnapshotError.source(let cause): self.init(cause, "\(error)")
        case SnapshotError.paused: self = .paused
        case SnapshotError.cancelled, is CancellationError: self = .cancelled
        case is Finding: self = .finding
        case let error as Misuse: self = .misuse(error.description)
        default: self.init(other: error)
        }
    }

    private init(_ cause: BackendError, _ sentence: String) {
        switch cause {
        case .cancelled: self = .cancelled
        case .invalidRequest: self = .misuse(sentence)
        default: self = .problem(sentence)
        }
    }

    /// What ArgumentParser throws, and what is a sentence already.
    ///
    /// Help and version are no mistakes.
    private init(other error: any Error) {
        switch Stdnet.exitCode(for: error) {
        case .success: self = .text(Stdnet.fullMessage(for: error))
        case .validationFailure: self = .misuse(Stdnet.message(for: error).asSentence)
        default: self = .problem("\(error)")
        }
    }

    /// The status that scripts see.
    var status: Int32 {
        switch self {
        case .success, .text: 0
        case .problem, .finding, .cancelled, .paused: 1
        case .misuse: 2
        case .interrupted(let signal, _): 128 + signal
        }
    }

    /// Says what there is to say and ends the process.
    func endProcess() -> Never {
        switch self {
        case .success, .finding: break
        case .text(let text): print(text)
        case .problem(let sentence), .misuse(let sentence): StandardError.complain(sentence)
        case .cancelled: StandardError.complain("cancelled: nothing is left half-done")
        case .paused: StandardError.complain("cancelled: the same command goes on from here")
        case .interrupted(_, let isResumable):
            StandardError.complain(
                isResumable
                    ? "interrupted: the same command goes on from here"
                    : "interrupted: nothing is left half-done"
            )
        }
        exit(status)
    }
}

/// The command was used in a way that can't work.
struct Misuse: Error, CustomStringConvertible {
    /// One sentence that says how it is used.
    let description: String
}

extension String {
    /// ArgumentParser's words as they go on after "stdnet: ".
    fileprivate var asSentence: String {
        guard let first else { return self }
        return first.lowercased() + dropFirst()
    }
}
