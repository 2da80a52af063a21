import StdnetBackend
import Testing

@Suite("A connection string with a mistake is refused with one sentence about it")
struct ConnectionStringMistakeTests {
    private func problem(_ text: String) -> String? {
        do throws(BackendError) {
            _ = try ConnectionString(text)
            return nil
        } catch {
            guard case .invalidRequest(let sentence) = error else { return nil }
            return sentence
        }
    }

    @Test(
        "that names the part and what may stand there",
        arguments: [
            ("localhost", "it starts with a scheme, such as redis://127.0.0.1:6379"),
            ("", "it starts with a scheme, such as redis://127.0.0.1:6379"),
            (
                "http://h",
                "unknown scheme 'http'; known are redis, rediss, redis+unix, redis+sentinel, "
                    + "redis+cluster, memory, sqlite"
            ),
            (
                "redis://h?speed=1",
                "unknown parameter 'speed'; known are db, namespace, user, password, timeout, pool, "
                    + "name, protocol, ca, cert, key, insecure"
            ),
            ("redis://h?pool=1&pool=2", "'pool' is given twice"),
            ("redis://h/1?db=2", "'db' is given twice"),
            ("redis://joe@h?user=joe", "'user' is given twice"),
            ("redis://:a@h?password=b", "'password' is given twice"),
            ("redis+sentinel://h/m/1?db=2", "'db' is given twice"),
            ("redis://h?pool", "'pool' has no value"),
            ("redis://h:0", "a port is a number from 1 to 65535, not '0'"),
            ("redis://h:65536", "a port is a number from 1 to 65535, not '65536'"),
            ("redis://h:", "a port is a number from 1 to 65535, not ''"),
            ("redis://h:http", "a port is a number from 1 to 65535, not 'http'"),
            ("redis://:6379", "a host is missing"),
            ("redis+cluster://", "a host is missing"),
            ("redis://[::1", "an IPv6 address ends with ']'"),
            ("redis://[::1]7000", "after ']' stands ':' and a port, not '7000'"),
            (
                "redis://h1,h2",
                "one host; several belong to redis+sentinel:// or redis+cluster://"
            ),
            ("redis://h/one", "'db' is a whole number from 0 to 2147483647, not 'one'"),
            ("redis://h/-1", "'db' is a whole number from 0 to 2147483647, not '-1'"),
            ("redis://h?timeout=-1", "'timeout' is a number of seconds, not '-1'"),
            ("redis://h?timeout=nan", "'timeout' is a number of seconds, not 'nan'"),
            ("redis://h?timeout=soon", "'timeout' is a number of seconds, not 'soon'"),
            ("redis://h?pool=0", "'pool' is a whole number from 1 to 1024, not '0'"),
            ("redis://h?protocol=4", "'protocol' is a whole number from 2 to 3, not '4'"),
            ("redis://h?name=two%20words", "'name' is printable text without spaces"),
            ("redis://h?name=", "'name' is printable text without spaces"),
            ("redis://h?ca=/ca.pem", "'ca' belongs to TLS: write rediss://"),
            ("redis://h?insecure=1", "'insecure' belongs to TLS: write rediss://"),
            ("rediss://h?insecure=yes", "'insecure' is 1 or 0, not 'yes'"),
            ("redis://h%2", "'%' is followed by two hexadecimal digits"),
            ("redis://h?namespace=%zz", "'%' is followed by two hexadecimal digits"),
            ("redis://h?namespace=%ff", "what '%' stands for is UTF-8"),
            (
                "redis+unix://run/redis.sock/",
                "a socket is an absolute path: redis+unix:///run/redis.sock"
            ),
            ("redis+unix:///", "a socket is an absolute path: redis+unix:///run/redis.sock"),
            (
                "redis+sentinel://h",
                "a sentinel needs the master's name: redis+sentinel://host/mymaster/0"
            ),
            (
                "redis+sentinel://h/m/0/1",
                "a sentinel needs the master's name: redis+sentinel://host/mymaster/0"
            ),
            ("redis+sentinel:///m", "a host is missing"),
            ("redis+cluster://h1,,h2", "a host is missing"),
            ("redis+cluster://h/1", "a cluster has one database, number 0, not '1'"),
            ("redis+cluster://h?db=1", "a cluster has one database, number 0, not '1'"),
            ("memory://name/path", "memory://name has no path, but 'path'"),
        ]
    )
    func mistakes(text: String, sentence: String) {
        #expect(problem(text) == "connection string: " + sentence)
    }

    @Test(
        "that never quotes a password, not even one that is written wrongly",
        arguments: [
            "redis://joe:hunter2@h:port", "redis://joe:hunter2@h/x", "redis://joe:hunter2@h?x=1",
            "redis://joe:hunter2/x@h", "redis://joe:x/hunter2@h", "redis://:hunter2/@h/0",
            "redis://joe:x?hunter2@h", "redis://joe:x?hunter2&y@h", "redis://joe:x?hunter2=y@h",
            "redis://:%hunter2@h", "redis://h?password=hunter2&pool=x",
            "redis://h?password=%hunter2", "redis://h?password=hunter2&password=hunter2",
            "http://joe:hunter2@h", "joe:hunter2@h", "redis+cluster://:hunter2@h/1",
            "redis+sentinel://joe:hunter2/m@h/mymaster", "memory://joe:hunter2@name/path",
            "redis+unix://joe:hunter2@h",
        ]
    )
    func passwords(text: String) throws {
        let sentence = try #require(problem(text))
        #expect(!sentence.contains("hunter2"))
    }

    @Test(
        "and a description has neither user nor password",
        arguments: [
            ("redis://joe:hunter2@h:1/2?name=x", "redis://h:1/2"),
            ("rediss://h?user=joe&password=hunter2", "rediss://h:6379/0"),
            ("redis+unix://joe:hunter2@/run/r.sock?db=1", "redis+unix:///run/r.sock?db=1"),
            ("redis+sentinel://joe:hunter2@a,b:2/m/1", "redis+sentinel://a:26379,b:2/m/1"),
            ("redis+cluster://joe:hunter2@a,b", "redis+cluster://a:6379,b:6379"),
            ("memory://joe:hunter2@name", "memory://name"),
        ]
    )
    func descriptions(text: String, description: String) throws {
        let string = try ConnectionString(text)
        #expect(string.description == description)
        #expect("\(string)" == description)
    }
}
