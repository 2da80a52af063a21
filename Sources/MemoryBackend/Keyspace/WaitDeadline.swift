import StdnetBackend

extension Keyspace {
    /// When a command stops waiting, in milliseconds since 1970: reads a timeout in seconds, of which
    /// 0 is for ever.
    func waitDeadline(_ call: ArgumentView, at position: Int) throws(CommandError) -> Int {
        guard let seconds = ExtendedFloat(text: call[position]) else {
            throw .init("ERR timeout is not a float or out of range")
        }
        // What is too large for an integer counts as negative in Redis.
        let timeout = Int(exactly: (seconds * 1000).rounded(.up)) ?? .min
        guard timeout >= 0 else { throw .init("ERR timeout is negative") }
        guard timeout > 0 else { return .max }
        let (sum, isOverflow) = now.addingReportingOverflow(timeout)
        return isOverflow ? .max : sum
    }
}

extension ArgumentView {
    /// The words one after the other.
    var all: some Sequence<RawBytes> { (0..<count).lazy.map { self[$0] } }
}
