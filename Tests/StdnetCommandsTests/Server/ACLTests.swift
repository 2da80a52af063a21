import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of access control")
struct ACLTests {
    @Test("users are made, described, tried and removed", arguments: TestedBackend.servers)
    func users(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(ACL.WHOAMI()) == "default")
            let rules = ["on", ">secret", "~cache:*", "&news", "-@all", "+get"]
            try await backend.run(ACL.SETUSER("ann", rules))
            #expect(Set(try await backend.run(ACL.USERS())) == ["ann", "default"])
            #expect(try await backend.run(ACL.LIST()).contains { $0.hasPrefix("user ann on ") })
            let user = try #require(try await backend.run(ACL.GETUSER("ann")))
            #expect(user.isEnabled)
            #expect(user.passwordCount == 1)
            #expect(user.commands == "-@all +get")
            #expect((user.keys, user.channels) == ("~cache:*", "&news"))
            #expect(try await backend.run(ACL.GETUSER("nobody")) == nil)
            #expect(try await backend.run(ACL.DRYRUN("ann", ["GET", "cache:1"])) == nil)
            let refusal = try #require(try await backend.run(ACL.DRYRUN("ann", ["SET", "a", "1"])))
            #expect(refusal.contains("set"))
            #expect(try await backend.run(ACL.DELUSER(["ann", "nobody"])) == 1)
        }
    }

    @Test("categories are listed, and passwords are made", arguments: TestedBackend.servers)
    func categories(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(ACL.CAT()).contains("hash"))
            #expect(try await backend.run(ACL.CAT("hash")).contains("hget"))
            #expect(try await backend.run(ACL.GENPASS(bits: 32)).count == 8)
            #expect(try await backend.run(ACL.LOG()) == [])
            try await backend.run(ACL.LOG.RESET())
            // The server of the test has no file of users.
            await #expect(throws: BackendError.self) { try await backend.run(ACL.SAVE()) }
            await #expect(throws: BackendError.self) { try await backend.run(ACL.LOAD()) }
        }
    }

    @Test("what was refused is told") func log() throws {
        let reply = try Reply.made { reply in
            reply.array(1)
            reply.array(14)
            reply.bulk("count")
            reply.integer(2)
            for (name, value) in [
                ("reason", "key"), ("context", "toplevel"), ("object", "secret"),
                ("username", "ann"), ("age-seconds", "1.5"), ("client-info", "id=9 addr=a:1"),
            ] {
                reply.bulk(name)
                reply.bulk(value)
            }
        }
        let entry = try #require(try ACL.LOG().decode(reply).first)
        #expect((entry.count, entry.reason, entry.object) == (2, "key", "secret"))
        #expect((entry.context, entry.user) == ("toplevel", "ann"))
        #expect(entry.age == .milliseconds(1500))
        #expect(entry.client?.address == "a:1")
    }
}
