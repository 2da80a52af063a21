import StdnetBackend
import Testing

@Suite("The command table knows the commands of Redis 7.0")
struct CommandTableTests {
    private let table = CommandTable.redis

    @Test("All 240 are there: no line was left out or is there twice")
    func count() {
        #expect(table.all.count == 240)
    }

    @Test("Names are in lower case and found in any case")
    func names() {
        #expect(table.all.allSatisfy { $0.name == $0.name.lowercased() })
        #expect(table.all.map(\.name) == table.all.map(\.name).sorted())
        #expect(table["HgEtAlL"]?.name == "hgetall")
        Array("ZADD".utf8).withUnsafeBytes { #expect(table[$0]?.name == "zadd") }
        #expect(table["restore-asking"] != nil)
        #expect(table["georadius_ro"] != nil)
        #expect(table["nonsense"] == nil)
        #expect(table[""] == nil)
    }

    @Test("No command both reads only and writes")
    func readingAndWriting() {
        for command in table.all {
            #expect(!command.flags.isSuperset(of: [.readOnly, .write]), "\(command.name)")
            if command.flags.contains(.denyOOM) {
                #expect(command.flags.contains(.write), "\(command.name)")
            }
        }
    }

    @Test("Keys are among the words that a call must have")
    func keysAndArity() {
        for command in table.all {
            #expect(command.arity != 0, "\(command.name)")
            if case .range(let first, _, let step) = command.keys {
                #expect(first >= 1 && step >= 1, "\(command.name)")
                #expect(first <= abs(command.arity), "\(command.name)")
            }
        }
    }

    @Test("Some well-known commands are as Redis describes them")
    func samples() throws {
        let get = try #require(table["get"])
        #expect(get.arity == 2 && get.flags == [.readOnly, .fast])
        #expect(get.keys == .range(first: 1, last: 1, step: 1))
        let blpop = try #require(table["blpop"])
        #expect(blpop.arity == -3 && blpop.flags == [.write, .noScript, .blocking])
        let auth = try #require(table["auth"])
        #expect(auth.flags == [.noScript, .fast, .noAuth, .loading, .stale])
        #expect(auth.keys == .none)
    }

    @Test("The number of words is checked as Redis does")
    func arity() throws {
        let get = try #require(table["get"])
        #expect([1, 2, 3].map { get.accepts(wordCount: $0) } == [false, true, false])
        let del = try #require(table["del"])
        #expect([1, 2, 3, 100].map { del.accepts(wordCount: $0) } == [false, true, true, true])
    }
}
