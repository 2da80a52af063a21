/// What a connection receives that subscribed: RESP2 sends it as arrays, RESP3 as pushes.
package enum PushedReply: Equatable, Sendable {
    case message(Message)
    case subscribed(Topic)
    case unsubscribed(Topic)
    /// Keys that a cache may no longer hold; nil when it may hold none.
    case invalidated([Bytes]?)
    case refused(String)
    /// What means nothing here, such as the answer to a PING.
    case other

    package init(_ reply: Reply) {
        if reply.kind == .error {
            self = .refused(reply.text)
            return
        }
        var elements = reply.elements
        guard let kind = elements.next()?.text, let first = elements.next() else {
            self = .other
            return
        }
        switch kind {
        case "message", "smessage":
            self = .message(Message(channel: first.text, payload: elements.payload))
        case "pmessage":
            let channel = elements.next()?.text ?? ""
            self = .message(
                Message(channel: channel, pattern: first.text, payload: elements.payload)
            )
        case "subscribe": self = .subscribed(.channel(first.text))
        case "psubscribe": self = .subscribed(.pattern(first.text))
        case "ssubscribe": self = .subscribed(.shard(first.text))
        case "unsubscribe": self = .unsubscribed(.channel(first.text))
        case "punsubscribe": self = .unsubscribed(.pattern(first.text))
        case "sunsubscribe": self = .unsubscribed(.shard(first.text))
        case "invalidate":
            self = .invalidated(first.isNull ? nil : first.elements.compactMap(\.bytes))
        default: self = .other
        }
    }
}

extension Reply.Elements {
    fileprivate var payload: Bytes {
        var rest = self
        return rest.next()?.bytes ?? []
    }
}
