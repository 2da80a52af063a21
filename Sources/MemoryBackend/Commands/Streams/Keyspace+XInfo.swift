import StdnetBackend

extension Keyspace {
    static let streamInfoSubcommands: [StreamSubcommand] = [
        .init("stream", arity: -3) { (k, call, reply) throws(CommandError) in
            try k.streamInfo(call, &reply)
        },
        .init("groups", arity: 3) { (k, call, reply) throws(CommandError) in
            try k.groupsInfo(call, &reply)
        },
        .init("consumers", arity: 4) { (k, call, reply) throws(CommandError) in
            try k.consumersInfo(call, &reply)
        },
        .init("help", arity: 2) { (k, call, reply) throws(CommandError) in
            reply.help("XINFO", infoHelp)
        },
    ]

    private static let infoHelp = [
        "CONSUMERS <key> <groupname>",
        "    Show consumers of <groupname>.",
        "GROUPS <key>",
        "    Show the stream consumer groups.",
        "STREAM <key> [FULL [COUNT <count>]",
        "    Show information about the stream.",
    ]

    private func streamInfo(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let stream = try read(StreamContent.self, call[2]) else { throw .noSuchKey }
        guard call.count > 3 else { return reply.streamInfo(of: stream.content) }
        guard call.count == 4 || call.count == 6, call.isWord("FULL", at: 3) else {
            throw .streamSubcommandSyntax(call)
        }
        var limit = 10
        if call.count == 6 {
            guard call.isWord("COUNT", at: 4) else { throw .streamSubcommandSyntax(call) }
            let count = try call.requiredInteger(5)
            if count >= 0 { limit = count }
        }
        reply.fullStreamInfo(of: stream.content, limit: limit == 0 ? .max : limit)
    }

    private func groupsInfo(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let stream = try read(StreamContent.self, call[2]) else { throw .noSuchKey }
        let content = stream.content
        reply.array(content.groups.count)
        for position in content.groups.indices {
            let group = content.groups[position]
            reply.map(6)
            reply.bulk("name")
            reply.bulk(group.name)
            reply.bulk("consumers")
            reply.integer(group.consumerNumbers.count)
            reply.bulk("pending")
            reply.integer(group.pending.count)
            reply.progress(of: group, in: content)
        }
    }

    private func consumersInfo(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let stream = try read(StreamContent.self, call[2]) else { throw .noSuchKey }
        guard let place = stream.content.groups.find(ByteString(call[3])) else {
            throw .noGroup(call, group: 3, key: 2)
        }
        let group = stream.content.groups[place]
        reply.array(group.consumerNumbers.count)
        let now = now
        group.forEachConsumer { consumer in
            reply.map(3)
            reply.bulk("name")
            reply.bulk(consumer.name)
            reply.bulk("pending")
            reply.integer(consumer.pending.count)
            reply.bulk("idle")
            reply.integer(max(now &- consumer.seen, 0))
        }
    }
}
