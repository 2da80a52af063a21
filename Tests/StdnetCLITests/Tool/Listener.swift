import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A TCP port on 127.0.0.1 that is not Redis.
struct Listener {
    /// What happens to those who connect.
    enum Manners: Sendable {
        /// Nobody listens.
        case absent
        /// The connection is made, and nothing is ever said.
        case mute
        /// These words are the answer to whatever the first who connects says.
        case says(String)
    }

    let port: Int
    fileprivate let descriptor: Int32

    fileprivate init(_ manners: Manners) throws {
        #if canImport(Darwin)
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Tool.Missing(what: "a free port") }
        port = Int(UInt16(bigEndian: address.sin_port))
        switch manners {
        case .absent: break
        case .mute: listen(descriptor, 8)
        case .says(let words):
            listen(descriptor, 8)
            Thread.detachNewThread {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                var request = [UInt8](repeating: 0, count: 1024)
                if recv(client, &request, request.count, 0) > 0 {
                    _ = words.withCString { write(client, $0, strlen($0)) }
                }
                close(client)
            }
        }
    }
}

/// Keeps a port for the time of a closure.
func withListener<Result>(
    _ manners: Listener.Manners,
    _ body: (Listener) async throws -> Result
) async throws -> Result {
    let listener = try Listener(manners)
    defer { close(listener.descriptor) }
    return try await body(listener)
}
