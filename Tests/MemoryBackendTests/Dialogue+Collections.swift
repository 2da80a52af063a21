private let wrongType =
    "(error) WRONGTYPE Operation against a key holding the wrong kind of value"

extension Dialogue {
    static let collections = [
        Dialogue(
            "hashes",
            ("HSET h a 1 b 2", "2"),
            ("HSET h a 3 c 4", "1"),
            ("HGET h a", "\"3\""),
            ("HMGET h b x", "[\"2\", nil]"),
            ("HSETNX h a 9", "0"),
            ("HLEN h", "3"),
            ("HSTRLEN h a", "1"),
            ("HEXISTS h x", "0"),
            ("HINCRBY h a 4", "7"),
            ("HINCRBYFLOAT h a 0.5", "\"7.5\""),
            ("HINCRBY h a 1", "(error) ERR hash value is not an integer"),
            ("HSET h a", "(error) ERR wrong number of arguments for 'hset' command"),
            ("HGETALL h", "[\"a\", \"7.5\", \"b\", \"2\", \"c\", \"4\"]"),
            ("HDEL h a b c x", "3"),
            ("EXISTS h", "0"),
            ("HMSET h a 1", "OK"),
            ("HSCAN h 0", "[\"0\", [\"a\", \"1\"]]"),
            ("HRANDFIELD h", "\"a\""),
            ("HRANDFIELD h -2 WITHVALUES", "[\"a\", \"1\", \"a\", \"1\"]"),
            ("LPUSH h x", wrongType)
        ),
        Dialogue(
            "sets",
            ("SADD s a b c", "3"),
            ("SADD s a d", "1"),
            ("SCARD s", "4"),
            ("SISMEMBER s x", "0"),
            ("SMISMEMBER s a x", "[1, 0]"),
            ("SADD t a x", "2"),
            ("SINTER s t", "[\"a\"]"),
            ("SDIFF t s", "[\"x\"]"),
            ("SUNIONSTORE u s t", "5"),
            ("SINTERCARD 2 s t", "1"),
            ("SMOVE s t b", "1"),
            ("SMOVE s t b", "0"),
            ("SCARD t", "3"),
            (
                "SPOP t 9 9",
                "(error) ERR syntax error"
            ),
            ("SREM s a c d", "3"),
            ("EXISTS s", "0"),
            ("SET k 1", "OK"),
            ("SINTERSTORE k s t", "0"),
            ("EXISTS k", "0"),
            ("SPOP t -1", "(error) ERR value is out of range, must be positive"),
            ("SINTERCARD 0 s", "(error) ERR numkeys should be greater than 0")
        ),
        Dialogue(
            "lists",
            ("RPUSH l a b c", "3"),
            ("LPUSH l z", "4"),
            (
                "LRANGE l 0 -1",
                "[\"z\", \"a\", \"b\", \"c\"]"
            ),
            ("LRANGE l 5 9", "[]"),
            ("LINDEX l -1", "\"c\""),
            ("LSET l 9 x", "(error) ERR index out of range"),
            ("LSET l 0 a", "OK"),
            ("LPOS l a RANK 2", "1"),
            ("LPOS l a COUNT 0", "[0, 1]"),
            ("LREM l -1 a", "1"),
            ("LINSERT l BEFORE b x", "4"),
            ("LINSERT l AFTER nope x", "-1"),
            ("LRANGE l 0 -1", "[\"a\", \"x\", \"b\", \"c\"]"),
            ("LTRIM l 1 2", "OK"),
            ("LMOVE l l LEFT RIGHT", "\"x\""),
            ("RPOPLPUSH l m", "\"x\""),
            ("LPOP l 5", "[\"b\"]"),
            ("EXISTS l", "0"),
            ("LPOP l", "nil"),
            ("LPOP l 1", "nil array"),
            ("LPUSHX l a", "0"),
            ("LLEN m", "1"),
            (
                "RPOP m 1 2",
                "(error) ERR wrong number of arguments for 'rpop' command"
            )
        ),
    ]

