public import StdnetBackend

/// The latest and the greatest delay by some cause.
public struct LatencyEvent: Sendable, Hashable, ReplyDecodable {
    /// What delayed the server, such as `command` or `fork`.
    public let name: String
    /// When it last did, in seconds since 1970.
    public let time: Int
    /// How long it last did.
    public let latest: Duration
    /// How long it did at the most.
    public let greatest: Duration

    /// Reads the parts of an event.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 4)
        name = try parts[0].decode()
        time = try parts[1].decode()
        latest = .milliseconds(try parts[2].decode(as: Int.self))
        greatest = .milliseconds(try parts[3].decode(as: Int.self))
    }
}

/// One delay.
public struct LatencySample: Sendable, Hashable, ReplyDecodable {
    /// When it was, in seconds since 1970.
    public let time: Int
    /// How long it was.
    public let latency: Duration

    /// Reads a time and milliseconds.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 2)
        time = try parts[0].decode()
        latency = .milliseconds(try parts[1].decode(as: Int.self))
    }
}

/// How long a command took, as a distribution.
public struct LatencyHistogram: Sendable, Hashable, ReplyDecodable {
    /// How many calls took a time or less.
    public struct Step: Sendable, Hashable {
        /// The time.
        public let time: Duration
        /// How many calls took it or less.
        public let calls: Int
    }

    /// How often the command was called.
    public let calls: Int
    /// The steps, the shortest time first.
    public let steps: [Step]

    /// Reads the fields of a histogram.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        calls = try fields.decode("calls")
        steps = try fields.decode("histogram_usec", as: [Int: Int].self)
            .map { Step(time: .microseconds($0.key), calls: $0.value) }
            .sorted { $0.time < $1.time }
    }
}
