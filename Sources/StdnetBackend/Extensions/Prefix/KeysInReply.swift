/// Where the keys are in the reply to a command.
enum KeysInReply: Sendable, Equatable {
    /// There are none.
    case none
    /// Every element is one: KEYS.
    case all
    /// The elements of the second element: SCAN.
    case scan
    /// The first element: commands that pop from one of several keys.
    case first
    /// The name of each stream: XREAD.
    case streams

    /// Finds the place by the name of a command in lower case.
    ///
    /// COMMAND GETKEYS is not among these: it names keys that it was given without a prefix.
    init(command name: String) {
        switch name {
        case "keys": self = .all
        case "scan": self = .scan
        case "blpop", "brpop", "lmpop", "blmpop", "bzpopmin", "bzpopmax", "zmpop", "bzmpop":
            self = .first
        case "xread", "xreadgroup": self = .streams
        default: self = .none
        }
    }

    /// Writes a reply with the keys as the user of the prefix knows them.
    func write(_ reply: Reply, without prefix: KeyPrefix, to builder: inout ReplyBuilder) {
        guard reply.kind.isCollection else { return builder.append(reply) }
        builder.collection(reply.kind, reply.count)
        for (place, element) in reply.elements.enumerated() {
            switch self {
            case .none: builder.append(element)
            case .all: Self.write(key: element, without: prefix, to: &builder)
            case .first where place == 0, .streams where reply.kind == .map && place % 2 == 0:
                Self.write(key: element, without: prefix, to: &builder)
            case .scan where place == 1:
                KeysInReply.all.write(element, without: prefix, to: &builder)
            case .streams where reply.kind != .map:
                KeysInReply.first.write(element, without: prefix, to: &builder)
            case .first, .scan, .streams: builder.append(element)
            }
        }
    }

    private static func write(
        key: Reply,
        without prefix: KeyPrefix,
        to builder: inout ReplyBuilder
    ) {
        guard key.kind.hasBytes else { return builder.append(key) }
        key.withBytes { builder.bulk(prefix.stripped($0)) }
    }
}
