/// Replies as Redis sends them, and some that it does not: where tests and fuzzing start from.
enum RESPCorpus {
    /// What both parsers read.
    static let resp2 = [
        "+OK\r\n", "+\r\n", "+QUEUED\r\n", "-ERR unknown command 'x'\r\n", "-\r\n",
        "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n",
        ":0\r\n", ":42\r\n", ":-7\r\n", ":9223372036854775807\r\n", ":-9223372036854775808\r\n",
        "$5\r\nhello\r\n", "$0\r\n\r\n", "$2\r\n\r\n\r\n", "$-1\r\n", "$7\r\n*1\r\n:1\r\r\n",
        "$14\r\nsnow ☃ flake\r\n",
        "*-1\r\n", "*0\r\n", "*3\r\n:1\r\n$2\r\n\r\n\r\n*2\r\n*-1\r\n$-1\r\n",
        "*2\r\n*2\r\n+a\r\n*1\r\n:1\r\n$1\r\nb\r\n",
        "*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n",
        "*2\r\n$1\r\n0\r\n*2\r\n$3\r\nkey\r\n$5\r\nvalue\r\n",
        "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:7\r\n", "*2\r\n-ERR inside\r\n*0\r\n",
        "*4\r\n$4\r\nname\r\n$3\r\nAda\r\n$4\r\nborn\r\n$4\r\n1815\r\n",
    ]

    /// What only RESP3 has.
    static let resp3 = [
        "_\r\n", "#t\r\n", "#f\r\n", ",3.25\r\n", ",-0\r\n", ",10\r\n", ",1e300\r\n", ",inf\r\n",
        ",-inf\r\n", ",nan\r\n", ",0.30000000000000004\r\n",
        "(3492890328409238509324850943850943825024385\r\n", "(-12\r\n",
        "=15\r\ntxt:Some string\r\n", "=4\r\nmkd:\r\n", "!21\r\nSYNTAX invalid syntax\r\n",
        "~0\r\n", "~2\r\n+a\r\n:1\r\n", "%0\r\n", "%2\r\n+a\r\n:1\r\n$1\r\nb\r\n%1\r\n_\r\n#t\r\n",
        ">3\r\n+message\r\n$4\r\nnews\r\n$2\r\nhi\r\n", ">2\r\n$10\r\ninvalidate\r\n_\r\n",
        "|1\r\n+key-popularity\r\n%2\r\n$1\r\na\r\n,0.1923\r\n$1\r\nb\r\n,0.0012\r\n*2\r\n:1\r\n:2\r\n",
        "*3\r\n:1\r\n|1\r\n+ttl\r\n:3600\r\n|0\r\n:2\r\n|1\r\n|1\r\n+a\r\n+b\r\n+c\r\n+d\r\n*0\r\n",
        "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n,1.5\r\n",
    ]

    /// What no parser reads, and sizes that are too large.
    static let refused = [
        "?\r\n", "HTTP/1.1 400 Bad Request\r\n", "$-2\r\n", "*-2\r\n", ":12x\r\n", ":\r\n",
        ":-\r\n",
        ":-0\r\n", ":+1\r\n", ":01\r\n", "$x\r\n", "$05\r\nhello\r\n", ":9223372036854775808\r\n",
        ":-9223372036854775809\r\n", ":99999999999999999999999999\r\n", "*2147483648\r\n",
        "*4294967296\r\n", "*9223372036854775807\r\n", "*1\r\n?\r\n",
    ]
}
