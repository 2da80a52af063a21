/// A call of a command, and what a prefix does to it.
struct PrefixedCall: Sendable {
    /// Which words get the prefix, in their order.
    private enum Places: Sendable {
        case none
        /// Every so many words, as those of most commands are.
        case range(first: Int, last: Int, step: Int)
        case list([Int])
    }

    private let rule: PrefixRule
    private var places = Places.none
    /// Whether the words that get the prefix are patterns.
    private var arePatterns = false
    /// Whether SCAN must be told to look for the prefix.
    private var needsPattern = false
    /// The walk over all keys that takes the place of the command, if any.
    private(set) var walk: PrefixedWalk?

    /// The name in upper case.
    var name: String { rule.command.name.uppercased() }

    /// - Throws: ``BackendError/invalidRequest(_:)`` for a call that reaches beyond the prefix.
    init(_ call: ArgumentView, behind prefix: KeyPrefix) throws(BackendError) {
        guard call.count > 0 else { throw .invalidRequest("a command without a name") }
        guard let rule = PrefixRule.named(call[0]) else {
            throw Self.refusal(
                "\(call.text(0)) is not a command of Redis 7.0, so its keys are not known",
                prefix
            )
        }
        self.rule = rule
        switch rule.treatment {
        case .keys: places = Self.keys(of: rule.command, in: call)
        case .channels: break
        case .pattern:
            arePatterns = true
            if call.count > 1 { places = .list([1]) }
        case .scan:
            arePatterns = true
            let patterns = Self.operands(of: ["MATCH"], in: call, from: 2) { _ in 1 }
            places = .list(patterns)
            // A call with a word too few is the server's to refuse.
            needsPattern = patterns.isEmpty && call.count.isMultiple(of: 2)
        case .sort:
            let patterns = Self.sortPatterns(in: call)
            guard patterns.isEmpty || prefix.fitsSortPatterns else {
                throw Self.refusal(
                    "\(name) can't escape the '*' of the prefix in a pattern",
                    prefix
                )
            }
            places = .list((rule.command.keys.positions(in: call) + patterns).sorted())
        case .walk(let walk):
            self.walk = try walk.isCalled(by: call) ? walk : nil
        case .client:
            guard call.count < 2 || !call.isWord("TRACKING", at: 1) else {
                throw Self.refusal(
                    "CLIENT TRACKING is answered later, by messages with keys",
                    prefix
                )
            }
        case .refusal(let reason): throw Self.refusal("\(name) \(reason)", prefix)
        }
    }

    private static func refusal(_ reason: String, _ prefix: KeyPrefix) -> BackendError {
        .invalidRequest(
            "\(reason): behind the prefix '\(prefix.text)' it is refused, ask the backend without it"
        )
    }

    /// Where the keys of a call are.
    private static func keys(of command: CommandSpecification, in call: ArgumentView) -> Places {
        switch command.keys {
        case .none: .none
        case .range(let first, let last, let step):
            .range(
                first: first,
                last: min(last < 0 ? call.count + last : last, call.count - 1),
                step: step
            )
        default: .list(command.keys.positions(in: call).sorted())
        }
    }

    /// Appends the call as the base gets it.
    func write(_ call: ArgumentView, behind prefix: KeyPrefix, to arguments: inout Arguments) {
        (arePatterns ? prefix.pattern.bytes : prefix.bytes).withUnsafeBytes { start in
            switch places {
            case .none: arguments.append(contentsOf: call)
            case .range(let first, let last, let step):
                for position in 0..<call.count {
                    if position >= first, position <= last, (position - first) % step == 0 {
                        arguments.append(start, then: call[position])
                    } else {
                        arguments.append(call[position])
                    }
                }
            case .list(let places):
                var next = 0
                for position in 0..<call.count {
                    if next < places.count, places[next] == position {
                        arguments.append(start, then: call[position])
                        next += 1
                    } else {
                        arguments.append(call[position])
                    }
                }
            }
        }
        guard needsPattern else { return }
        arguments.append("MATCH" as StaticString)
        arguments.append(prefix.everything.bytes)
    }

    /// Whether a reply to this call may name keys.
    func namesKeys(in reply: Reply) -> Bool {
        reply.kind == .error || rule.keysInReply != .none && reply.kind.isCollection
    }

    /// A reply without the prefix on the keys in it.
    func stripped(_ reply: Reply, of call: ArgumentView, _ prefix: KeyPrefix) -> Reply {
        var builder = ReplyBuilder()
        if reply.kind == .error {
            // Some errors quote a key, such as NOGROUP.
            var text = reply.text
            for position in rule.command.keys.positions(in: call) {
                let key = call.text(position)
                text = text.replacing("'\(prefix.text)\(key)'", with: "'\(key)'")
            }
            builder.error(text)
        } else {
            rule.keysInReply.write(reply, without: prefix, to: &builder)
        }
        return builder.finishOne() ?? reply
    }

    /// The patterns of BY and GET that name other keys; one without a `*` names none.
    private static func sortPatterns(in call: ArgumentView) -> [Int] {
        operands(of: ["BY", "GET"], in: call, from: 2) { position in
            if call.isWord("LIMIT", at: position) { return 2 }
            return ["BY", "GET", "STORE"].contains { call.isWord($0, at: position) } ? 1 : 0
        }
        .filter { call[$0].contains(UInt8(ascii: "*")) }
    }

    /// Where the words after some options stand, given how many words belong to each option.
    private static func operands(
        of options: [StaticString],
        in call: ArgumentView,
        from start: Int,
        count: (Int) -> Int
    ) -> [Int] {
        var found: [Int] = []
        var position = start
        while position + 1 < call.count {
            if options.contains(where: { call.isWord($0, at: position) }) {
                found.append(position + 1)
            }
            position += 1 + count(position)
        }
        return found
    }
}
