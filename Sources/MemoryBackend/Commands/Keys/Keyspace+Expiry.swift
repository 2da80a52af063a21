import StdnetBackend

/// What EXPIRE and its three forms differ in.
struct ExpiryForm {
    let command: String
    let isMilliseconds: Bool
    var isAbsolute = false
}

// Commands about when a key ends.
extension Keyspace {
    mutating func expire(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        _ form: ExpiryForm
    ) throws(CommandError) {
        let condition = try ExpiryCondition(call)
        let number = try call.requiredInteger(2)
        let (time, isTooLarge) = number.multipliedReportingOverflow(
            by: form.isMilliseconds ? 1 : 1000
        )
        let (deadline, isTooLate) = time.addingReportingOverflow(form.isAbsolute ? 0 : now)
        guard !isTooLarge, !isTooLate else { throw .invalidExpiry(form.command) }
        guard let position = find(call[1]) else { return reply.integer(0) }
        guard condition.allows(deadline, insteadOf: table.entry(position).pointee.value.deadline)
        else { return reply.integer(0) }
        setDeadline(min(deadline, .max - 1), at: position)
        changed(call[1], .generic(deadline > now ? "expire" : "del"))
        reply.integer(1)
    }

    func timeLeft(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        isMilliseconds: Bool,
        isAbsolute: Bool = false
    ) {
        guard let position = look(call[1]) else { return reply.integer(-2) }
        let deadline = table.entry(position).pointee.value.deadline
        guard deadline != .max else { return reply.integer(-1) }
        let time = isAbsolute ? deadline : max(deadline - now, 0)
        reply.integer(isMilliseconds ? time : time / 1000 + (time % 1000 + 500) / 1000)
    }

    mutating func persist(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        guard let position = find(call[1]), slot(position).deadline != .max else {
            return reply.integer(0)
        }
        setDeadline(.max, at: position)
        changed(call[1], .generic("persist"))
        reply.integer(1)
    }
}

/// The words NX, XX, GT and LT of EXPIRE.
private struct ExpiryCondition {
    private var onlyNew = false
    private var onlyOld = false
    private var onlyLater = false
    private var onlyEarlier = false

    init(_ call: ArgumentView) throws(CommandError) {
        for position in stride(from: 3, to: call.count, by: 1) {
            if call.isWord("NX", at: position) {
                onlyNew = true
            } else if call.isWord("XX", at: position) {
                onlyOld = true
            } else if call.isWord("GT", at: position) {
                onlyLater = true
            } else if call.isWord("LT", at: position) {
                onlyEarlier = true
            } else {
                throw .init("ERR Unsupported option \(call.text(position))")
            }
        }
        if onlyNew, onlyOld || onlyLater || onlyEarlier {
            throw .init(
                "ERR NX and XX, GT or LT options at the same time are not compatible"
            )
        }
        if onlyLater, onlyEarlier {
            throw .init("ERR GT and LT options at the same time are not compatible")
        }
    }

    /// Whether a deadline may replace another; no deadline counts as the latest.
    func allows(_ deadline: Int, insteadOf old: Int) -> Bool {
        if onlyNew, old != .max { return false }
        if onlyOld, old == .max { return false }
        if onlyLater, deadline <= old { return false }
        if onlyEarlier, old != .max, deadline >= old { return false }
        return true
    }
}
