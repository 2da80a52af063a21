#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// How many files and connections this process may have open at the same time.
package enum DescriptorLimit {
    /// Makes room for so many, or for as many as the system allows.
    ///
    /// - Returns: how many there may be now.
    @discardableResult
    package static func raise(to count: Int) -> Int {
        #if canImport(Glibc)
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
        let files = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(files, &limit) == 0 else { return count }
        let wanted = rlim_t(count)
        guard limit.rlim_cur < wanted else { return count }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        guard setrlimit(files, &limit) == 0 else { return 0 }
        return Int(clamping: limit.rlim_cur)
    }
}
