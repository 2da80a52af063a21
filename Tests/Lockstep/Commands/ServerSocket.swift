import StdnetBackend

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// A client's connection to a redis-server on this machine: bytes out, whole replies and pushes in.
final class ServerSocket {
    /// What a connection can't do.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    /// The end of the reply that is only there in part.
    private var scan = ReplyScan()

    init(port: Int) throws {
        #if canImport(Glibc)
        let type = Int32(SOCK_STREAM.rawValue)
        #else
        let type = SOCK_STREAM
        #endif
        descriptor = socket(AF_INET, type, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, length)
            }
        }
        guard result == 0 else { throw Failure(description: "no server on port \(port)") }
        var isOn: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, size)
    }

    deinit { close(descriptor) }

    /// Sends the vectors of commands.
    func send(_ calls: [[Bytes]]) throws {
        var bytes: Bytes = []
        for call in calls {
            bytes += Bytes("*\(call.count)\r\n".utf8)
            for word in call {
                bytes += Bytes("$\(word.count)\r\n".utf8)
                bytes += word
                bytes += [13, 10]
            }
        }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { raw in
                write(descriptor, raw.baseAddress?.advanced(by: sent), raw.count - sent)
            }
            guard count > 0 else { throw Failure(description: "the server has hung up") }
            sent += count
        }
    }

    /// The next reply or push; nil when none comes in time.
    func receive(within milliseconds: Int) throws -> Bytes? {
        while true {
            if let end = try scan.end(in: buffer, from: start) {
                let reply = Bytes(buffer[start..<end])
                start = end
                scan = ReplyScan()
                if start > 1 << 16 {
                    buffer.removeFirst(start)
                    start = 0
                }
                return reply
            }
            guard try fill(within: milliseconds) else { return nil }
        }
    }

    /// Sends a command and takes its reply.
    func ask(_ words: String...) throws -> Bytes {
        try ask(words.map { Bytes($0.utf8) })
    }

    func ask(_ call: [Bytes]) throws -> Bytes {
        try send([call])
        guard let reply = try receive(within: 10_000) else {
            throw Failure(description: "no reply to \(StoryText.line(call))")
        }
        return reply
    }

    private func fill(within milliseconds: Int) throws -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard Self.wait(for: &poll, milliseconds) else { return false }
        var piece = Bytes(repeating: 0, count: 1 << 16)
        let count = read(descriptor, &piece, piece.count)
        guard count > 0 else { throw Failure(description: "the server has hung up") }
        buffer += piece[..<count]
        return true
    }

    private static func wait(for poll: inout pollfd, _ milliseconds: Int) -> Bool {
        while true {
            let count = system_poll(&poll, Int32(milliseconds))
            if count >= 0 { return count > 0 }
            guard errno == EINTR else { return false }
        }
    }
}

/// `poll` of the C library, under a name that variables of that name do not hide.
private func system_poll(_ descriptor: inout pollfd, _ milliseconds: Int32) -> Int32 {
    poll(&descriptor, 1, milliseconds)
}

/// Finds where a reply of RESP2 or RESP3 ends, and goes on where it stopped when more has come.
struct ReplyScan {
    private var position = 0
    private var isStarted = false
    /// How many values are still to come.
    private var missing = 1

    /// The position after the reply that begins at `start`; nil when it is not complete.
    mutating func end(in bytes: Bytes, from start: Int) throws -> Int? {
        if !isStarted {
            position = start
            isStarted = true
        }
        while missing > 0 {
            guard let lineEnd = Self.lineEnd(in: bytes, from: position) else { return nil }
            let kind = bytes[position]
            switch kind {
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: ","),
                UInt8(ascii: "#"), UInt8(ascii: "_"), UInt8(ascii: "("):
                position = lineEnd + 2
            case UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "!"):
                let length = Self.number(bytes[(position + 1)..<lineEnd])
                let end = length < 0 ? lineEnd + 2 : lineEnd + 2 + length + 2
                guard end <= bytes.count else { return nil }
                position = end
            case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "%"):
                let count = Self.number(bytes[(position + 1)..<lineEnd])
                missing += max(count, 0) * (kind == UInt8(ascii: "%") ? 2 : 1)
                position = lineEnd + 2
            default:
                throw ServerSocket.Failure(description: "byte \(kind) begins no reply")
            }
            missing -= 1
        }
        return position
    }

    private static func lineEnd(in bytes: Bytes, from start: Int) -> Int? {
        var position = start
        while position + 1 < bytes.count {
            if bytes[position] == 13, bytes[position + 1] == 10 { return position }
            position += 1
        }
        return nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        Int(String(decoding: digits, as: UTF8.self)) ?? 0
    }
}
