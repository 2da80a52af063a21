/// What is known of the parameters of CONFIG: which there are, and what each may be.
enum ConfigurationParameters {
    /// Names of one parameter, new and old.
    static let aliases: [String: String] = {
        let pairs = [
            ("cluster-replica-no-failover", "cluster-slave-no-failover"),
            ("replica-lazy-flush", "slave-lazy-flush"),
            ("replica-serve-stale-data", "slave-serve-stale-data"),
            ("replica-read-only", "slave-read-only"),
            ("replica-ignore-maxmemory", "slave-ignore-maxmemory"),
            ("replica-announce-ip", "slave-announce-ip"),
            ("cluster-replica-validity-factor", "cluster-slave-validity-factor"),
            ("list-max-listpack-size", "list-max-ziplist-size"),
            ("replica-priority", "slave-priority"),
            ("replica-announce-port", "slave-announce-port"),
            ("repl-ping-replica-period", "repl-ping-slave-period"),
            ("min-replicas-to-write", "min-slaves-to-write"),
            ("min-replicas-max-lag", "min-slaves-max-lag"),
            ("busy-reply-threshold", "lua-time-limit"),
            ("hash-max-listpack-entries", "hash-max-ziplist-entries"),
            ("zset-max-listpack-entries", "zset-max-ziplist-entries"),
            ("hash-max-listpack-value", "hash-max-ziplist-value"),
            ("zset-max-listpack-value", "zset-max-ziplist-value"),
            ("replicaof", "slaveof"),
        ]
        return Dictionary(uniqueKeysWithValues: pairs + pairs.map { ($1, $0) })
    }()

    /// The parameters that are what they are from the start on.
    static let immutable: Set<String> = [
        "rdbchecksum", "daemonize", "io-threads-do-reads", "always-show-logo", "set-proc-title",
        "syslog-enabled", "cluster-enabled", "disable-thp", "aclfile", "unixsocket", "pidfile",
        "cluster-config-file", "syslog-ident", "appendfilename", "appenddirname", "server_cpulist",
        "bio_cpulist", "aof_rewrite_cpulist", "bgsave_cpulist", "logfile", "supervised",
        "syslog-facility", "enable-protected-configs", "enable-debug-command",
        "enable-module-command", "databases", "io-threads", "tcp-backlog", "cluster-port",
        "unixsocketperm", "socket-mark-id", "replicaof",
    ]

    /// The parameters for tests.
    static let hidden: Set<String> = [
        "key-load-delay", "loading-process-events-interval-bytes", "rdb-key-save-delay",
        "use-exit-on-panic", "watchdog-period",
    ]

    /// The parameters that are one word of a few.
    static let words: [String: [String]] = [
        "maxmemory-policy": [
            "volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl", "allkeys-lru",
            "allkeys-lfu", "allkeys-random", "noeviction",
        ],
        "loglevel": ["debug", "verbose", "notice", "warning"],
        "appendfsync": ["everysec", "always", "no"],
        "repl-diskless-load": ["disabled", "on-empty-db", "swapdb"],
        "oom-score-adj": ["no", "yes", "relative", "absolute"],
        "acl-pubsub-default": ["allchannels", "resetchannels"],
        "sanitize-dump-payload": ["no", "yes", "clients"],
        "cluster-preferred-endpoint-type": ["ip", "hostname", "unknown-endpoint"],
        "propagation-error-behavior": ["ignore", "panic", "panic-on-replicas"],
        "tls-auth-clients": ["no", "yes", "optional"],
    ]

    /// The parameters that are numbers of bytes, with a unit or without.
    static let sizes: Set<String> = [
        "active-defrag-ignore-bytes", "auto-aof-rewrite-min-size", "client-query-buffer-limit",
        "cluster-link-sendbuf-limit", "hash-max-listpack-value", "hash-max-ziplist-value",
        "hll-sparse-max-bytes", "maxmemory", "maxmemory-clients", "proto-max-bulk-len",
        "repl-backlog-size", "stream-node-max-bytes", "zset-max-listpack-value",
        "zset-max-ziplist-value",
    ]

