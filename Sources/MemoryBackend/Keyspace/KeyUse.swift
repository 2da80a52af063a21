/// When a key was last used, or how often, in 32 bits: OBJECT IDLETIME and OBJECT FREQ tell.
///
/// Seconds since 1970; or where uses are counted 16 bits of the minute of the last one, and 8 bits
/// of a counter that grows with the logarithm of uses and shrinks with the minutes.
struct KeyUse: Equatable {
    private var bits: UInt32 = 0

    /// What the counter of a new key starts from, so that it is not the first to be evicted.
    private static let firstCount: UInt32 = 5

    /// What no key has.
    static var none: KeyUse { KeyUse(bits: .max) }

    init() {}

    private init(bits: UInt32) { self.bits = bits }

    /// A use at a time in milliseconds since 1970, perhaps one that was so many seconds before it.
    @inline(__always)
    init(at now: Int, idleSeconds: Int = 0) {
        bits = UInt32(truncatingIfNeeded: now / 1000 &- idleSeconds)
    }

    /// The first use of a key whose uses are counted, or one where the counter is known.
    init(countingAt now: Int, count: Int? = nil) {
        bits = Self.minute(now) << 8 | (count.map { UInt32($0) } ?? Self.firstCount)
    }

    private static func minute(_ now: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: now / 60_000) & 0xffff
    }

    /// How many seconds the key was not used.
    func idleSeconds(at now: Int) -> Int {
        // The clock may have been set back.
        max(0, Int(Int32(bitPattern: UInt32(truncatingIfNeeded: now / 1000) &- bits)))
    }

    /// The last use on Redis's clock of 24 bits.
    var clock: Int { Int(bits & 0xff_ffff) }

    /// The counter, after the time since the last use made it smaller.
    func count(at now: Int, _ settings: KeyspaceSettings) -> Int {
        let count = Int(bits & 0xff)
        guard settings.lfuDecayTime > 0 else { return count }
        let minute = Int(Self.minute(now))
        let last = Int(bits >> 8 & 0xffff)
        let elapsed = minute >= last ? minute - last : 65535 - last + minute
        return max(0, count - elapsed / settings.lfuDecayTime)
    }

    /// Counts one use more; the higher the counter is, the less likely it grows, by a random number
    /// from 0 up to, not including, 1.
    mutating func count(at now: Int, _ settings: KeyspaceSettings, chance: Double) {
        var count = count(at: now, settings)
        let above = Double(max(0, count - Int(Self.firstCount)))
        if count < 255, chance < 1 / (above * Double(settings.lfuLogFactor) + 1) { count += 1 }
        bits = Self.minute(now) << 8 | UInt32(count)
    }
}

/// Writes uses into the slots of keys.
///
/// An object of its own, so that commands that only read can call it without lending the keyspace.
/// Each keyspace has one to itself.
final class UseMarker {
    /// What is written.
    enum Mark {
        case time
        case count
        case nothing
    }

    @exclusivity(unchecked) var now = 0
    @exclusivity(unchecked) var mark = Mark.time
    @exclusivity(unchecked) var settings = KeyspaceSettings()
    /// Chance apart from the keyspace's own: counting changes no random choice of a command.
    @exclusivity(unchecked) private var generator = SeededGenerator(seed: 1)

    @inline(never)
    func mark(_ use: UnsafeMutablePointer<KeyUse>) {
        switch mark {
        case .time: use.pointee = KeyUse(at: now)
        case .count:
            let chance = Double(generator.next() >> 11) * 0x1p-53
            use.pointee.count(at: now, settings, chance: chance)
        case .nothing: break
        }
    }
}
