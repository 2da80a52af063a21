internal import NIOCore
internal import StdnetBackend

/// What a server says to one that asks to become its replica: an answer, signs of life, and a file.
///
/// Synchronous and without sockets: bytes go in, pieces of the file come out.
struct FullSync {
    private enum Phase {
        /// The answer to PSYNC is next; none comes to SYNC.
        case answer
        case header
        /// So many bytes are left of the file.
        case counted(Int)
        /// The file ends with these bytes, which are by chance.
        case marked([UInt8])
        case done
    }

    /// How long a line may be; what answers with a longer one is no Redis.
    private static let longestLine = 1 << 10
    private static let markSize = 40

    private var phase = Phase.answer
    private let address: String
    /// What came and is not read yet.
    private var received = ByteBuffer()
    /// Which instant the file is of.
    private(set) var position: ReplicationPosition?
    /// How many bytes the file has; nil where the server does not say it.
    private(set) var size: Int?

    init(address: String) { self.address = address }

    /// Whether the file has begun.
    var isFile: Bool {
        switch phase {
        case .answer, .header: false
        case .counted, .marked, .done: true
        }
    }

    /// Whether all of the file was there.
    var isDone: Bool {
        if case .done = phase { true } else { false }
    }

    /// Takes what the server sent.
    mutating func feed(_ bytes: ByteBuffer) { received.writeImmutableBuffer(bytes) }

    /// Reads lines until the file begins; answers false when more of them are needed.
    ///
    /// - Throws: what the server says when it refuses, ``ConnectionFailure/notRedis(address:)`` for
    ///   anything that it would not say.
    mutating func readLines() throws(BackendError) -> Bool {
        while !isFile {
            guard let line = try nextLine() else { return false }
            if line.hasPrefix("$") {
                try readHeader(line.dropFirst())
            } else if case .answer = phase {
                try readAnswer(line)
            } else {
                throw refusal(line)
            }
        }
        return true
    }

    /// The next line that is not a sign of life; nil when it is not complete.
    private mutating func nextLine() throws(BackendError) -> String? {
        while let end = received.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
            let count = end - received.readerIndex
            var line = received.readString(length: count) ?? ""
            received.moveReaderIndex(forwardBy: 1)
            // A line ends in two bytes, which are one character.
            if line.utf8.last == UInt8(ascii: "\r") { line.unicodeScalars.removeLast() }
            if !line.isEmpty { return line }
        }
        guard received.readableBytes <= Self.longestLine else {
            throw .connection(.notRedis(address: address))
        }
        return nil
    }

    private mutating func readAnswer(_ line: String) throws(BackendError) {
        let words = line.split(separator: " ")
        guard words.first == "+FULLRESYNC", words.count == 3, let offset = Int(words[2]) else {
            throw refusal(line)
        }
        position = ReplicationPosition(id: String(words[1]), offset: offset)
        phase = .header
    }

    private mutating func readHeader(_ text: Substring) throws(BackendError) {
        if let count = Int(text), count >= 0 {
            size = count
            phase = .counted(count)
        } else if text.hasPrefix("EOF:"), text.utf8.count == 4 + Self.markSize {
            phase = .marked(Array(text.utf8.dropFirst(4)))
        } else {
            throw .connection(.notRedis(address: address))
        }
    }

    private func refusal(_ line: String) -> BackendError {
        guard line.hasPrefix("-") else { return .connection(.notRedis(address: address)) }
        let vector: Arguments = ["PSYNC"]
        return vector.withView { BackendError(errorReply: String(line.dropFirst()), to: $0) }
    }

    /// The bytes of the file that are there; nil when more have to come first.
    mutating func nextPiece() -> Bytes? {
        switch phase {
        case .answer, .header, .done: return nil
        case .counted(let left):
            let count = min(left, received.readableBytes)
            phase = left == count ? .done : .counted(left - count)
            return take(count)
        case .marked(let mark):
            // The last bytes may be the mark, or some of it.
            let count = received.readableBytes - Self.markSize
            guard count >= 0 else { return nil }
            if received.readableBytesView.suffix(Self.markSize).elementsEqual(mark) {
                phase = .done
            }
            return take(count)
        }
    }

    private mutating func take(_ count: Int) -> Bytes? {
        guard count > 0, let bytes = received.readBytes(length: count) else { return nil }
        received.discardReadBytes()
        return bytes
    }
}
