import StdnetBackend

extension Keyspace {
    static let groupSubcommands: [StreamSubcommand] = [
        .init("create", arity: -5) { (k, call, reply) throws(CommandError) in
            try k.createGroup(call, &reply)
        },
        .init("setid", arity: -5) { (k, call, reply) throws(CommandError) in
            try k.setGroupID(call, &reply)
        },
        .init("destroy", arity: 4) { (k, call, reply) throws(CommandError) in
            try k.destroyGroup(call, &reply)
        },
        .init("createconsumer", arity: 5) { (k, call, reply) throws(CommandError) in
            try k.createConsumer(call, &reply)
        },
        .init("delconsumer", arity: 5) { (k, call, reply) throws(CommandError) in
            try k.deleteConsumer(call, &reply)
        },
        .init("help", arity: 2) { (k, call, reply) throws(CommandError) in
            reply.help("XGROUP", groupHelp)
        },
    ]

    private static let groupHelp = [
        "CREATE <key> <groupname> <id|$> [option]",
        "    Create a new consumer group. Options are:",
        "    * MKSTREAM",
        "      Create the empty stream if it does not exist.",
        "    * ENTRIESREAD entries_read",
        "      Set the group's entries_read counter (internal use).",
        "CREATECONSUMER <key> <groupname> <consumer>",
        "    Create a new consumer in the specified group.",
        "DELCONSUMER <key> <groupname> <consumer>",
        "    Remove the specified consumer.",
        "DESTROY <key> <groupname>",
        "    Remove the specified group.",
        "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
        "    Set the current group ID and entries_read counter.",
    ]

    private mutating func createGroup(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let options = try StreamGroupOptions(call, mayMakeStream: true)
        let found = try change(StreamContent.self, call[2])
        guard found != nil || options.makesStream else { throw .streamMissing }
        guard call.count <= 8 else { throw .streamSubcommandSyntax(call) }
        let isLast = call[4].elementsEqual("$".utf8)
        let id = try isLast ? found?.box.content.lastID ?? .zero : call.streamID(4)
        let stream = if let found { found.box } else { try write(StreamContent.self, call[2]) }
        if found == nil { touched(call[2]) }
        let group = StreamGroup(
            name: ByteString(call[3]),
            lastID: id,
            entriesRead: options.entriesRead
        )
        guard stream.content.groups.add(group) else {
            throw .init("BUSYGROUP Consumer Group name already exists")
        }
        happened(call[2], .stream("xgroup-create"))
        reply.ok()
    }

    private mutating func setGroupID(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let options = try StreamGroupOptions(call, mayMakeStream: false)
        let (stream, group) = try requiredGroup(call)
        guard call.count == 5 || call.count == 7 else { throw .streamSubcommandSyntax(call) }
        let isLast = call[4].elementsEqual("$".utf8)
        let id = try isLast ? stream.content.lastID : call.streamBound(4)
        stream.content.groups[group].lastID = id
        stream.content.groups[group].entriesRead = options.entriesRead
        happened(call[2], .stream("xgroup-setid"))
        reply.ok()
    }

    private mutating func destroyGroup(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let (_, stream) = try change(StreamContent.self, call[2]) else {
            throw .streamMissing
        }
        guard let group = stream.content.groups.find(ByteString(call[3])) else {
            return reply.integer(0)
        }
        stream.content.groups.remove(at: group)
        happened(call[2], .stream("xgroup-destroy"))
        ready(call[2])
        reply.integer(1)
    }

    private mutating func createConsumer(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let (stream, group) = try requiredGroup(call)
        let name = ByteString(call[4])
        guard stream.content.groups[group].findConsumer(name) == nil else {
            return reply.integer(0)
        }
        stream.content.groups[group].addConsumer(name, seen: now)
        happened(call[2], .stream("xgroup-createconsumer"))
        reply.integer(1)
    }

    private mutating func deleteConsumer(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let (stream, group) = try requiredGroup(call)
        let name = ByteString(call[4])
        guard let consumer = stream.content.groups[group].findConsumer(name) else {
            return reply.integer(0)
        }
        reply.integer(stream.content.groups[group].removeConsumer(consumer))
        happened(call[2], .stream("xgroup-delconsumer"))
    }

    /// The stream and the group that a subcommand of XGROUP is about.
    private mutating func requiredGroup(
        _ call: ArgumentView
    ) throws(CommandError) -> (stream: Box<StreamContent>, group: Int) {
        guard let (_, stream) = try change(StreamContent.self, call[2]) else {
            throw .streamMissing
        }
        guard let group = stream.content.groups.find(ByteString(call[3])) else {
            throw .noGroup(call, group: 3, key: 2)
        }
        return (stream, group)
    }
}

/// The options of XGROUP CREATE and XGROUP SETID.
private struct StreamGroupOptions {
    private(set) var makesStream = false
    private(set) var entriesRead: Int?

    init(_ call: ArgumentView, mayMakeStream: Bool) throws(CommandError) {
        var position = 5
        while position < call.count {
            if mayMakeStream, call.isWord("MKSTREAM", at: position) {
                makesStream = true
                position += 1
                continue
            }
            guard call.isWord("ENTRIESREAD", at: position), call.hasWord(after: position) else {
                throw .streamSubcommandSyntax(call)
            }
            let read = try call.requiredInteger(position + 1)
            guard read >= -1 else {
                throw .init("ERR value for ENTRIESREAD must be positive or -1")
            }
            entriesRead = read >= 0 ? read : nil
            position += 2
        }
    }
}

extension CommandError {
    fileprivate static var streamMissing: CommandError {
        .init(
            "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may "
                + "want to use the MKSTREAM option to create an empty stream automatically."
        )
    }

    /// A group that XGROUP or XINFO does not find.
    static func noGroup(_ call: ArgumentView, group: Int, key: Int) -> CommandError {
        .init(
            "NOGROUP No such consumer group '\(call.errorText(group))' for key name "
                + "'\(call.errorText(key))'"
        )
    }
}
