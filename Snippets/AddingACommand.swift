//! A command of one's own: how it is written, and how its reply is read.
import MemoryBackend
import StdnetBackend

struct MemberCount: Command {
    let key: String

    func write(to arguments: inout Arguments) {
        arguments.append("SCARD" as StaticString)
        arguments.append(key)
    }

    func decode(_ reply: Reply) throws(BackendError) -> Int {
        guard let count = reply.integer else {
            throw .decoding(expected: "a count", found: "\(reply.kind)")
        }
        return count
    }
}

let backend = MemoryBackend()
let (added, count) = try await backend.run(
    RawCommand("SADD", "fruit", "apple", "pear"),
    MemberCount(key: "fruit")
)
print("added \(added.integer ?? 0), now \(count)")
