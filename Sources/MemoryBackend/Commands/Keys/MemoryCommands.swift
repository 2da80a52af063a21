import StdnetBackend

extension ServerState {
    /// MEMORY: what keys cost, in the sizes of Redis on a 64-bit machine.
    static let memoryCommands: [CommandImplementation] = [
        .init(
            "memory",
            server: { (server, _, call, reply) throws(CommandError) in
                try server.memory(call, &reply)
            }
        )
    ]

    private func memory(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        switch call.text(1).uppercased() {
        case "USAGE": try keyspace.memoryUsage(call, &reply)
        case "STATS": memoryStatistics(&reply)
        case "HELP": reply.help("MEMORY", Self.memoryHelp)
        case "PURGE": reply.ok()
        case "DOCTOR": reply.verbatim(Self.memoryDiagnosis)
        default: reply.bulk("Stats not supported for the current allocator")
        }
    }

    /// A part of Redis's statistics.
    private func memoryStatistics(_ reply: inout ReplyBuilder) {
        var numbers = keyspace.memoryStatistics
        numbers.insert(("lua.caches", scripts.size), at: 3)
        numbers.insert(("functions.caches", functions.size), at: 4)
        reply.map(numbers.count)
        for (name, number) in numbers {
            reply.bulk(name)
            reply.integer(number)
        }
    }

    /// What Redis finds wrong with an instance that holds little.
    private static let memoryDiagnosis =
        "Hi Sam, this instance is empty or is using very little memory, my issues detector can't be"
        + " used in these conditions. Please, leave for your mission on Earth and fill it with some"
        + " data. The new Sam and I will be back to our programming as soon as I finished"
        + " rebooting.\n"

    private static let memoryHelp: StaticString = """
        DOCTOR
            Return memory problems reports.
        MALLOC-STATS
            Return internal statistics report from the memory allocator.
        PURGE
            Attempt to purge dirty pages for reclamation by the allocator.
        STATS
            Return information about the memory usage of the server.
        USAGE <key> [SAMPLES <count>]
            Return memory in bytes used by <key> and its value. Nested values are
            sampled up to <count> times (default: 5, 0 means sample all).
        """
}

extension Keyspace {
    fileprivate func memoryUsage(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        var samples = 5
        var position = 3
        while position < call.count {
            guard call.isWord("SAMPLES", at: position), call.hasWord(after: position) else {
                throw .syntax
            }
            samples = try call.requiredInteger(position + 1)
            guard samples >= 0 else { throw .syntax }
            position += 2
        }
        guard let position = peek(call[2]) else { return reply.null() }
        let estimate = MemoryEstimate(settings, samples: samples == 0 ? .max : samples)
        reply.integer(estimate.size(of: table.entry(position).pointee))
    }

    /// Statistics from what a few hundred keys cost.
    fileprivate var memoryStatistics: [(String, Int)] {
        let estimate = MemoryEstimate(settings, samples: 5)
        let sampled = min(count, 256)
        let sum = (0..<sampled).reduce(0) { $0 + estimate.size(of: table.entry($1).pointee) }
        let total = sampled == 0 ? 0 : sum / sampled * count
        let overhead = count * MemoryEstimate.entrySize
        return [
            ("peak.allocated", total), ("total.allocated", total), ("startup.allocated", 0),
            ("overhead.total", overhead), ("keys.count", count),
            ("keys.bytes-per-key", sampled == 0 ? 0 : total / count),
            ("dataset.bytes", max(0, total - overhead)),
        ]
    }
}
