import StdnetBackend

/// A set of rules: which commands may run, on which keys and channels.
///
/// A user has one, and perhaps others beside it; a call may run when any of them admits it as a whole.
struct AccessSelector: Sendable {
    /// A pattern of keys, and what may be done with them.
    struct KeyPattern: Sendable {
        let pattern: Bytes
        var access: KeyAccess
    }

    var commands = CommandSet()
    /// Commands that may only run with one of these words after the name.
    var firstWords: [Int: [String]] = [:]
    var admitsAllKeys = false
    var keyPatterns: [KeyPattern] = []
    var admitsAllChannels: Bool
    var channelPatterns: [Bytes] = []

    /// Rules that admit nothing but, where the server is set so, all channels.
    init(admitsAllChannels: Bool) { self.admitsAllChannels = admitsAllChannels }

    /// Rules that admit everything.
    static var unrestricted: AccessSelector {
        var selector = AccessSelector(admitsAllChannels: true)
        selector.commands = .all
        selector.admitsAllKeys = true
        return selector
    }

    var isUnrestricted: Bool { commands.isFull && admitsAllKeys && admitsAllChannels }
}

/// Why a call may not run.
enum AccessDenial: Equatable {
    case command
    /// The key at a position.
    case key(Int)
    /// The channel at a position.
    case channel(Int)

    /// The position of the word that is not admitted.
    var position: Int {
        switch self {
        case .command: 0
        case .key(let position), .channel(let position): position
        }
    }

    /// A channel says more than a key, and a key more than the command.
    var weight: Int {
        switch self {
        case .command: 0
        case .key: 1
        case .channel: 2
        }
    }
}

// Checking calls.
extension AccessSelector {
    /// Why a call of a command may not run; nil when it may.
    func denial(of number: Int, _ call: ArgumentView) -> AccessDenial? {
        let command = AccessTable.redis[number]
        guard commands.contains(number) || command.isForAll || admitsFirstWord(number, call) else {
            return .command
        }
        if !admitsAllKeys {
            for (position, access) in AccessTable.redis.keys(of: number, in: call) {
                guard admits(call[position], access) else { return .key(position) }
            }
        }
        guard !admitsAllChannels, call.count > 1 else { return nil }
        let positions: Range<Int>
        switch command.channels {
        case .none: return nil
        case .first: positions = 1..<2
        case .all, .patterns: positions = 1..<call.count
        }
        let isPattern = command.channels == .patterns
        let denied = positions.first { !admitsChannel(call[$0], isPattern: isPattern) }
        return denied.map { .channel($0) }
    }

    private func admitsFirstWord(_ number: Int, _ call: ArgumentView) -> Bool {
        guard call.count > 1, let words = firstWords[number] else { return false }
        let word = call.text(1).lowercased()
        return words.contains { $0.lowercased() == word }
    }

    private func admits(_ key: RawBytes, _ access: KeyAccess) -> Bool {
        keyPatterns.contains { known in
            known.access.isSuperset(of: access)
                && known.pattern.withUnsafeBytes { GlobPattern($0).matches(key) }
        }
    }

    /// Whether a channel is admitted, or a pattern of channels: those only as they were written.
    func admitsChannel(_ channel: RawBytes, isPattern: Bool) -> Bool {
        admitsAllChannels
            || channelPatterns.contains { known in
                known.withUnsafeBytes {
                    isPattern ? $0.matches(channel) : GlobPattern($0).matches(channel)
                }
            }
    }

    /// Whether all keys may be read, whatever their names.
    var admitsReadingAllKeys: Bool {
        admitsAllKeys
            || keyPatterns.contains {
                $0.access.contains(.read) && $0.pattern == [UInt8(ascii: "*")]
            }
    }
}
