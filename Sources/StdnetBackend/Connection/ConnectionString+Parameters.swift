extension ConnectionString {
    /// What may follow the `?` of a connection string.
    public enum Parameter: String, CaseIterable, Sendable {
        /// The number of the database, unless the path has it.
        case db
        /// What all keys start with.
        case namespace
        /// The user, unless it stands before the host.
        case user
        /// The password, unless it stands before the host.
        case password
        /// Seconds for connecting and for each reply; 0 is no limit.
        case timeout
        /// How many shared connections.
        case pool
        /// The name that the connections give themselves.
        case name
        /// 2 or 3.
        case `protocol`
        /// A file of trusted certificates.
        case ca
        /// A file with the client's certificate.
        case cert
        /// A file with the client's private key.
        case key
        /// 1: the server's certificate is not checked.
        case insecure
    }

    mutating func apply(_ parameter: Parameter, _ value: String) throws(BackendError) {
        switch parameter {
        case .db:
            database = try number(parameter, value, in: 0...Int(Int32.max))
            if case .cluster = location, database != 0 {
                throw Self.problem("a cluster has one database, number 0, not '\(value)'")
            }
        case .namespace: namespace = value
        case .user: user = value
        case .password: password = value
        case .timeout:
            guard let seconds = Double(value), seconds >= 0, seconds < 1e9 else {
                throw Self.problem("'timeout' is a number of seconds, not '\(value)'")
            }
            timeout = seconds == 0 ? nil : .seconds(seconds)
        case .pool: poolSize = try number(parameter, value, in: 1...1024)
        case .name:
            guard !value.isEmpty, value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw Self.problem("'name' is printable text without spaces")
            }
            clientName = value
        case .protocol: protocolVersion = try number(parameter, value, in: 2...3)
        case .ca: try setTLS(parameter) { $0.authorities = value }
        case .cert: try setTLS(parameter) { $0.certificate = value }
        case .key: try setTLS(parameter) { $0.privateKey = value }
        case .insecure:
            guard value == "1" || value == "0" else {
                throw Self.problem("'insecure' is 1 or 0, not '\(value)'")
            }
            try setTLS(parameter) { $0.verifiesServer = value == "0" }
        }
    }

    private mutating func setTLS(
        _ parameter: Parameter,
        _ set: (inout TLSFiles) -> Void
    ) throws(BackendError) {
        guard case .server(_, tls: true) = location else {
            throw Self.problem("'\(parameter.rawValue)' belongs to TLS: write rediss://")
        }
        set(&tls)
    }

    private func number(
        _ parameter: Parameter,
        _ value: String,
        in range: ClosedRange<Int>
    ) throws(BackendError) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw Self.problem(
                "'\(parameter.rawValue)' is a whole number from \(range.lowerBound) to \(range.upperBound), "
                    + "not '\(value)'"
            )
        }
        return number
    }

    static func problem(_ reason: String) -> BackendError {
        .invalidRequest("connection string: \(reason)")
    }
}
