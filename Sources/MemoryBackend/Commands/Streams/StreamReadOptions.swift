import StdnetBackend

/// The words of XREAD and XREADGROUP.
struct StreamReadOptions {
    /// Until when to wait; nil without BLOCK.
    private(set) var deadline: Int?
    /// The most entries of each stream; 0 for all.
    private(set) var count = 0
    /// Whether what is delivered is not pending then.
    private(set) var isAcknowledged = false
    /// The names of group and consumer, for XREADGROUP.
    private(set) var group: (name: ByteString, consumer: ByteString)?
    /// Where the keys are; their ids follow in the same order.
    private(set) var keys: Range<Int> = 0..<0
    /// Where the name of the group is.
    private(set) var groupPosition = 0

    init(
        _ call: ArgumentView,
        isGroup: Bool,
        isInScript: Bool,
        now: Int
    ) throws(CommandError) {
        var position = 1
        while position < call.count, keys.isEmpty {
            let hasMore = call.hasWord(after: position)
            if hasMore, call.isWord("BLOCK", at: position) {
                guard !isInScript else {
                    throw .init(
                        "ERR \(call.text(0)) command is not allowed with BLOCK option from scripts"
                    )
                }
                position += 1
                deadline = try Self.deadline(call, position, now: now)
            } else if hasMore, call.isWord("COUNT", at: position) {
                position += 1
                count = max(try call.requiredInteger(position), 0)
            } else if hasMore, call.isWord("STREAMS", at: position) {
                let words = call.count - position - 1
                guard words % 2 == 0 else { throw Self.unbalanced }
                keys = position + 1..<position + 1 + words / 2
            } else if call.hasWord(after: position, count: 2), call.isWord("GROUP", at: position) {
                guard isGroup else { throw Self.onlyForGroups("GROUP") }
                groupPosition = position + 1
                group = (ByteString(call[position + 1]), ByteString(call[position + 2]))
                position += 2
            } else if call.isWord("NOACK", at: position) {
                guard isGroup else { throw Self.onlyForGroups("NOACK") }
                isAcknowledged = true
            } else {
                throw .syntax
            }
            position += 1
        }
        guard !keys.isEmpty else { throw .syntax }
        guard !isGroup || group != nil else {
            throw .init("ERR Missing GROUP option for XREADGROUP")
        }
    }

    private static func deadline(
        _ call: ArgumentView,
        _ position: Int,
        now: Int
    ) throws(CommandError) -> Int {
        guard let timeout = call.integer(position) else {
            throw .init("ERR timeout is not an integer or out of range")
        }
        guard timeout >= 0 else { throw .init("ERR timeout is negative") }
        let (deadline, overflow) = now.addingReportingOverflow(timeout)
        return timeout == 0 || overflow ? .max : deadline
    }

    private static var unbalanced: CommandError {
        .init(
            "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be "
                + "specified."
        )
    }

    private static func onlyForGroups(_ option: String) -> CommandError {
        .init(
            "ERR The \(option) option is only supported by XREADGROUP. You called XREAD instead."
        )
    }
}
