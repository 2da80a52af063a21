/// The version of a Redis server, as far as it decides what the server can do.
struct ServerVersion: Comparable {
    private let major: Int
    private let minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads a version such as `7.0.15`; a server that does not say is taken for one of today, which
    /// refuses for itself what it can't do.
    init(_ text: String?) {
        let numbers = (text ?? "").split(separator: ".").prefix(2).map { Int($0) }
        guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else {
            self.init(7, 0)
            return
        }
        self.init(major, minor)
    }

    static func < (left: ServerVersion, right: ServerVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension ServerVersion: CustomStringConvertible {
    var description: String { "\(major).\(minor)" }
}
