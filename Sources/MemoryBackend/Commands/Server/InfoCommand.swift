import StdnetBackend

extension ServerState {
    /// INFO.
    static let infoCommands: [CommandImplementation] = [
        .init(
            "info",
            server: { (server, _, call, reply) throws(CommandError) in
                var wanted: [String] = (1..<call.count).map { call.text($0).lowercased() }
                if wanted.isEmpty || wanted.contains("default") { wanted += infoSections }
                if wanted.contains("all") || wanted.contains("everything") {
                    wanted += infoSections + ["commandstats", "latencystats"]
                }
                var text = ""
                for name in infoSections + ["commandstats", "latencystats"]
                where wanted.contains(name) {
                    if !text.isEmpty { text += "\r\n" }
                    text += "# \(name.prefix(1).uppercased() + name.dropFirst())\r\n"
                    for (key, value) in server.info(name) { text += "\(key):\(value)\r\n" }
                }
                reply.verbatim(text)
            }
        )
    ]

    private static let infoSections = [
        "server", "clients", "memory", "persistence", "stats", "replication", "cpu", "modules",
        "errorstats", "cluster", "keyspace",
    ]

    private mutating func info(_ section: String) -> [(String, String)] {
        let lines: [(String, Any)]
        switch section {
        case "server":
            let uptime = (keyspace.now - statistics.startedAt) / 1000
            lines = [
                ("redis_version", Self.version), ("redis_git_sha1", "00000000"),
                ("redis_git_dirty", 0), ("redis_mode", "standalone"), ("os", "stdnet"),
                ("arch_bits", 64), ("multiplexing_api", "memory"), ("process_id", 1),
                ("run_id", configuration.runIdentifier), ("tcp_port", configuration["port"] ?? ""),
                ("server_time_usec", keyspace.now * 1000), ("uptime_in_seconds", uptime),
                ("uptime_in_days", uptime / 86400), ("hz", 10), ("configured_hz", 10),
                ("executable", "stdnet"), ("config_file", ""),
            ]
        case "clients":
            lines = [
                ("connected_clients", clients.count), ("cluster_connections", 0),
                ("maxclients", configuration["maxclients"] ?? ""),
                ("client_recent_max_input_buffer", 20480),
                ("client_recent_max_output_buffer", 0),
                ("blocked_clients", clients.values.count { $0.blocked != nil || $0.isHeld }),
                ("tracking_clients", tracking.clientCount),
                ("clients_in_timeout_table", 0),
            ]
        case "memory":
            let used = usedMemory
            lines = [
                ("used_memory", used), ("used_memory_human", "\(used >> 20).00M"),
                ("used_memory_rss", used), ("used_memory_peak", used),
                ("used_memory_lua", scripts.memoryUsed),
                ("used_memory_vm_eval", scripts.memoryUsed),
                ("used_memory_scripts_eval", scripts.size),
                ("number_of_cached_scripts", scripts.loaded.count),
                ("number_of_functions", functions.functionCount),
                ("number_of_libraries", functions.all.count),
                ("used_memory_vm_functions", scripts.functionMemoryUsed),
                ("used_memory_vm_total", scripts.memoryUsed + scripts.functionMemoryUsed),
                ("used_memory_functions", functions.size),
                ("used_memory_scripts", scripts.size + functions.size),
                ("maxmemory", configuration["maxmemory"] ?? ""),
                ("maxmemory_policy", configuration["maxmemory-policy"] ?? ""),
                ("mem_fragmentation_ratio", "1.00"), ("mem_allocator", "libc"),
                ("active_defrag_running", 0), ("lazyfree_pending_objects", 0),
                ("lazyfreed_objects", 0),
            ]
        case "persistence":
            lines = [
                ("loading", 0), ("async_loading", 0),
                ("rdb_changes_since_last_save", keyspace.changes.unsaved),
                ("rdb_bgsave_in_progress", 0), ("rdb_last_save_time", statistics.startedAt / 1000),
                ("rdb_last_bgsave_status", "ok"), ("aof_enabled", 0),
                ("aof_rewrite_in_progress", 0), ("aof_rewrite_scheduled", 0),
                ("aof_last_bgrewrite_status", "ok"), ("aof_last_write_status", "ok"),
            ]
        case "stats":
            lines = [
                ("total_connections_received", statistics.connectionCount),
                ("total_commands_processed", statistics.commandCount),
                ("instantaneous_ops_per_sec", 0), ("rejected_connections", 0),
                ("expired_keys", keyspace.changes.expiredCount),
                ("evicted_keys", statistics.evictedKeyCount),
                ("migrate_cached_sockets", 0),
                ("keyspace_hits", keyspace.lookups.counts.hits),
                ("keyspace_misses", keyspace.lookups.counts.misses),
                ("pubsub_channels", channels.channels.count),
                ("pubsub_patterns", channels.patterns.count),
                ("pubsubshard_channels", channels.shardChannels.count),
                ("tracking_total_keys", tracking.keyCount),
                ("tracking_total_items", tracking.itemCount),
                ("tracking_total_prefixes", tracking.prefixes.count),
                ("total_error_replies", statistics.unexpectedErrorReplies),
            ]
        case "replication":
            lines = [
                ("role", "master"), ("connected_slaves", 0),
                ("master_failover_state", "no-failover"),
                ("master_replid", configuration.runIdentifier), ("master_repl_offset", 0),
                ("repl_backlog_active", 0),
            ]
        case "cpu": lines = [("used_cpu_sys", "0.000000"), ("used_cpu_user", "0.000000")]
        case "errorstats":
            lines = statistics.errors.sorted { $0.key < $1.key }
                .map { ("errorstat_\($0.key)", "count=\($0.value)") }
        case "commandstats":
            lines = Keyspace.dispatch.allNames.enumerated().compactMap { place, name in
                let calls = statistics.commands[place].calls
                let rejections = statistics.commands[place].rejections
                guard calls > 0 || rejections > 0 else { return nil }
                return (
                    "cmdstat_\(name)",
                    "calls=\(calls),usec=\(calls),usec_per_call=\(calls > 0 ? "1.00" : "0.00"),"
                        + "rejected_calls=\(rejections),failed_calls=\(statistics.commands[place].failures)"
                )
            }
        case "cluster": lines = [("cluster_enabled", 0)]
        case "keyspace": lines = keyspaceLines()
        default: lines = []
        }
        return lines.map { ($0.0, "\($0.1)") }
    }

    private mutating func keyspaceLines() -> [(String, Any)] {
        let home = keyspace.selected
        defer { keyspace.select(home) }
        var lines: [(String, Any)] = []
        for number in 0..<Keyspace.databaseCount {
            keyspace.select(number)
            guard keyspace.count > 0 else { continue }
            let (expiring, ttl) = keyspace.expiringKeys
            lines.append(
                ("db\(number)", "keys=\(keyspace.count),expires=\(expiring),avg_ttl=\(ttl)")
            )
        }
        return lines
    }
}
