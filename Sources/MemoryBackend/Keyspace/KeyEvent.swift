/// What happened to a key, in the words of Redis's keyspace notifications.
struct KeyEvent: Sendable {
    /// The classes of events, each with its letter in `notify-keyspace-events`.
    enum Kind: UInt16, Sendable {
        case generic = 1
        case string = 2
        case list = 4
        case set = 8
        case hash = 16
        case sortedSet = 32
        case expired = 64
        case evicted = 128
        case stream = 256
        case miss = 512
        case new = 1024
        case module = 2048
    }

    let kind: Kind
    /// The name, such as `lpush`.
    let name: StaticString

    /// Whether a command of a client did it, and not time or a want of memory.
    var isByClient: Bool { kind != .expired && kind != .evicted }

    private init(_ kind: Kind, _ name: StaticString) {
        self.kind = kind
        self.name = name
    }

    @inline(__always) static func generic(_ name: StaticString) -> Self { .init(.generic, name) }
    @inline(__always) static func string(_ name: StaticString) -> Self { .init(.string, name) }
    @inline(__always) static func list(_ name: StaticString) -> Self { .init(.list, name) }
    @inline(__always) static func set(_ name: StaticString) -> Self { .init(.set, name) }
    @inline(__always) static func hash(_ name: StaticString) -> Self { .init(.hash, name) }
    @inline(__always) static func sortedSet(_ name: StaticString) -> Self {
        .init(.sortedSet, name)
    }
    @inline(__always) static func stream(_ name: StaticString) -> Self { .init(.stream, name) }

    static var expired: Self { .init(.expired, "expired") }
    static var evicted: Self { .init(.evicted, "evicted") }
    static var miss: Self { .init(.miss, "keymiss") }
    static var new: Self { .init(.new, "new") }
}
