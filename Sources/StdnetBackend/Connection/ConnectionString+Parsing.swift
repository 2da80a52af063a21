extension ConnectionString {
    /// What is meant when nothing is said.
    public static let standard = "redis://127.0.0.1:6379"

    /// Reads a connection string.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` that names the part and what may stand there,
    ///   never the password.
    public init(_ text: String) throws(BackendError) {
        guard let separator = text.firstRange(of: "://") else {
            throw Self.problem("it starts with a scheme, such as redis://127.0.0.1:6379")
        }
        let scheme = text[..<separator.lowerBound].lowercased()
        var rest = text[separator.upperBound...]
        guard let form = Form(rawValue: scheme) else {
            let known = Form.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.problem("unknown scheme '\(scheme)'; known are \(known)")
        }

        var query: Substring = ""
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var authority = rest[..<slash]
        let path = rest[slash...].dropFirst()

        var credentials: Substring?
        if let at = authority.lastIndex(of: "@") {
            credentials = authority[..<at]
            authority = authority[authority.index(after: at)...]
        }

        // What follows is quoted in errors, and it may be the rest of a password.
        guard form == .unix || form == .sqlite || !path.contains("@"), !Self.hasStrayPassword(query)
        else {
            throw Self.problem("'/', '?' and '@' in a user or a password are %2F, %3F and %40")
        }

        location = .memory(name: nil)
        var given: Set<Parameter> = []
        try setLocation(form, authority: authority, path: path, given: &given)
        try setCredentials(credentials, given: &given)
        try setParameters(query, given: &given)
    }

    /// Whether an `@` stands where no parameter is: then what is before it belongs before the host.
    private static func hasStrayPassword(_ query: Substring) -> Bool {
        query.split(separator: "&").contains { pair in
            pair.contains("@") && Parameter(rawValue: String(pair.prefix { $0 != "=" })) == nil
        }
    }

    private enum Form: String, CaseIterable {
        case redis, rediss
        case unix = "redis+unix"
        case sentinel = "redis+sentinel"
        case cluster = "redis+cluster"
        case memory, sqlite
    }

    private mutating func setLocation(
        _ form: Form,
        authority: Substring,
        path: Substring,
        given: inout Set<Parameter>
    ) throws(BackendError) {
        switch form {
        case .redis, .rediss:
            let hosts = try Self.endpoints(authority.isEmpty ? "127.0.0.1" : authority, port: 6379)
            guard hosts.count == 1 else {
                throw Self.problem(
                    "one host; several belong to redis+sentinel:// or redis+cluster://"
                )
            }
            location = .server(hosts[0], tls: form == .rediss)
            try setDatabase(path, given: &given)
        case .unix:
            guard authority.isEmpty, !path.isEmpty else {
                throw Self.problem("a socket is an absolute path: redis+unix:///run/redis.sock")
            }
            location = .unixSocket(path: "/" + (try Self.decoded(path)))
        case .sentinel:
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            guard let master = parts.first, !master.isEmpty, parts.count <= 2 else {
                throw Self.problem(
                    "a sentinel needs the master's name: redis+sentinel://host/mymaster/0"
                )
            }
            location = .sentinel(
                try Self.endpoints(authority, port: 26379),
                master: try Self.decoded(master)
            )
            try setDatabase(parts.count == 2 ? parts[1] : "", given: &given)
        case .cluster:
            guard path.isEmpty || path == "0" else {
                throw Self.problem("a cluster has one database, number 0, not '\(path)'")
            }
            location = .cluster(try Self.endpoints(authority, port: 6379))
        case .sqlite:
            guard authority.isEmpty, !path.isEmpty else {
                throw Self.problem("a snapshot is an absolute path: sqlite:///data/shop.sqlite")
            }
            location = .snapshot(path: "/" + (try Self.decoded(path)))
        case .memory:
            guard path.isEmpty else {
                throw Self.problem("memory://name has no path, but '\(path)'")
            }
            location = .memory(name: authority.isEmpty ? nil : try Self.decoded(authority))
        }
    }

    private mutating func setDatabase(
        _ path: Substring,
        given: inout Set<Parameter>
    ) throws(BackendError) {
        guard !path.isEmpty else { return }
        given.insert(.db)
        try apply(.db, String(path))
    }

    private mutating func setCredentials(
        _ credentials: Substring?,
        given: inout Set<Parameter>
    ) throws(BackendError) {
        guard let credentials else { return }
        let parts = credentials.split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        if !parts[0].isEmpty {
            given.insert(.user)
            user = try Self.decoded(parts[0])
        }
        if parts.count == 2, !parts[1].isEmpty {
            given.insert(.password)
            password = try Self.decoded(parts[1])
        }
    }

    private mutating func setParameters(
        _ query: Substring,
        given: inout Set<Parameter>
    ) throws(BackendError) {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0])
            guard let parameter = Parameter(rawValue: name) else {
                let known = Parameter.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.problem("unknown parameter '\(name)'; known are \(known)")
            }
            guard given.insert(parameter).inserted else {
                throw Self.problem("'\(name)' is given twice")
            }
            guard parts.count == 2 else { throw Self.problem("'\(name)' has no value") }
            try apply(parameter, try Self.decoded(parts[1]))
        }
    }

    private static func endpoints(
        _ list: Substring,
        port standard: Int
    ) throws(BackendError) -> [Endpoint] {
        var endpoints: [Endpoint] = []
        for text in list.split(separator: ",", omittingEmptySubsequences: false) {
            endpoints.append(try endpoint(text, port: standard))
        }
        guard !endpoints.isEmpty else { throw problem("a host is missing") }
        return endpoints
    }

    private static func endpoint(
        _ text: Substring,
        port standard: Int
    ) throws(BackendError) -> Endpoint {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else {
                throw problem("an IPv6 address ends with ']'")
            }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else {
                throw problem("after ']' stands ':' and a port, not '\(rest)'")
            }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard !host.isEmpty else { throw problem("a host is missing") }
        guard let port else { return Endpoint(host: try decoded(host), port: standard) }
        guard let number = Int(port), (1...65535).contains(number) else {
            throw problem("a port is a number from 1 to 65535, not '\(port)'")
        }
        return Endpoint(host: try decoded(host), port: number)
    }

    /// Percent decoding; `+` stands for itself.
    private static func decoded(_ text: Substring) throws(BackendError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw problem("'%' is followed by two hexadecimal digits") }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw problem("what '%' stands for is UTF-8")
        }
        return decoded
    }
}
