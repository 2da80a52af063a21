import StdnetBackend
import Testing

@Suite("A connection string says where a database is and how to reach it")
struct ConnectionStringTests {
    private func server(
        _ host: String,
        _ port: Int = 6379,
        tls: Bool = false
    ) -> ConnectionString.Location {
        .server(ConnectionString.Endpoint(host: host, port: port), tls: tls)
    }

    @Test("Little has to be said")
    func defaults() throws {
        let string = try ConnectionString("redis://")
        #expect(string.location == server("127.0.0.1"))
        #expect(string.database == 0 && string.namespace == "" && string.protocolVersion == 2)
        #expect(string.user == nil && string.password == nil && string.clientName == nil)
        #expect(string.timeout == .seconds(10) && string.poolSize == nil)
        #expect(try ConnectionString(ConnectionString.standard) == string)
    }

    @Test("Everything can be said")
    func everything() throws {
        let string = try ConnectionString(
            "redis://joe:s%40cret@redis.example.com:6380/7?namespace=bla.&timeout=2.5&pool=4"
                + "&name=worker-1&protocol=3"
        )
        #expect(string.location == server("redis.example.com", 6380))
        #expect(string.user == "joe" && string.password == "s@cret")
        #expect(string.database == 7 && string.namespace == "bla.")
        #expect(string.timeout == .seconds(2.5) && string.poolSize == 4)
        #expect(string.clientName == "worker-1" && string.protocolVersion == 3)
    }

    @Test("Parameters may say what otherwise stands before the host and after it")
    func parameters() throws {
        let spelled = try ConnectionString("redis://localhost?db=3&user=joe&password=p:w")
        #expect(spelled == (try ConnectionString("redis://joe:p:w@localhost/3")))
        #expect(spelled.database == 3 && spelled.user == "joe" && spelled.password == "p:w")
    }

    @Test("A password needs no user, and a user no password")
    func credentials() throws {
        let password = try ConnectionString("redis://:secret@h")
        #expect(password.user == nil && password.password == "secret")
        let user = try ConnectionString("redis://joe@h")
        #expect(user.user == "joe" && user.password == nil)
        let neither = try ConnectionString("redis://:@h")
        #expect(neither.user == nil && neither.password == nil)
    }

    @Test("The last @ ends the password, and the first colon starts it")
    func separators() throws {
        let string = try ConnectionString("redis://joe:a@b:c@h:1")
        #expect(string.user == "joe" && string.password == "a@b:c")
        #expect(string.location == server("h", 1))
    }

    @Test("Percent signs stand for bytes, in every part")
    func percentDecoding() throws {
        let string = try ConnectionString(
            "redis://%6Aoe:%2F%3F%26%25@h%6Fst?namespace=caf%C3%A9%26&name=a%2db"
        )
        #expect(string.user == "joe" && string.password == "/?&%")
        #expect(string.location == server("host"))
        #expect(string.namespace == "café&" && string.clientName == "a-b")
        #expect(try ConnectionString("redis://h?namespace=a+b").namespace == "a+b")
    }

    @Test("IPv6 addresses stand in brackets, with a port or without")
    func addresses() throws {
        #expect(try ConnectionString("redis://[::1]").location == server("::1"))
        let string = try ConnectionString("redis://u:p@[fe80::1]:7000/1")
        #expect(string.location == server("fe80::1", 7000))
        #expect(string.description == "redis://[fe80::1]:7000/1")
    }

    @Test("TLS has its own scheme and its own files")
    func tls() throws {
        let string = try ConnectionString("rediss://h?ca=/ca.pem&cert=c.pem&key=k.pem&insecure=1")
        #expect(string.location == server("h", tls: true))
        #expect(string.tls.authorities == "/ca.pem" && string.tls.certificate == "c.pem")
        #expect(string.tls.privateKey == "k.pem" && !string.tls.verifiesServer)
        #expect(try ConnectionString("rediss://h").tls.verifiesServer)
        #expect(try ConnectionString("rediss://h?insecure=0").tls.verifiesServer)
    }

    @Test("A socket is a path")
    func sockets() throws {
        let string = try ConnectionString("redis+unix:///run/my%20redis.sock?db=2&password=p")
        #expect(string.location == .unixSocket(path: "/run/my redis.sock"))
        #expect(string.database == 2 && string.password == "p")
        #expect(
            try ConnectionString("redis+unix:///a@b.sock").location
                == .unixSocket(path: "/a@b.sock")
        )
    }

    @Test("Sentinels are a list, a master and a database")
    func sentinels() throws {
        let string = try ConnectionString("redis+sentinel://:pw@h1,h2:26380/mymaster/3")
        #expect(
            string.location
                == .sentinel(
                    [.init(host: "h1", port: 26379), .init(host: "h2", port: 26380)],
                    master: "mymaster"
                )
        )
        #expect(string.database == 3 && string.password == "pw")
        #expect(try ConnectionString("redis+sentinel://h1/mymaster").database == 0)
    }

    @Test("A cluster is some of its nodes")
    func clusters() throws {
        let string = try ConnectionString("redis+cluster://h1,h2:7001/0")
        #expect(
            string.location
                == .cluster([.init(host: "h1", port: 6379), .init(host: "h2", port: 7001)])
        )
    }

    @Test("Memory has a name or none")
    func memory() throws {
        #expect(try ConnectionString("memory://").location == .memory(name: nil))
        #expect(try ConnectionString("memory://shared").location == .memory(name: "shared"))
        #expect(try ConnectionString("memory://?namespace=a.").namespace == "a.")
    }

    @Test("Schemes are read in any case of their letters")
    func schemeCase() throws {
        #expect(try ConnectionString("REDIS://h").location == server("h"))
    }

    @Test(
        "A timeout is a number of seconds, and 0 is no limit",
        arguments: [("0", nil), ("3", .seconds(3)), ("0.25", .milliseconds(250))]
            as [(String, Duration?)]
    )
    func timeout(text: String, limit: Duration?) throws {
        #expect(try ConnectionString("redis://h?timeout=\(text)").timeout == limit)
    }
}
