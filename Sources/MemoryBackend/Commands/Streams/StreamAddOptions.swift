import StdnetBackend

/// The options that XADD and XTRIM share, and the id of XADD.
struct StreamAddOptions {
    private(set) var trim: StreamTrim?
    /// Whether XADD makes a stream.
    private(set) var makesStream = true
    /// The id that was asked for; nil for `*`.
    private(set) var id: StreamIDText?
    /// Where the id of XADD is, or the end when it is missing.
    private(set) var idPosition = 2

    private var bound: StreamTrim.Bound?
    private var isApproximate = false
    private var limit: Int?

    /// Reads the options of XTRIM, or of XADD, where they end at the id.
    init(
        _ call: ArgumentView,
        isAdding: Bool,
        _ settings: KeyspaceSettings
    ) throws(CommandError) {
        while idPosition < call.count {
            if isAdding, call[idPosition].elementsEqual("*".utf8) { break }
            if try !readOption(call, isAdding: isAdding) { break }
        }
        try check(isAdding: isAdding)
        if let bound {
            trim = StreamTrim(
                bound: bound,
                isApproximate: isApproximate,
                limit: isApproximate ? limit ?? Self.defaultLimit(settings) : 0
            )
        }
    }

    /// Reads an option, or the id, which is the last one: then it returns false.
    private mutating func readOption(
        _ call: ArgumentView,
        isAdding: Bool
    ) throws(CommandError) -> Bool {
        let hasMore = call.hasWord(after: idPosition)
        if hasMore, call.isWord("MAXLEN", at: idPosition) {
            try readPrecision(call)
            let kept = try call.requiredInteger(idPosition)
            guard kept >= 0 else { throw .init("ERR The MAXLEN argument must be >= 0.") }
            bound = .count(kept)
        } else if hasMore, call.isWord("MINID", at: idPosition) {
            try readPrecision(call)
            bound = .id(try call.streamID(idPosition))
        } else if hasMore, call.isWord("LIMIT", at: idPosition) {
            idPosition += 1
            let most = try call.requiredInteger(idPosition)
            guard most >= 0 else { throw .init("ERR The LIMIT argument must be >= 0.") }
            limit = most
        } else if isAdding, call.isWord("NOMKSTREAM", at: idPosition) {
            makesStream = false
        } else if isAdding {
            guard let text = StreamIDText(call[idPosition]) else { throw .invalidStreamID }
            id = text
            return false
        } else {
            throw .syntax
        }
        idPosition += 1
        return true
    }

    /// Reads `~` or `=` after MAXLEN or MINID, and moves to the bound.
    private mutating func readPrecision(_ call: ArgumentView) throws(CommandError) {
        guard bound == nil else {
            throw .init(
                "ERR syntax error, MAXLEN and MINID options at the same time are not compatible"
            )
        }
        idPosition += 1
        guard call.hasWord(after: idPosition) else { return }
        isApproximate = call[idPosition].elementsEqual("~".utf8)
        if isApproximate || call[idPosition].elementsEqual("=".utf8) { idPosition += 1 }
    }

    private func check(isAdding: Bool) throws(CommandError) {
        if bound == nil, let limit, limit > 0 {
            throw .init(
                "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy"
            )
        }
        if bound == nil, !isAdding {
            throw .init("ERR syntax error, XTRIM must be called with a trimming strategy")
        }
        if limit != nil, !isApproximate {
            throw .init(
                "ERR syntax error, LIMIT cannot be used without the special ~ option"
            )
        }
    }

    /// A hundred chunks.
    private static func defaultLimit(_ settings: KeyspaceSettings) -> Int {
        let (limit, overflow) = settings.streamNodeMaxEntries.multipliedReportingOverflow(by: 100)
        if overflow || limit > 1_000_000 { return 1_000_000 }
        return limit > 0 ? limit : 10_000
    }
}
