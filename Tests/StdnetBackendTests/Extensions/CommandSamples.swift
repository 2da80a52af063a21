/// One call or more of every command of Redis 7.0, with an `@` before each word that names a key.
///
/// `!` starts a call that no prefix can narrow, `?` one that stands for a walk over all keys.
enum CommandSamples {
    static let lines = text.split(separator: "\n").map(String.init)

    private static let text = """
        acl WHOAMI
        append @k v
        asking
        auth user word
        bgrewriteaof
        bgsave
        bitcount @k 0 -1
        bitfield @k GET u8 0
        bitfield_ro @k GET u8 0
        bitop AND @d @a @b
        bitpos @k 1
        blmove @a @b LEFT RIGHT 0
        blmpop 0 2 @a @b LEFT COUNT 2
        blpop @a @b 0
        brpop @a @b 0
        brpoplpush @a @b 0
        bzmpop 0 2 @a @b MIN
        bzpopmax @a @b 0
        bzpopmin @a @b 0
        client SETNAME k
        !client TRACKING ON
        !cluster INFO
        command GETKEYS GET k
        config GET maxmemory
        copy @a @b DB 1 REPLACE
        ?dbsize
        !debug OBJECT k
        decr @k
        decrby @k 2
        del @a @b @c
        !discard
        dump @k
        echo k
        eval text 2 @a @b c
        eval_ro text 1 @a b
        evalsha digest 0 a
        evalsha_ro digest 1 @a b
        !exec
        exists @a @b
        expire @k 5 NX
        expireat @k 5
        expiretime @k
        !failover
        fcall name 2 @a @b c
        fcall_ro name 1 @a b
        !flushall
        !flushall ASYNC
        ?flushdb
        ?flushdb ASYNC
        function LIST
        geoadd @k 1 2 m
        geodist @k m n
        geohash @k m
        geopos @k m
        georadius @k 1 2 3 km STORE @d STOREDIST @e
        georadius_ro @k 1 2 3 km
        georadiusbymember @k store 3 km STORE @d
        georadiusbymember_ro @k m 3 km
        geosearch @k FROMMEMBER m BYRADIUS 1 km
        geosearchstore @d @k FROMMEMBER m BYRADIUS 1 km
        get @k
        getbit @k 1
        getdel @k
        getex @k EX 5
        getrange @k 0 1
        getset @k v
        hdel @k f g
        hello 3
        hexists @k f
        hget @k f
        hgetall @k
        hincrby @k f 1
        hincrbyfloat @k f 1
        hkeys @k
        hlen @k
        hmget @k f g
        hmset @k f v
        hrandfield @k 1
        hscan @k 0 MATCH f*
        hset @k f v g w
        hsetnx @k f v
        hstrlen @k f
        hvals @k
        incr @k
        incrby @k 2
        incrbyfloat @k 2
        info keyspace
        keys @*
        lastsave
        latency LATEST
        lcs @a @b LEN
        lindex @k 0
        linsert @k BEFORE a b
        llen @k
        lmove @a @b LEFT RIGHT
        lmpop 2 @a @b LEFT
        lolwut
        lpop @k 2
        lpos @k m
        lpush @k a b
        lpushx @k a
        lrange @k 0 -1
        lrem @k 0 a
        lset @k 0 a
        ltrim @k 0 1
        memory USAGE @k SAMPLES 5
        memory STATS
        mget @a @b
        migrate host 6379 @k 0 100 COPY
        migrate host 6379 '' 0 100 AUTH keys KEYS @a @b
        !module LIST
        !monitor
        move @k 1
        mset @a 1 @b 2
        msetnx @a 1 @b 2
        !multi
        object ENCODING @k
        object HELP
        persist @k
        pexpire @k 5
        pexpireat @k 5
        pexpiretime @k
        pfadd @k a b
        pfcount @a @b
        pfdebug GETREG @k
        pfmerge @d @a @b
        pfselftest
        ping k
        psetex @k 5 v
        psubscribe pattern*
        !psync ? -1
        pttl @k
        publish channel k
        pubsub CHANNELS *
        punsubscribe pattern*
        quit
        ?randomkey
        readonly
        readwrite
        rename @a @b
        renamenx @a @b
        !replconf ACK 1
        !replicaof host 6379
        reset
        restore @k 0 bytes REPLACE
        restore-asking @k 0 bytes
        role
        rpop @k
        rpoplpush @a @b
        rpush @k a b
        rpushx @k a
        sadd @k a b
        save
        scan 0 MATCH @a* COUNT 5 TYPE set
        scard @k
        script EXISTS digest
        sdiff @a @b
        sdiffstore @d @a @b
        select 1
        set @k v EX 5
        setbit @k 1 1
        setex @k 5 v
        setnx @k v
        setrange @k 0 v
        !shutdown NOSAVE
        sinter @a @b
        sintercard 2 @a @b LIMIT 1
        sinterstore @d @a @b
        sismember @k m
        !slaveof NO ONE
        slowlog LEN
        smembers @k
        smismember @k m n
        smove @a @b m
        sort @k BY @w_*->f LIMIT 0 5 GET # GET @o_* GET plain ALPHA STORE @d
        sort @k BY nosort
        sort_ro @k BY @w_* GET @o_*->f
        spop @k 2
        spublish channel k
        srandmember @k 2
        srem @k a b
        sscan @k 0
        ssubscribe channel
        strlen @k
        subscribe channel
        substr @k 0 1
        sunion @a @b
        sunionstore @d @a @b
        sunsubscribe channel
        !swapdb 0 1
        !sync
        time
        touch @a @b
        ttl @k
        type @k
        unlink @a @b
        unsubscribe channel
        unwatch
        wait 1 5
        watch @a @b
        xack @k g 1-1
        xadd @k MAXLEN 5 * f v
        xautoclaim @k g c 5 0
        xclaim @k g c 5 1-1
        xdel @k 1-1
        xgroup CREATE @k g 0
        xinfo STREAM @k
        xlen @k
        xpending @k g
        xrange @k - +
        xread COUNT 2 BLOCK 5 STREAMS @a @b 0 0
        xreadgroup GROUP streams c COUNT 2 NOACK STREAMS @a @b > >
        xrevrange @k + -
        xsetid @k 1-1
        xtrim @k MAXLEN 5
        zadd @k NX 1 m
        zcard @k
        zcount @k 0 1
        zdiff 2 @a @b WITHSCORES
        zdiffstore @d 2 @a @b
        zincrby @k 1 m
        zinter 2 @a @b WEIGHTS 1 2
        zintercard 2 @a @b
        zinterstore @d 2 @a @b WEIGHTS 1 2
        zlexcount @k - +
        zmpop 2 @a @b MIN
        zmscore @k m n
        zpopmax @k
        zpopmin @k 2
        zrandmember @k 2
        zrange @k 0 -1
        zrangebylex @k - +
        zrangebyscore @k 0 1
        zrangestore @d @k 0 -1
        zrank @k m
        zrem @k m n
        zremrangebylex @k - +
        zremrangebyrank @k 0 1
        zremrangebyscore @k 0 1
        zrevrange @k 0 -1
        zrevrangebylex @k + -
        zrevrangebyscore @k 1 0
        zrevrank @k m
        zscan @k 0
        zscore @k m
        zunion 2 @a @b
        zunionstore @d 2 @a @b AGGREGATE MAX
        """
}