    /// The values that redis-server 7.0 starts with.
    static let defaults = """
        client-output-buffer-limit normal 0 0 0 slave 268435456 67108864 60 \
        pubsub 33554432 8388608 60
        acl-pubsub-default resetchannels
        aclfile
        acllog-max-len 128
        active-defrag-cycle-max 25
        active-defrag-cycle-min 1
        active-defrag-ignore-bytes 104857600
        active-defrag-max-scan-fields 1000
        active-defrag-threshold-lower 10
        active-defrag-threshold-upper 100
        active-expire-effort 1
        activedefrag no
        activerehashing yes
        always-show-logo no
        aof-disable-auto-gc no
        aof-load-truncated yes
        aof-rewrite-incremental-fsync yes
        aof-timestamp-enabled no
        aof-use-rdb-preamble yes
        aof_rewrite_cpulist
        appenddirname appendonlydir
        appendfilename appendonly.aof
        appendfsync everysec
        appendonly no
        auto-aof-rewrite-min-size 67108864
        auto-aof-rewrite-percentage 100
        bgsave_cpulist
        bind 127.0.0.1
        bind-source-addr
        bio_cpulist
        busy-reply-threshold 5000
        client-query-buffer-limit 1073741824
        cluster-allow-pubsubshard-when-down yes
        cluster-allow-reads-when-down no
        cluster-allow-replica-migration yes
        cluster-announce-bus-port 0
        cluster-announce-hostname
        cluster-announce-ip
        cluster-announce-port 0
        cluster-announce-tls-port 0
        cluster-config-file nodes.conf
        cluster-enabled no
        cluster-link-sendbuf-limit 0
        cluster-migration-barrier 1
        cluster-node-timeout 15000
        cluster-port 0
        cluster-preferred-endpoint-type ip
        cluster-replica-no-failover no
        cluster-replica-validity-factor 10
        cluster-require-full-coverage yes
        cluster-slave-no-failover no
        cluster-slave-validity-factor 10
        crash-log-enabled yes
        crash-memcheck-enabled yes
        daemonize no
        databases 16
        dbfilename dump.rdb
        dir .
        disable-thp yes
        dynamic-hz yes
        enable-debug-command yes
        enable-module-command no
        enable-protected-configs no
        hash-max-listpack-entries 512
        hash-max-listpack-value 64
        hash-max-ziplist-entries 512
        hash-max-ziplist-value 64
        hll-sparse-max-bytes 3000
        hz 10
        ignore-warnings
        io-threads 1
        io-threads-do-reads no
        jemalloc-bg-thread yes
        latency-monitor-threshold 0
        latency-tracking yes
        latency-tracking-info-percentiles 50 99 99.9
        lazyfree-lazy-eviction no
        lazyfree-lazy-expire no
        lazyfree-lazy-server-del no
        lazyfree-lazy-user-del no
        lazyfree-lazy-user-flush no
        lfu-decay-time 1
        lfu-log-factor 10
        list-compress-depth 0
        list-max-listpack-size -2
        list-max-ziplist-size -2
        logfile
        loglevel notice
        lua-time-limit 5000
        masterauth
        masteruser
        maxclients 10000
        maxmemory 0
        maxmemory-clients 0
        maxmemory-eviction-tenacity 10
        maxmemory-policy noeviction
        maxmemory-samples 5
        min-replicas-max-lag 10
        min-replicas-to-write 0
        min-slaves-max-lag 10
        min-slaves-to-write 0
        no-appendfsync-on-rewrite no
        notify-keyspace-events
        oom-score-adj no
        oom-score-adj-values 0 200 800
        pidfile
        port 6379
        proc-title-template {title} {listen-addr} {server-mode}
        propagation-error-behavior ignore
        protected-mode yes
        proto-max-bulk-len 536870912
        rdb-del-sync-files no
        rdb-save-incremental-fsync yes
        rdbchecksum yes
        rdbcompression yes
        repl-backlog-size 1048576
        repl-backlog-ttl 3600
        repl-disable-tcp-nodelay no
        repl-diskless-load disabled
        repl-diskless-sync yes
        repl-diskless-sync-delay 5
        repl-diskless-sync-max-replicas 0
        repl-ping-replica-period 10
        repl-ping-slave-period 10
        repl-timeout 60
        replica-announce-ip
        replica-announce-port 0
        replica-announced yes
        replica-ignore-disk-write-errors no
        replica-ignore-maxmemory yes
        replica-lazy-flush no
        replica-priority 100
        replica-read-only yes
        replica-serve-stale-data yes
        replicaof
        requirepass
        sanitize-dump-payload no
        save
        server_cpulist
        set-max-intset-entries 512
        set-proc-title yes
        shutdown-on-sigint default
        shutdown-on-sigterm default
        shutdown-timeout 10
        slave-announce-ip
        slave-announce-port 0
        slave-ignore-maxmemory yes
        slave-lazy-flush no
        slave-priority 100
        slave-read-only yes
        slave-serve-stale-data yes
        slaveof
        slowlog-log-slower-than 10000
        slowlog-max-len 128
        socket-mark-id 0
        stop-writes-on-bgsave-error yes
        stream-node-max-bytes 4096
        stream-node-max-entries 100
        supervised no
        syslog-enabled no
        syslog-facility local0
        syslog-ident redis
        tcp-backlog 511
        tcp-keepalive 300
        timeout 0
        tls-auth-clients yes
        tls-ca-cert-dir
        tls-ca-cert-file
        tls-cert-file
        tls-ciphers
        tls-ciphersuites
        tls-client-cert-file
        tls-client-key-file
        tls-client-key-file-pass
        tls-cluster no
        tls-dh-params-file
        tls-key-file
        tls-key-file-pass
        tls-port 0
        tls-prefer-server-ciphers no
        tls-protocols
        tls-replication no
        tls-session-cache-size 20480
        tls-session-cache-timeout 300
        tls-session-caching yes
        tracking-table-max-keys 1000000
        unixsocket
        unixsocketperm 0
        zset-max-listpack-entries 128
        zset-max-listpack-value 64
        zset-max-ziplist-entries 128
        zset-max-ziplist-value 64
        key-load-delay 0
        loading-process-events-interval-bytes 2097152
        rdb-key-save-delay 0
        use-exit-on-panic no
        watchdog-period 0
        """
}