    static let sortedSets = [
        Dialogue(
            "ZADD and its options",
            ("ZADD z 1 a 2 b", "2"),
            ("ZADD z XX CH 5 a 1 c", "1"),
            ("ZADD z NX 9 a 3 c", "1"),
            ("ZADD z GT CH 4 a 6 b", "1"),
            ("ZADD z INCR 0.1 c", "\"3.1000000000000001\""),
            ("ZADD z NX INCR 1 c", "nil"),
            ("ZSCORE z b", "\"6\""),
            ("ZMSCORE z a x", "[\"5\", nil]"),
            (
                "ZADD z NX XX 1 a",
                "(error) ERR XX and NX options at the same time are not compatible"
            ),
            ("ZADD z 1", "(error) ERR wrong number of arguments for 'zadd' command"),
            ("ZADD z x a", "(error) ERR value is not a valid float"),
            ("ZADD y 007 a 00.5 b 000 c -007 d", "4"),
            ("ZMSCORE y a b c d", "[\"7\", \"0.5\", \"0\", \"-7\"]"),
            ("ZADD y 00-5 a", "(error) ERR value is not a valid float"),
            ("ZADD y 00a a", "(error) ERR value is not a valid float"),
            ("ZADD z inf i", "1"),
            ("ZINCRBY z -inf i", "(error) ERR resulting score is not a number (NaN)"),
            ("ZRANK z c", "0"),
            ("ZREVRANK z c", "3"),
            ("ZRANK z x", "nil")
        ),
        Dialogue(
            "ranges",
            ("ZADD z 1 a 2 b 2 c 3 d", "4"),
            ("ZRANGE z 0 1", "[\"a\", \"b\"]"),
            ("ZREVRANGE z 0 1 WITHSCORES", "[\"d\", \"3\", \"c\", \"2\"]"),
            ("ZRANGE z (1 2 BYSCORE", "[\"b\", \"c\"]"),
            ("ZRANGE z +inf (1 BYSCORE REV LIMIT 1 2", "[\"c\", \"b\"]"),
            ("ZRANGEBYSCORE z -inf +inf LIMIT 3 9", "[\"d\"]"),
            ("ZCOUNT z 2 2", "2"),
            ("ZRANGESTORE t z 0 -2", "3"),
            ("ZCARD t", "3"),
            ("ZADD l 0 a 0 b 0 c", "3"),
            ("ZRANGEBYLEX l (a +", "[\"b\", \"c\"]"),
            ("ZREVRANGEBYLEX l [b -", "[\"b\", \"a\"]"),
            ("ZLEXCOUNT l - [b", "2"),
            ("ZREMRANGEBYLEX l - +", "3"),
            ("EXISTS l", "0"),
            ("ZCOUNT z a 2", "(error) ERR min or max is not a float"),
            ("ZRANGEBYLEX z a +", "(error) ERR min or max not valid string range item"),
            ("ZREMRANGEBYSCORE z 2 2", "2"),
            ("ZREMRANGEBYRANK z 0 -1", "2"),
            ("EXISTS z", "0")
        ),
        Dialogue(
            "several sorted sets and sets",
            ("ZADD z 1 a 2 b", "2"),
            ("SADD s b c", "2"),
            ("ZUNION 2 z s WITHSCORES", "[\"a\", \"1\", \"c\", \"1\", \"b\", \"3\"]"),
            ("ZINTERSTORE t 2 z s WEIGHTS 2 10 AGGREGATE MAX", "1"),
            ("ZSCORE t b", "\"10\""),
            ("ZDIFF 2 z s WITHSCORES", "[\"a\", \"1\"]"),
            ("ZDIFFSTORE t 2 s s", "0"),
            ("EXISTS t", "0"),
            ("ZINTERCARD 2 z s LIMIT 1", "1"),
            ("ZPOPMAX z", "[\"b\", \"2\"]"),
            ("ZPOPMIN z 5", "[\"a\", \"1\"]"),
            ("EXISTS z", "0"),
            ("ZUNION 0 z", "(error) ERR at least 1 input key is needed for 'zunion' command"),
            ("SET k 1", "OK"),
            ("ZUNIONSTORE t 1 k", wrongType)
        ),
    ]

    static let sort = [
        Dialogue(
            "numbers, bytes and directions",
            ("RPUSH l 10 9 a", "3"),
            ("SORT l", "(error) ERR One or more scores can't be converted into double"),
            ("SORT l ALPHA", "[\"10\", \"9\", \"a\"]"),
            ("LREM l 0 a", "1"),
            ("SORT l", "[\"9\", \"10\"]"),
            ("SORT l DESC LIMIT 0 1", "[\"10\"]"),
            ("SORT l LIMIT 1", "(error) ERR syntax error"),
            ("SORT none", "[]"),
            ("SET k 1", "OK"),
            ("SORT k", wrongType)
        ),
        Dialogue(
            "weights and fields of other keys",
            ("RPUSH l 1 2 3", "3"),
            ("MSET w_1 30 w_2 20", "OK"),
            ("HSET h1 f x", "1"),
            ("SORT l BY w_*", "[\"3\", \"2\", \"1\"]"),
            ("SORT l BY w_* GET # GET h*->f", "[\"3\", nil, \"2\", nil, \"1\", \"x\"]"),
            ("SORT l BY w_* GET h*->f STORE t", "3"),
            ("LRANGE t 0 -1", "[\"\", \"\", \"x\"]"),
            ("SORT none STORE t", "0"),
            ("EXISTS t", "0")
        ),
        Dialogue(
            "the order of a sorted set that is not to be sorted",
            ("ZADD z 3 a 2 b 1 c", "3"),
            ("SORT z BY nosort", "[\"c\", \"b\", \"a\"]"),
            ("SORT z BY nosort DESC LIMIT 0 2", "[\"a\", \"b\"]"),
            ("SORT_RO z BY nosort STORE t", "(error) ERR syntax error")
        ),
    ]
}
