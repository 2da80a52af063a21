#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// The CPU time of this process, which a busy neighbour changes less than the clock on the wall.
package enum ProcessTime {
    /// What all threads have used so far.
    package static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

extension [Double] {
    /// The one in the middle.
    package var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}
