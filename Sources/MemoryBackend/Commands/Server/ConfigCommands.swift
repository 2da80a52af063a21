import StdnetBackend

extension ServerState {
    /// CONFIG and what it does.
    static let configCommands: [CommandImplementation] = [
        .init(
            "config",
            server: { (server, _, call, reply) throws(CommandError) in
                switch call.text(1).lowercased() {
                case "get": server.configGet(call, &reply)
                case "set": try server.configSet(call, &reply)
                case "resetstat":
                    server.resetStatistics()
                    reply.ok()
                case "rewrite": throw .init("ERR The server is running without a config file")
                default:
                    reply.help(
                        "CONFIG",
                        """
                        GET <pattern>
                            Return parameters matching the glob-like <pattern> and their values.
                        SET <directive> <value>
                            Set the configuration <directive> to <value>.
                        RESETSTAT
                            Reset statistics reported by the INFO command.
                        REWRITE
                            Rewrite the configuration file.
                        """
                    )
                }
            }
        )
    ]

    private func configGet(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        var found: [String: String] = [:]
        var names: Set<String> = []
        for position in 2..<call.count {
            // What is a name, not a pattern, is shown as it was written first.
            let word = call.text(position)
            if !word.contains(where: { "[*?".contains($0) }) {
                guard let value = configuration[word.lowercased()] else { continue }
                if names.insert(word.lowercased()).inserted { found[word] = value }
                continue
            }
            for (name, value) in configuration.matching(call[position])
            where names.insert(name).inserted { found[name] = value }
        }
        reply.map(found.count)
        for (name, value) in found.sorted(by: { $0.key < $1.key }) {
            reply.bulk(name)
            reply.bulk(value)
        }
    }

    /// Sets all parameters or, when one of them can't be set, none.
    private mutating func configSet(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count % 2 == 0 else { throw .syntax }
        var names: Set<String> = []
        for position in stride(from: 2, to: call.count, by: 2) {
            let name = call.text(position).lowercased()
            guard configuration.isKnown(name) else {
                throw .init(
                    "ERR Unknown option or number of arguments for CONFIG SET - '\(call.text(position))'"
                )
            }
            guard !ConfigurationParameters.immutable.contains(name) else {
                throw .init(
                    "ERR CONFIG SET failed (possibly related to argument '\(name)') - can't set "
                        + "immutable config"
                )
            }
            guard names.insert(name).inserted else {
                throw .init(
                    "ERR CONFIG SET failed (possibly related to argument '\(name)') - duplicate parameter"
                )
            }
        }
        let (oldConfiguration, oldSettings) = (configuration, keyspace.settings)
        for position in stride(from: 2, to: call.count, by: 2) {
            let name = call.text(position).lowercased()
            guard let reason = configuration.set(name, call.text(position + 1), &keyspace.settings)
            else { continue }
            configuration = oldConfiguration
            keyspace.settings = oldSettings
            throw .init(
                "ERR CONFIG SET failed (possibly related to argument '\(name)') - \(reason)"
            )
        }
        limits.update(from: configuration)
        tracking.limit = configuration["tracking-table-max-keys"].flatMap { Int($0) } ?? 0
        if names.contains("requirepass") { updateDefaultPassword() }
        makeRoom()
        observe()
        reply.ok()
    }
}
