extension Duration {
    /// The time in whole milliseconds, rounded away from zero.
    ///
    /// A time shorter than a millisecond so stays a time: to Redis, zero milliseconds are an error, or
    /// forever. What is too long for an integer becomes the longest there is.
    var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let perMillisecond: Int64 = 1_000_000_000_000_000
        let (whole, rest) = attoseconds.quotientAndRemainder(dividingBy: perMillisecond)
        let rounded = whole + rest.signum()
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let (total, carry) = scaled.addingReportingOverflow(rounded)
        return overflow || carry ? (seconds < 0 ? .min : .max) : Int(total)
    }
}

extension Duration? {
    /// How long a command waits, in milliseconds: 0, which is for ever, where there is no limit.
    ///
    /// A limit of no time at all is a millisecond, since Redis has no word for it.
    var waitMilliseconds: Int { map { Swift.max($0.wholeMilliseconds, 1) } ?? 0 }

    /// How long a command waits, in seconds: 0, which is for ever, where there is no limit.
    var waitSeconds: Double { Double(waitMilliseconds) / 1000 }
}
