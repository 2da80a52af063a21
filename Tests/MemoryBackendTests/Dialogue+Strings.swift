private let wrongType =
    "(error) WRONGTYPE Operation against a key holding the wrong kind of value"

extension Dialogue {
    static let strings = [
        Dialogue(
            "SET and its conditions",
            ("SET a 1", "OK"),
            ("SET a 2 NX", "nil"),
            ("SET b 2 XX", "nil"),
            ("SET a 2 XX GET", "\"1\""),
            ("SET b 1 GET", "nil"),
            ("GET b", "\"1\""),
            ("SET a 1 NX XX", "(error) ERR syntax error"),
            ("SETNX a 5", "0"),
            ("GET a", "\"2\""),
            ("SET a 1 EX 0", "(error) ERR invalid expire time in 'set' command"),
            ("SET a 1 EX x", "(error) ERR value is not an integer or out of range"),
            ("SETEX a -1 x", "(error) ERR invalid expire time in 'setex' command"),
            ("SET a 1 EX 10 KEEPTTL", "(error) ERR syntax error")
        ),
        Dialogue(
            "SET drops a deadline and KEEPTTL keeps it",
            ("SET a 1 EX 10", "OK"),
            ("TTL a", "10"),
            ("SET a 2 KEEPTTL", "OK"),
            ("TTL a", "10"),
            ("GETEX a PERSIST", "\"2\""),
            ("TTL a", "-1"),
            ("GETEX a PX 1500", "\"2\""),
            ("PTTL a", "1500"),
            ("SET a 3", "OK"),
            ("TTL a", "-1"),
            ("SET a 1 PXAT 1", "OK"),
            ("GET a", "nil")
        ),
        Dialogue(
            "parts of strings",
            ("SETRANGE a 0 ", "0"),
            ("EXISTS a", "0"),
            ("SETRANGE a 2 xyz", "5"),
            ("GETRANGE a 2 -1", "\"xyz\""),
            ("GETRANGE a -1 -5", "\"\""),
            ("APPEND a !", "6"),
            ("STRLEN a", "6"),
            ("SETRANGE a -1 x", "(error) ERR offset is out of range"),
            (
                "SETRANGE a 536870912 x",
                "(error) ERR string exceeds maximum allowed size (proto-max-bulk-len)"
            )
        ),
        Dialogue(
            "numbers",
            ("INCR n", "1"),
            ("INCRBY n 9", "10"),
            ("DECRBY n 15", "-5"),
            ("DECR n", "-6"),
            ("INCRBYFLOAT n 6.1", "\"0.1\""),
            ("INCRBYFLOAT n 0.2", "\"0.3\""),
            ("INCR n", "(error) ERR value is not an integer or out of range"),
            ("SET n 9223372036854775807", "OK"),
            ("INCR n", "(error) ERR increment or decrement would overflow"),
            ("DECRBY n -9223372036854775808", "(error) ERR decrement would overflow"),
            ("INCRBYFLOAT n nan", "(error) ERR value is not a valid float"),
            ("INCRBYFLOAT n inf", "(error) ERR increment would produce NaN or Infinity")
        ),
        Dialogue(
            "several keys at once",
            ("MSET a 1 b 2", "OK"),
            ("MGET a b c", "[\"1\", \"2\", nil]"),
            ("MSETNX c 3 a 9", "0"),
            ("EXISTS a b c a", "3"),
            ("GETDEL a", "\"1\""),
            ("GETSET b 3", "\"2\""),
            ("MSET a", "(error) ERR wrong number of arguments for 'mset' command")
        ),
        Dialogue(
            "errors of the call itself",
            ("get", "(error) ERR wrong number of arguments for 'get' command"),
            (
                "Foo a b",
                "(error) ERR unknown command 'Foo', with args beginning with: 'a' 'b' "
            ),
            ("FAILOVER", "(error) ERR command 'failover' is unsupported by the memory backend"),
            ("SADD s 1", "1"),
            ("GET s", wrongType),
            ("APPEND s x", wrongType),
            ("SET s 1 GET", wrongType),
            ("INCR s", wrongType),
            ("MGET s", "[nil]"),
            ("ECHO hi", "\"hi\""),
            ("TIME", "[\"1700000000\", \"123000\"]")
        ),
    ]

    static let keys = [
        Dialogue(
            "deadlines and their conditions",
            ("EXPIRE a 10", "0"),
            ("TTL a", "-2"),
            ("SET a 1", "OK"),
            ("EXPIRE a 10 GT", "0"),
            ("EXPIRE a 10 XX", "0"),
            ("EXPIRE a 10 NX", "1"),
            ("EXPIRE a 20 LT", "0"),
            ("EXPIRE a 20 gt", "1"),
            ("PTTL a", "20000"),
            ("EXPIRETIME a", "1700000020"),
            ("PEXPIRETIME a", "1700000020123"),
            ("PERSIST a", "1"),
            ("PERSIST a", "0"),
            ("EXPIRE a 1 FOO", "(error) ERR Unsupported option FOO"),
            (
                "EXPIRE a 1 NX GT",
                "(error) ERR NX and XX, GT or LT options at the same time are not compatible"
            ),
            (
                "EXPIRE a 9223372036854775807",
                "(error) ERR invalid expire time in 'expire' command"
            ),
            ("EXPIRE a -1", "1"),
            ("EXISTS a", "0")
        ),
        Dialogue(
            "RENAME and COPY take the deadline along",
            ("SET a 1 EX 10", "OK"),
            ("RENAME a b", "OK"),
            ("TTL b", "10"),
            ("COPY b c", "1"),
            ("TTL c", "10"),
            ("COPY b c", "0"),
            ("SADD s x", "1"),
            ("COPY s c REPLACE", "1"),
            ("TTL c", "-1"),
            ("SADD c y", "1"),
            ("SMEMBERS s", "[\"x\"]"),
            ("RENAMENX s c", "0"),
            ("RENAME x y", "(error) ERR no such key"),
            ("RENAME b b", "OK"),
            ("COPY b b", "(error) ERR source and destination objects are the same")
        ),
        Dialogue(
            "finding keys",
            ("MSET aa 1 ab 2", "OK"),
            ("HSET h f v", "1"),
            ("KEYS a[b]", "[\"ab\"]"),
            ("SCAN 0 TYPE hash", "[\"0\", [\"h\"]]"),
            ("SCAN 0 MATCH x*", "[\"0\", []]"),
            ("SCAN x", "(error) ERR invalid cursor"),
            ("SCAN 0 COUNT 0", "(error) ERR syntax error"),
            ("TYPE h", "hash"),
            ("TYPE none", "none"),
            ("DBSIZE", "3"),
            ("UNLINK aa ab zz", "2"),
            ("RANDOMKEY", "\"h\""),
            ("FLUSHDB", "OK"),
            ("RANDOMKEY", "nil"),
            ("DBSIZE", "0")
        ),
    ]
}
