extension CommandGrammar {
    /// The commands of Redis that a story can tell: without those that end the server, replicate it or
    /// write files.
    static let redis = CommandGrammar(
        """
        append $s $value
        decr $s
        decrby $s $int
        incr $s
        incrby $s $int
        incrbyfloat $s $float
        6 get $s
        2 getdel $s
        getex $s <EX $seconds|PX $milliseconds|EXAT $lateat|PXAT $latemsat|PERSIST>
        getrange $s $index $index
        substr $s $index $index
        getset $s $value
        mget {$s}
        mset {$s $value}
        msetnx {$s $value}
        psetex $s $milliseconds $value
        setex $s $seconds $value
        setnx $s $value
        12 set $s $value <NX|XX|GET|KEEPTTL|EX $seconds|PX $milliseconds|EXAT $lateat|PXAT $latemsat>
        setrange $s $offset $value
        strlen $s
        lcs $s $s <LEN|IDX|MINMATCHLEN $count|WITHMATCHLEN>
        8 setbit $b $bitoffset $bit
        getbit $b $bitoffset
        bitcount $b [$index $index [(BYTE|BIT)]]
        bitpos $b $bit [$index [$index [(BYTE|BIT)]]]
        bitop (AND|OR|XOR|NOT) $b {$b}
        bitfield $b <GET $bittype $bitplace|SET $bittype $bitplace $int|INCRBY $bittype $bitplace $int|OVERFLOW (WRAP|SAT|FAIL)>
        bitfield $b <SET $bittype $bitplace $int|INCRBY $bittype $bitplace $int|OVERFLOW (WRAP|SAT|FAIL)>
        bitfield_ro $b <GET $bittype $bitplace|GET $bittype $bitplace|GET $bittype $bitplace>
        hdel $h {$m}
        hexists $h $m
        hget $h $m
        hgetall $h
        hincrby $h $m $int
        hincrbyfloat $h $m $float
        hkeys $h
        hlen $h
        hmget $h {$m}
        hmset $h {$m $value}
        hrandfield $h [$count [WITHVALUES]]
        hscan $h $cursor <MATCH $pattern|COUNT $scancount>
        14 hset $h {$m $value}
        hsetnx $h $m $value
        hstrlen $h $m
        hvals $h
        8 lpush $l {$value}
        8 rpush $l {$m}
        lpushx $l {$m}
        rpushx $l {$m}
        lpop $l [$count]
        rpop $l [$count]
        lindex $l $index
        linsert $l (BEFORE|AFTER) $m $m
        llen $l
        lmove $l $l (LEFT|RIGHT) (LEFT|RIGHT)
        lmpop $numkeys {$l} (LEFT|RIGHT) [COUNT $count]
        lmpop 2 $l $l (LEFT|RIGHT) [COUNT $count]
        lpos $l $m <RANK $int|COUNT $count|MAXLEN $count>
        lrange $l $index $index
        lrem $l $int $m
        lset $l $index $m
        2 ltrim $l $index $index
        rpoplpush $l $l
        blmove $l $l (LEFT|RIGHT) (LEFT|RIGHT) $timeout
        blmpop $timeout 2 $l $l (LEFT|RIGHT) [COUNT $count]
        2 blmpop $timeout $numkeys {$l} (LEFT|RIGHT) [COUNT $count]
        blpop {$l} $timeout
        brpop {$l} $timeout
        brpoplpush $l $l $timeout
        14 sadd $t {$m}
        scard $t
        sdiff {$t}
        sdiffstore $t {$t}
        sinter {$t}
        sintercard $numkeys {$t} [LIMIT $count]
        sintercard 2 $t $t [LIMIT $count]
        sinterstore $t {$t}
        sismember $t $m
        smembers $t
        smismember $t {$m}
        smove $t $t $m
        2 spop $t $everything
        2 spop $t [$count]
        srandmember $t [$count]
        srem $t {$m}
        sscan $t $cursor <MATCH $pattern|COUNT $scancount>
        sunion {$t}
        sunionstore $t {$t}
        18 zadd $z <NX|XX|GT|LT|CH|INCR> {$score $m}
        8 zadd $z {$score $m}
        8 zadd $y {0 $m}
        zrem $y {$m}
        zcard $z
        zcount $z $min $max
        zdiff 2 $z $z [WITHSCORES]
        zdiffstore $z 2 $z $z
        zincrby $z $score $m
        zinter $numkeys {$z} <WEIGHTS $score|AGGREGATE (SUM|MIN|MAX)|WITHSCORES>
        zinter 2 $z $z <WEIGHTS $score $score|AGGREGATE (SUM|MIN|MAX)|WITHSCORES>
        zintercard 2 $z $z [LIMIT $count]
        zinterstore $z 2 $z $zt <WEIGHTS $score $score|AGGREGATE (SUM|MIN|MAX)>
        zlexcount $y $lexmin $lexmax
        zmpop $numkeys {$z} (MIN|MAX) [COUNT $count]
        zmpop 2 $z $z (MIN|MAX) [COUNT $count]
        zmscore $z {$m}
        zpopmax $z [$count]
        zpopmin $z [$count]
        zrandmember $z [$count [WITHSCORES]]
        zrange $z $index $index <REV|WITHSCORES>
        zrange $z $min $max BYSCORE <REV|LIMIT $index $index|WITHSCORES>
        zrange $z $max $min <REV|BYSCORE|LIMIT $index $index|WITHSCORES>
        zrange $y $lexmin $lexmax BYLEX <REV|LIMIT $index $index>
        8 zrangebylex $y $lexmin $lexmax [LIMIT $index $index]
        zrangebyscore $z $min $max <WITHSCORES|LIMIT $index $index>
        zrangestore $z $z $index $index <REV>
        zrangestore $z $z $min $max BYSCORE <REV|LIMIT $index $index>
        zrangestore $z $y $lexmin $lexmax BYLEX <REV|LIMIT $index $index>
        zrank $z $m
        zrem $z {$m}
        2 zremrangebylex $y $lexmin $lexmax
        2 zremrangebyrank $z $index $index
        2 zremrangebyscore $z $min $max
        zrevrange $z $index $index [WITHSCORES]
        8 zrevrangebylex $y $lexmax $lexmin [LIMIT $index $index]
        zrevrangebyscore $z $max $min <WITHSCORES|LIMIT $index $index>
        zrevrank $z $m
        zscan $z $cursor <MATCH $pattern|COUNT $scancount>
        zscore $z $m
        zunion $numkeys {$zt} <WEIGHTS $score|AGGREGATE (SUM|MIN|MAX)|WITHSCORES>
        zunion 2 $z $zt <WEIGHTS $score $score|AGGREGATE (SUM|MIN|MAX)|WITHSCORES>
        zunionstore $z 2 $z $zt <WEIGHTS $score $score|AGGREGATE (SUM|MIN|MAX)>
        bzmpop $timeout 2 $z $z (MIN|MAX) [COUNT $count]
        bzpopmax {$z} $timeout
        bzpopmin {$z} $timeout
        12 geoadd $g <NX|XX|CH> {$lon $lat $m}
        geodist $g $m $m [$unit]
        geohash $g {$m}
        geopos $g {$m}
        georadius $g $lon $lat $radius $unit <WITHCOORD|WITHDIST|WITHHASH|COUNT $count [ANY]|ASC|DESC|STORE $g|STOREDIST $z>
        georadius_ro $g $lon $lat $radius $unit <WITHCOORD|WITHDIST|WITHHASH|COUNT $count [ANY]|ASC|DESC>
        georadiusbymember $g $m $radius $unit <WITHCOORD|WITHDIST|WITHHASH|COUNT $count [ANY]|ASC|DESC|STORE $g|STOREDIST $z>
        georadiusbymember_ro $g $m $radius $unit <WITHCOORD|WITHDIST|WITHHASH|COUNT $count [ANY]|ASC|DESC>
        geosearch $g (FROMLONLAT $lon $lat|FROMMEMBER $m) (BYRADIUS $radius $unit|BYBOX $radius $radius $unit) <WITHCOORD|WITHDIST|WITHHASH|COUNT $count [ANY]|ASC|DESC>
        geosearch $g <FROMLONLAT $lon $lat|FROMMEMBER $m|BYRADIUS $radius $unit|BYBOX $radius $radius $unit|ASC|COUNT $count>
        geosearchstore $g $g (FROMLONLAT $lon $lat|FROMMEMBER $m) (BYRADIUS $radius $unit|BYBOX $radius $radius $unit) <COUNT $count [ANY]|ASC|DESC|STOREDIST>
        8 pfadd $p {$m}
        pfcount {$p}
        pfmerge $p {$p}
        1 pfdebug (GETREG|DECODE|ENCODING|TODENSE) $p
        16 xadd $x [NOMKSTREAM] [(MAXLEN|MINID) [(=|~)] $count [LIMIT $count]] $id {$m $value}
        16 xadd $x $id {$m $value}
        xack $x $group {$id}
        xautoclaim $x $group $consumer $idle $rangeid <COUNT $count|JUSTID>
        xclaim $x $group $consumer $idle {$id} <IDLE $idle|TIME $msat|RETRYCOUNT $count|FORCE|JUSTID|LASTID $id>
        xclaim $x $group $consumer 0 {$id} <FORCE|JUSTID|RETRYCOUNT $count>
        xdel $x {$id}
        12 xgroup CREATE $x $group $groupid <MKSTREAM|ENTRIESREAD $count>
        xgroup CREATECONSUMER $x $group $consumer
        2 xgroup DELCONSUMER $x $group $consumer
        2 xgroup DESTROY $x $group
        xgroup SETID $x $group $groupid [ENTRIESREAD $count]
        xinfo STREAM $x [FULL [COUNT $count]]
        xinfo GROUPS $x
        xinfo CONSUMERS $x $group
        xlen $x
        xpending $x $group [[IDLE $idle] $rangeid $rangeid $count [$consumer]]
        xrange $x $rangeid $rangeid [COUNT $count]
        xrevrange $x $rangeid $rangeid [COUNT $count]
        xread <COUNT $count|BLOCK $block> STREAMS $x $readid
        xread <COUNT $count|BLOCK $block> STREAMS $x $x $readid $readid
        xreadgroup GROUP $group $consumer <COUNT $count|BLOCK $block|NOACK> STREAMS $x $groupreadid
        12 xreadgroup GROUP $group $consumer <COUNT $count|NOACK> STREAMS $x >
        xreadgroup GROUP $group $consumer <COUNT $count|BLOCK $block|NOACK> STREAMS $x $x $groupreadid $groupreadid
        2 xsetid $x $id [<ENTRIESADDED $count|MAXDELETEDID $id>]
        2 xtrim $x (MAXLEN|MINID) [(=|~)] $count [LIMIT $count]
        copy $k $k <DB $db|REPLACE>
        dbsize
        10 del {$k}
        unlink {$k}
        dump $k
        exists {$k}
        expire $k $seconds [(NX|XX|GT|LT)] [(NX|XX|GT|LT)]
        expireat $k $at [(NX|XX|GT|LT)]
        pexpire $k $milliseconds [(NX|XX|GT|LT)]
        pexpireat $k $msat [(NX|XX|GT|LT)]
        expiretime $k
        pexpiretime $k
        ttl $k
        pttl $k
        persist $k
        keys $pattern
        move $k $db
        object (ENCODING|REFCOUNT|IDLETIME|FREQ|HELP) $k
        randomkey
        2 rename $k $k
        2 renamenx $k $k
        scan $cursor <MATCH $pattern|COUNT $scancount|TYPE $type>
        sort $k <BY $sortpattern|LIMIT $index $index|GET $sortget|ASC|DESC|ALPHA|STORE $l>
        sort $l <LIMIT $index $index|ASC|DESC|ALPHA|STORE $l>
        sort_ro $k <BY $sortpattern|LIMIT $index $index|GET $sortget|ASC|DESC|ALPHA>
        touch {$k}
        type $k
        select $db
        select 0
        1 swapdb $db $db
        1 flushdb [(SYNC|ASYNC)]
        1 flushall [(SYNC|ASYNC)]
        6 multi
        6 exec
        discard
        6 watch {$k}
        unwatch
        4 publish $channel $value
        spublish $channel $value
        pubsub (CHANNELS|SHARDCHANNELS) [$pattern]
        pubsub (NUMSUB|SHARDNUMSUB) {$channel}
        pubsub NUMPAT
        ping [$value]
        echo $value
        1 client (GETNAME|ID|INFO|LIST|GETREDIR|TRACKINGINFO|HELP)
        1 client SETNAME $m
        1 client NO-EVICT (ON|OFF)
        2 client UNBLOCK $client [(TIMEOUT|ERROR)]
        1 client REPLY ON
        1 hello [(2|3)] [SETNAME $m]
        1 reset
        1 auth $m [$m]
        1 config GET {$setting}
        2 config SET $setting $limit
        1 config SET notify-keyspace-events (AKE|AE|Kx|Egx|AK|KEtd|bad)
        1 command COUNT
        1 asking
        1 readonly
        1 readwrite
        1 wait 0 $count
        1 time
        1 lolwut $m $m
        1 slowlog LEN
        1 latency RESET
        1 memory USAGE $k
        1 role
        1 lastsave
        1 object HELP
        1 xgroup HELP
        1 xinfo HELP
        1 pubsub HELP
        """
    )

    /// What a client does that only listens.
    static let listening = CommandGrammar(
        """
        subscribe {$channel}
        psubscribe {$pattern}
        1 psubscribe __key*@*__:*
        ssubscribe {$channel}
        unsubscribe {$channel}
        punsubscribe {$pattern}
        sunsubscribe {$channel}
        2 punsubscribe
        publish $channel $value
        spublish $channel $value
        8 ping [$value]
        echo $value
        pubsub (CHANNELS|SHARDCHANNELS) [$pattern]
        pubsub (NUMSUB|SHARDNUMSUB) {$channel}
        pubsub NUMPAT
        select $db
        """
    )
}
