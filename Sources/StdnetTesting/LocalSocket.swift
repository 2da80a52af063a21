internal import Foundation

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Glibc)
internal import Glibc
#endif

/// As much of sockets on this machine as starting a server takes.
enum LocalSocket {
    /// A TCP port on 127.0.0.1.
    case port(Int)
    /// A Unix socket.
    case path(String)

    /// A port that nobody listens on, chosen by the operating system.
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, streamType, 0)
        defer { close(descriptor) }
        let port = withAddress(port: 0) { address, length -> Int? in
            guard descriptor >= 0, bind(descriptor, address, length.pointee) == 0,
                getsockname(descriptor, address, length) == 0
            else { return nil }
            return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                Int(UInt16(bigEndian: $0.pointee.sin_port))
            }
        }
        guard let port else { throw RedisServer.Failure(description: "no free port") }
        return port
    }

    /// Whether a server takes a request and its answer contains these words.
    func answers(to request: String, with words: String) -> Bool {
        let descriptor = socket(family, Self.streamType, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 0, tv_usec: 200_000)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        guard connects(descriptor), send(descriptor, request, request.utf8.count, 0) > 0 else {
            return false
        }
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 256)
        while !String(decoding: answer, as: UTF8.self).contains(words) {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { return false }
            answer += piece.prefix(count)
        }
        return true
    }

    private var family: Int32 { if case .port = self { AF_INET } else { AF_UNIX } }

    private func connects(_ descriptor: Int32) -> Bool {
        switch self {
        case .port(let port):
            Self.withAddress(port: port) { connect(descriptor, $0, $1.pointee) == 0 }
        case .path(let path):
            Self.withAddress(path: path) { connect(descriptor, $0, $1) == 0 }
        }
    }

    private static var streamType: Int32 {
        #if canImport(Glibc)
        Int32(SOCK_STREAM.rawValue)
        #else
        SOCK_STREAM
        #endif
    }

    private static func withAddress<Result>(
        port: Int,
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &length) }
        }
    }

    private static func withAddress(
        path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard path.utf8.count < place.count else { return false }
            place.copyBytes(from: path.utf8)
            return true
        }
        guard fits else { return false }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
