#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Date
#else
public import struct Foundation.Date
#endif

/// A moment: stored as seconds since 1970 in UTC with a fraction, to the microsecond, as Python's `repr` of
/// the double: what the original's DateTimeField stored where the machine's time zone was UTC.
///
/// A `Date` counts from 2001 in a double, so that its last digits are noise near 1970; the rounding takes
/// them away, and what was read is stored in the same text again, from the year 1728 to 2242; beyond, doubles
/// are coarser than microseconds. A value of your own that is finer
/// than a microsecond does not equal what comes back.
extension Date: ScoredValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .date }
    /// Dates that are no number of seconds.
    public var refusal: String? {
        timeIntervalSince1970.isFinite ? nil : "a date is a finite number of seconds"
    }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(python: storedSeconds)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let seconds = Double(stored: stored), seconds.isFinite else { return nil }
        self.init(storedSeconds: seconds)
    }

    /// The moment of a finite number of seconds.
    init(storedSeconds seconds: Double) {
        guard seconds < -3_316_660_096, seconds.magnitude < 0x1p33 else {
            self.init(timeIntervalSince1970: seconds)
            return
        }
        // 2^32 seconds before 2001, in 1864 and earlier, a date is coarser than the double of the
        // text: rounded twice, it would come to another microsecond.
        let (whole, fraction) = Self.split(seconds)
        self.init(timeIntervalSinceReferenceDate: (whole - 978_307_200) + fraction)
    }

    /// The whole seconds, and the microseconds as a fraction of one.
    private static func split(_ seconds: Double) -> (whole: Double, fraction: Double) {
        let whole = seconds.rounded(.down)
        // The difference is exact; the product of all seconds would not be.
        let microseconds = ((seconds - whole) * 1e6).rounded()
        return microseconds == 1e6 ? (whole + 1, 0) : (whole, microseconds / 1e6)
    }

    /// The whole seconds and the microseconds are added as the original adds them: near 1970 the sum has
    /// other last digits than the quotient would have.
    var storedSeconds: Double {
        let seconds = timeIntervalSince1970
        // From 2^33 on, in the year 2242, doubles lie further apart than microseconds.
        guard seconds.magnitude < 0x1p33 else { return seconds }
        let (whole, fraction) = Self.split(seconds)
        return whole + fraction
    }
}
