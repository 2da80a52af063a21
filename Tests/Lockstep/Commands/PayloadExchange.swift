import MemoryBackend
import StdnetBackend

/// Restores payloads of either server in the other one.
struct PayloadExchange {
    private let server: ServerSocket
    private let memory: MemoryConnection
    private static let key = Bytes("exchanged".utf8)

    /// - Parameter server: A connection to a server whose keys nobody needs any more.
    init(_ server: ServerSocket) {
        self.server = server
        memory = MemoryConnection(to: MemoryServer(seed: 1), sink: { _ in })
    }

    /// Whether both payloads hold the same when both servers restore them.
    func holdSame(_ mine: Bytes, _ theirs: Bytes) -> Bool {
        let asked = [mine, theirs].map { payload in
            Self.digest(payload) { try? server.ask($0) }
        }
        let remembered = [mine, theirs].map { payload in
            Self.digest(payload) { MemoryPlayer.ask(memory, $0) }
        }
        return asked[0] != nil && asked[0] == asked[1] && remembered[0] != nil
            && remembered[0] == remembered[1] && asked[0] == remembered[0]
    }

    /// What a server says of a key that it restores.
    private static func digest(_ payload: Bytes, _ ask: ([Bytes]) -> Bytes?) -> Bytes? {
        let restore = [Bytes("RESTORE".utf8), key, Bytes("0".utf8), payload]
        guard ask(restore + [Bytes("REPLACE".utf8)]) == Bytes("+OK\r\n".utf8) else { return nil }
        defer { _ = ask([Bytes("DEL".utf8), key]) }
        return ask(StoryText.words("DEBUG DIGEST-VALUE") + [key])
    }
}
