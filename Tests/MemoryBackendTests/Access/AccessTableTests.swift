import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("What access control knows of commands")
struct AccessTableTests {
    @Test("every command is in a group, as is every subcommand") func categories() {
        for command in AccessTable.redis.commands {
            #expect(!command.categories.isEmpty, "\(command.name)")
            let names = AccessTable.redis.categories(of: command.name)
            #expect(names.contains("fast") != names.contains("slow"), "\(command.name)")
            for subcommand in command.subcommands {
                #expect(AccessTable.redis[subcommand].name.hasPrefix(command.name + "|"))
            }
        }
        for command in CommandTable.redis.all {
            for subcommand in Subcommands.all(of: command.name) {
                let name = "\(command.name)|\(subcommand.name)"
                #expect(AccessTable.redis.number(named: name) != nil, "\(name)")
            }
        }
    }

    @Test("every key of a command is read, written or neither") func keys() {
        for command in CommandTable.redis.all where command.keys != .none {
            // What is a key for clusters only is a channel.
            guard !Subcommands.isContainer(command.name), !command.flags.contains(.pubsub),
                let number = AccessTable.redis.number(named: command.name)
            else { continue }
            #expect(!AccessTable.redis[number].accesses.isEmpty, "\(command.name)")
        }
    }

    @Test("calls with too few words have no keys beyond them", arguments: 1...7)
    func shortCalls(_ count: Int) {
        for (number, command) in AccessTable.redis.commands.enumerated() {
            for filler in ["1", "STORE", "STREAMS", "KEYS", "GET", ""] {
                var call = Arguments()
                for word in command.name.split(separator: "|") { call.append(String(word)) }
                while call.count < count { call.append(filler) }
                call.withView { call in
                    for (position, _) in AccessTable.redis.keys(of: number, in: call) {
                        #expect(position > 0 && position < call.count, "\(command.name)")
                    }
                }
            }
        }
    }

    @Test("what writes is in the group, and asks for writing") func writing() {
        for command in AccessTable.redis.commands where command.accesses.contains(.write) {
            let names = AccessTable.redis.categories(of: command.name)
            #expect(names.contains("write"), "\(command.name)")
        }
    }

    @Test(
        "digests are those of the standard",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1000),
                "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"
            ),
        ]
    )
    func digests(message: String, digest: String) {
        #expect(SHA256.hexDigest(of: Bytes(message.utf8)) == Bytes(digest.utf8))
    }

    @Test("only the right password is let in") func passwords() throws {
        var rules = UserRules(admitsAllChannels: false)
        for rule in ["on", ">p500", ">q"] {
            try rules.apply(AccessRule(Bytes(rule.utf8)), admitsAllChannels: false)
        }
        let admitted = (0..<1000).filter { number in
            Bytes("p\(number)".utf8).withUnsafeBytes { rules.admits($0) }
        }
        #expect(admitted == [500])
        rules.isEnabled = false
        #expect(!Bytes("q".utf8).withUnsafeBytes { rules.admits($0) })
    }

    @Test("a description makes the same rules again", arguments: 1...40) func descriptions(
        _ seed: Int
    )
        throws
    {
        var generator = SeededGenerator(seed: UInt64(seed))
        var rules = UserRules(admitsAllChannels: false)
        let names = AccessTable.redis.commands.map(\.name)
        for _ in 0..<12 {
            let sign = Bool.random(using: &generator) ? "+" : "-"
            let name =
                Bool.random(using: &generator)
                ? "@" + AccessCategories.names[Int.random(in: 0..<21, using: &generator)]
                : names[Int.random(in: 0..<names.count, using: &generator)]
            let rule = Int.random(in: 0..<8, using: &generator) == 0 ? "+@all" : sign + name
            try rules.apply(AccessRule(Bytes(rule.utf8)), admitsAllChannels: false)
        }
        var again = UserRules(admitsAllChannels: false)
        let words = rules.description.split(separator: UInt8(ascii: " ")).map { Bytes($0) }
        for rule in try AccessRule.all(in: words) {
            try again.apply(rule, admitsAllChannels: false)
        }
        #expect(again.selectors[0].commands == rules.selectors[0].commands)
        #expect(again.description == rules.description)
    }
}
