import StdnetCLI

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Connections that send nothing.
final class IdleClients {
    private var descriptors: [Int32] = []

    deinit { closeAll() }

    /// How many more the system lets this process have, up to a number, once it was asked for them;
    /// some are left to others.
    static func room(for count: Int) -> Int {
        min(count, max(0, DescriptorLimit.raise(to: count + 2000) - 2000))
    }

    /// Connects to a port of this machine; answers how many of so many have come through.
    func connect(_ count: Int, port: UInt16) -> Int {
        for _ in 0..<count {
            #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
            #endif
            guard descriptor >= 0 else { break }
            descriptors.append(descriptor)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
            let status = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                    connectSocket(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard status == 0 else { break }
        }
        return descriptors.count
    }

    /// Ends all of them at once; none leaves its port waiting.
    func closeAll() {
        var option = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout.size(ofValue: option))
        for descriptor in descriptors {
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
            close(descriptor)
        }
        descriptors = []
    }
}

/// The function of the system, which the method hides.
private func connectSocket(
    _ descriptor: Int32,
    _ address: UnsafePointer<sockaddr>,
    _ size: socklen_t
) -> Int32 { connect(descriptor, address, size) }
