#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A socket and nothing else: what it sends and receives are bytes.
final class RawClient {
    private let descriptor: Int32

    /// Connects to a port of this machine.
    init(port: Int, receiveBuffer: Int32? = nil) throws {
        #if canImport(Darwin)
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
        }
        var timeout = timeval(tv_sec: 20, tv_usec: 0)
        let length = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, length)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, length)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure.notConnected }
    }

    deinit { close(descriptor) }

    enum Failure: Error {
        case notConnected
    }

    /// Sends bytes; answers how many were taken.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { rest in
                #if canImport(Darwin)
                Darwin.send(descriptor, rest.baseAddress, rest.count, 0)
                #elseif canImport(Musl)
                Musl.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                #else
                Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                #endif
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    @discardableResult
    func send(_ text: String) -> Int { send(Array(text.utf8)) }

    /// Sends as much as is taken right now.
    func sendSome(_ bytes: ArraySlice<UInt8>) -> Int {
        let count = bytes.withUnsafeBytes { bytes in
            #if canImport(Darwin)
            Darwin.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
            #elseif canImport(Musl)
            Musl.send(
                descriptor,
                bytes.baseAddress,
                bytes.count,
                Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
            )
            #else
            Glibc.send(
                descriptor,
                bytes.baseAddress,
                bytes.count,
                Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
            )
            #endif
        }
        return max(count, 0)
    }

    /// Says that nothing more comes.
    func endInput() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// So many bytes; fewer when the connection ends before.
    func receive(_ count: Int) -> String {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = receiveSome(count - bytes.count)
            guard !piece.isEmpty else { break }
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether exactly these bytes come next.
    func receives(_ text: String) -> Bool { receive(text.utf8.count) == text }

    /// How many bytes come until the connection ends.
    func drain() -> Int {
        var count = 0
        while true {
            let piece = receiveSome(1 << 16)
            guard !piece.isEmpty else { return count }
            count += piece.count
        }
    }

    private func receiveSome(_ limit: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &bytes, limit, 0)
        return Array(bytes.prefix(max(count, 0)))
    }
}
