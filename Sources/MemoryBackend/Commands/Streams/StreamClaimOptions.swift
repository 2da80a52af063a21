import StdnetBackend

/// The ids and options of XCLAIM.
struct StreamClaimOptions {
    let minimumIdle: Int
    private(set) var ids: [StreamID] = []
    /// When the entries count as delivered.
    private(set) var time: Int
    private(set) var retryCount: Int?
    /// Whether entries that are not pending become so.
    private(set) var isForced = false
    private(set) var isIDOnly = false
    private(set) var lastID = StreamID.zero

    init(_ call: ArgumentView, now: Int) throws(CommandError) {
        minimumIdle = max(try Self.number(call, 4, "min-idle-time argument"), 0)
        time = now
        var position = 5
        while position < call.count,
            let id = StreamIDText(call[position])?.id(missingSequence: 0)
        {
            ids.append(id)
            position += 1
        }
        while position < call.count {
            let hasMore = call.hasWord(after: position)
            if call.isWord("FORCE", at: position) {
                isForced = true
            } else if call.isWord("JUSTID", at: position) {
                isIDOnly = true
            } else if hasMore, call.isWord("IDLE", at: position) {
                position += 1
                time = now &- (try Self.number(call, position, "IDLE option argument"))
            } else if hasMore, call.isWord("TIME", at: position) {
                position += 1
                time = try Self.number(call, position, "TIME option argument")
            } else if hasMore, call.isWord("RETRYCOUNT", at: position) {
                position += 1
                let count = try Self.number(call, position, "RETRYCOUNT option argument")
                retryCount = count >= 0 ? count : nil
            } else if hasMore, call.isWord("LASTID", at: position) {
                position += 1
                lastID = try call.streamID(position)
            } else {
                throw .init("ERR Unrecognized XCLAIM option '\(call.errorText(position))'")
            }
            position += 1
        }
        // A time that can't be is a client's wrong clock, and no error.
        if !(0...max(now, 0) ~= time) { time = now }
    }

    private static func number(
        _ call: ArgumentView,
        _ position: Int,
        _ what: String
    ) throws(CommandError) -> Int {
        guard let number = call.integer(position) else {
            throw .init("ERR Invalid \(what) for XCLAIM")
        }
        return number
    }
}

/// The options of XAUTOCLAIM.
struct StreamAutoClaimOptions {
    /// The most entries in the reply, deleted ones included.
    private(set) var count = 100
    private(set) var isIDOnly = false

    /// How many entries are looked at for each that is in the reply.
    static var attemptsPerEntry: Int { 10 }

    init(_ call: ArgumentView) throws(CommandError) {
        var position = 6
        while position < call.count {
            if call.isWord("COUNT", at: position), call.hasWord(after: position) {
                position += 1
                guard let number = call.integer(position), 1...Int.max / 16 ~= number else {
                    throw .init("ERR COUNT must be > 0")
                }
                count = number
            } else if call.isWord("JUSTID", at: position) {
                isIDOnly = true
            } else {
                throw .syntax
            }
            position += 1
        }
    }

    /// Refuses a count for which Redis gets no memory, 16 bytes for each entry in an address space
    /// of 47 bits.
    func checkMemory() throws(CommandError) {
        guard count < 1 << 42 else {
            throw .init(
                "ERR Insufficient memory, failed allocating transient memory, COUNT too high."
            )
        }
    }
}
