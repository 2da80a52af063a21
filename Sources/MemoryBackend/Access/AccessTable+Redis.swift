extension AccessTable {
    /// The commands of Redis 7.0, with their subcommands, by the groups that each belongs to.
    static let categoriesOfRedis = """
        keyspace,read,fast: dbsize exists expiretime pexpiretime pttl touch ttl type
        keyspace,read,slow: dump object|encoding object|freq object|idletime object|refcount
        keyspace,read,slow: randomkey scan
        keyspace,read,slow,dangerous: keys
        keyspace,write,fast: expire expireat move persist pexpire pexpireat renamenx unlink
        keyspace,write,fast,dangerous: swapdb
        keyspace,write,slow: copy del rename
        keyspace,write,slow,dangerous: flushall flushdb migrate restore restore-asking
        keyspace,slow: object|help
        read,set,sortedset,list,slow,dangerous: sort_ro
        read,set,fast: scard sismember smismember
        read,set,slow: sdiff sinter sintercard smembers srandmember sscan sunion
        read,sortedset,fast: zcard zcount zlexcount zmscore zrank zrevrank zscore
        read,sortedset,slow: zdiff zinter zintercard zrandmember zrange zrangebylex zrangebyscore
        read,sortedset,slow: zrevrange zrevrangebylex zrevrangebyscore zscan zunion
        read,list,fast: llen
        read,list,slow: lindex lpos lrange
        read,hash,fast: hexists hget hlen hmget hstrlen
        read,hash,slow: hgetall hkeys hrandfield hscan hvals
        read,string,fast: get mget strlen
        read,string,slow: getrange lcs substr
        read,bitmap,fast: bitfield_ro getbit
        read,bitmap,slow: bitcount bitpos
        read,hyperloglog,slow: pfcount
        read,geo,slow: geodist geohash geopos georadius_ro georadiusbymember_ro geosearch
        read,stream,fast: xlen
        read,stream,slow: xinfo|consumers xinfo|groups xinfo|stream xpending xrange xrevrange
        read,stream,slow,blocking: xread
        read,fast: lolwut
        read,slow: memory|usage
        write,set,sortedset,list,slow,dangerous: sort
        write,set,fast: sadd smove spop srem
        write,set,slow: sdiffstore sinterstore sunionstore
        write,sortedset,fast: zadd zincrby zpopmax zpopmin zrem
        write,sortedset,fast,blocking: bzpopmax bzpopmin
        write,sortedset,slow: zdiffstore zinterstore zmpop zrangestore zremrangebylex
        write,sortedset,slow: zremrangebyrank zremrangebyscore zunionstore
        write,sortedset,slow,blocking: bzmpop
        write,list,fast: lpop lpush lpushx rpop rpush rpushx
        write,list,slow: linsert lmove lmpop lrem lset ltrim rpoplpush
        write,list,slow,blocking: blmove blmpop blpop brpop brpoplpush
        write,hash,fast: hdel hincrby hincrbyfloat hmset hset hsetnx
        write,string,fast: append decr decrby getdel getex getset incr incrby incrbyfloat setnx
        write,string,slow: mset msetnx psetex set setex setrange
        write,bitmap,slow: bitfield bitop setbit
        write,hyperloglog,admin,slow,dangerous: pfdebug
        write,hyperloglog,fast: pfadd
        write,hyperloglog,slow: pfmerge
        write,geo,slow: geoadd georadius georadiusbymember geosearchstore
        write,stream,fast: xack xadd xautoclaim xclaim xdel xsetid
        write,stream,slow: xgroup|create xgroup|createconsumer xgroup|delconsumer xgroup|destroy
        write,stream,slow: xgroup|setid xtrim
        write,stream,slow,blocking: xreadgroup
        write,slow,scripting: function|delete function|flush function|load function|restore
        hyperloglog,admin,slow,dangerous: pfselftest
        stream,slow: xgroup|help xinfo|help
        pubsub,fast: publish spublish
        pubsub,slow: psubscribe pubsub|channels pubsub|numpat pubsub|numsub pubsub|shardchannels
        pubsub,slow: pubsub|shardnumsub punsubscribe ssubscribe subscribe sunsubscribe unsubscribe
        admin,fast,dangerous: lastsave role
        admin,slow,dangerous: acl|deluser acl|dryrun acl|getuser acl|list acl|load acl|log acl|save
        admin,slow,dangerous: acl|setuser acl|users bgrewriteaof bgsave cluster|addslots
        admin,slow,dangerous: cluster|addslotsrange cluster|bumpepoch cluster|count-failure-reports
        admin,slow,dangerous: cluster|delslots cluster|delslotsrange cluster|failover
        admin,slow,dangerous: cluster|flushslots cluster|forget cluster|meet cluster|replicas
        admin,slow,dangerous: cluster|replicate cluster|reset cluster|saveconfig
        admin,slow,dangerous: cluster|set-config-epoch cluster|setslot cluster|slaves config|get
        admin,slow,dangerous: config|resetstat config|rewrite config|set debug failover
        admin,slow,dangerous: latency|doctor latency|graph latency|histogram latency|history
        admin,slow,dangerous: latency|latest latency|reset module|list module|load module|loadex
        admin,slow,dangerous: module|unload monitor psync replconf replicaof save shutdown slaveof
        admin,slow,dangerous: slowlog|get slowlog|len slowlog|reset sync
        admin,slow,dangerous,connection: client|kill client|list client|no-evict client|pause
        admin,slow,dangerous,connection: client|unblock client|unpause
        fast: time
        fast,connection: asking auth echo hello ping quit readonly readwrite reset select
        fast,transaction: discard multi unwatch watch
        slow: acl acl|cat acl|genpass acl|help acl|whoami client cluster cluster|countkeysinslot
        slow: cluster|getkeysinslot cluster|help cluster|info cluster|keyslot cluster|links
        slow: cluster|myid cluster|nodes cluster|shards cluster|slots config config|help function
        slow: latency latency|help memory memory|doctor memory|help memory|malloc-stats memory|purge
        slow: memory|stats module module|help object pubsub pubsub|help script slowlog slowlog|help
        slow: xgroup xinfo
        slow,dangerous: info
        slow,connection: client|caching client|getname client|getredir client|help client|id
        slow,connection: client|info client|reply client|setname client|tracking client|trackinginfo
        slow,connection: command command|count command|docs command|getkeys command|getkeysandflags
        slow,connection: command|help command|info command|list wait
        slow,transaction: exec
        slow,scripting: eval eval_ro evalsha evalsha_ro fcall fcall_ro function|dump function|help
        slow,scripting: function|kill function|list function|stats script|debug script|exists
        slow,scripting: script|flush script|help script|kill script|load
        """

    /// How the commands of Redis 7.0 use their keys.
    ///
    /// `r` tells what is in it, `w` changes it, `-` does neither. With more than one, each key has its
    /// own, and all that follow have the last.
    static let accessesOfRedis = """
        -: exists hexists hlen hstrlen llen memory|usage object|encoding object|freq object|idletime
        -: object|refcount scard sismember strlen touch type watch xlen zcard
        r: bitcount bitfield_ro bitpos dump eval_ro evalsha_ro expiretime fcall_ro geodist geohash
        r: geopos georadius_ro georadiusbymember_ro geosearch get getbit getrange hget hgetall hkeys
        r: hmget hrandfield hscan hvals lcs lindex lpos lrange mget pexpiretime pfcount pfdebug pttl
        r: sdiff sinter sintercard smembers smismember srandmember sscan substr sunion ttl
        r: xinfo|consumers xinfo|groups xinfo|stream xpending xrange xread xreadgroup xrevrange
        r: zcount zdiff zinter zintercard zlexcount zmscore zrandmember zrange zrangebylex
        r: zrangebyscore zrank zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore
        r: sort_ro zunion
        r,w: copy sort
        r,w,w: georadius georadiusbymember
        rw: bitfield blmpop blpop brpop bzmpop bzpopmax bzpopmin decr decrby eval evalsha fcall
        rw: getdel getex getset hincrby hincrbyfloat incr incrby incrbyfloat lmpop lpop move rpop
        rw: migrate set setbit spop zincrby zmpop zpopmax zpopmin
        rw,r: pfmerge
        rw,w: blmove brpoplpush lmove rename renamenx rpoplpush smove
        w: append del expire expireat geoadd hdel hmset hset hsetnx linsert lpush lpushx lrem lset
        w: ltrim mset msetnx persist pexpire pexpireat pfadd psetex restore restore-asking rpush
        w: rpushx sadd setex setnx setrange srem unlink xack xadd xautoclaim xclaim xdel
        w: xgroup|create xgroup|createconsumer xgroup|delconsumer xgroup|destroy xgroup|setid xsetid
        w: xtrim zadd zrem zremrangebylex zremrangebyrank zremrangebyscore
        w,r: bitop geosearchstore sdiffstore sinterstore sunionstore zdiffstore zinterstore
        w,r: zrangestore zunionstore
        """
}
