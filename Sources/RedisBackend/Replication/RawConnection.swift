internal import NIOCore
internal import StdnetBackend

/// A connection from which bytes are read as they are, after it was introduced as any other.
final class RawConnection: Sendable {
    let address: String
    private let handler: NIOLoopBound<ByteStreamHandler>
    private let inbox: ByteInbox

    /// Takes a connection on which nobody waits for a reply; it takes no more calls.
    init(takingOver connection: RedisConnection, limit: Duration?) async throws(BackendError) {
        address = connection.address
        do {
            (handler, inbox) = try await connection.readBytes(within: limit)
        } catch {
            throw error as? BackendError ?? .connection(.lost(address: connection.address))
        }
    }

    /// Sends a request.
    func send(_ words: [String]) {
        var text = "*\(words.count)\r\n"
        for word in words { text += "$\(word.utf8.count)\r\n\(word)\r\n" }
        let request = ByteBuffer(string: text)
        handler.eventLoop.execute { [handler] in handler.value.send(request) }
    }

    /// Waits for the next bytes; one task at a time.
    ///
    /// A task that is cancelled ends the connection.
    func next() async throws(BackendError) -> ByteBuffer {
        let handler = handler
        do throws(BackendError) {
            return try await inbox.next { handler.eventLoop.execute { handler.value.read() } }
        } catch {
            if error == .cancelled { end() }
            throw error
        }
    }

    /// Ends the connection.
    func close() {
        // Its loop may be gone with it.
        if !inbox.isOver { end() }
    }

    private func end() { handler.eventLoop.execute { [handler] in handler.value.close() } }
}
