import StdnetBackend

/// Registers with one value, as one or two bytes write them.
struct RegisterRun {
    static let greatestValue = 32
    private static let longestOfValues = 4
    private static let longestInOneByte = 64

    /// What all of the registers hold.
    let value: UInt8
    let length: Int
    /// How many bytes write the run.
    let size: Int

    /// Reads a run; a zero follows the last byte.
    init(_ bytes: RawBytes, _ at: Int) {
        let code = bytes[at]
        if code & 0x80 != 0 {
            value = code >> 2 & 31 + 1
            length = Int(code & 3) + 1
            size = 1
        } else if code & 0x40 == 0 {
            value = 0
            length = Int(code) + 1
            size = 1
        } else {
            value = 0
            let low = at + 1 < bytes.count ? Int(bytes[at + 1]) : 0
            length = Int(code & 63) << 8 + low + 1
            size = 2
        }
    }

    /// Writes registers that are zero.
    static func zeros(_ length: Int) -> Bytes {
        let code = length - 1
        return length <= longestInOneByte
            ? [UInt8(code)] : [UInt8(code >> 8) | 0x40, UInt8(code & 0xff)]
    }

    /// Writes up to four registers that are not zero.
    static func values(_ value: UInt8, _ length: Int) -> UInt8 {
        0x80 | (value - 1) << 2 | UInt8(length - 1)
    }

    /// This run and the one after it as one; nil when they can't be.
    func joined(with next: RegisterRun) -> UInt8? {
        guard value > 0, value == next.value, length + next.length <= Self.longestOfValues else {
            return nil
        }
        return Self.values(value, length + next.length)
    }

    /// The run with another value for one register.
    func replacing(_ register: Int, by rank: UInt8) -> Bytes {
        var bytes: Bytes = []
        if register > 0 { bytes += part(register) }
        bytes.append(Self.values(rank, 1))
        if register < length - 1 { bytes += part(length - 1 - register) }
        return bytes
    }

    private func part(_ length: Int) -> Bytes {
        value == 0 ? Self.zeros(length) : [Self.values(value, length)]
    }
}

// Runs of equal registers.
extension HyperLogLog {
    /// The run with a register: where it is, where the one before is, and its first register.
    private func run(
        with register: Int
    ) -> (run: RegisterRun, at: Int, before: Int, first: Int)? {
        bytes.withUnsafeBytes { bytes in
            var at = Self.headerSize
            var before = at
            var first = 0
            while at < bytes.count {
                let run = RegisterRun(bytes, at)
                if register < first + run.length { return (run, at, before, first) }
                before = at
                at += run.size
                first += run.length
            }
            return nil
        }
    }

    mutating func raiseSparse(
        _ register: Int,
        to rank: UInt8,
        limit: Int
    ) throws(CommandError) -> Bool {
        guard rank <= RegisterRun.greatestValue else {
            return try raiseMadeDense(register, to: rank)
        }
        guard let (run, at, before, first) = run(with: register) else {
            throw .corruptHyperLogLog
        }
        guard run.value < rank else { return false }
        let runs = run.replacing(register - first, by: rank)
        let added = runs.count - run.size
        if added > 0, bytes.count + added > limit {
            return try raiseMadeDense(register, to: rank)
        }
        let size = bytes.count + added
        bytes.replaceSubrange(at..<min(at + run.size, bytes.count), with: runs)
        // The second byte of a run that was cut off was none of the string's.
        if bytes.count > size { bytes.removeLast() }
        joinRuns(from: before)
        lastCount = nil
        return true
    }

    private mutating func raiseMadeDense(
        _ register: Int,
        to rank: UInt8
    ) throws(CommandError) -> Bool {
        try makeDense()
        return raiseDense(register, to: rank)
    }

    /// Joins what can be joined of the five runs around a change.
    private mutating func joinRuns(from start: Int) {
        var at = start
        var left = 5
        while at < bytes.count, left > 0 {
            left -= 1
            let (size, joined) = bytes.withUnsafeBytes { bytes in
                let run = RegisterRun(bytes, at)
                let next = at + run.size
                let joined =
                    next < bytes.count ? run.joined(with: RegisterRun(bytes, next)) : nil
                return (run.size, joined)
            }
            if let joined {
                bytes[at + 1] = joined
                bytes.remove(at: at)
            } else {
                at += size
            }
        }
    }

    func mergeSparse(into registers: inout [UInt8]) throws(CommandError) {
        let isComplete = bytes.withUnsafeBytes { bytes in
            var register = 0
            var at = Self.headerSize
            while at < bytes.count {
                let run = RegisterRun(bytes, at)
                let end = register + run.length
                guard end <= Self.registerCount else { return false }
                if run.value > 0 {
                    for place in register..<end {
                        registers[place] = max(registers[place], run.value)
                    }
                }
                register = end
                at += run.size
            }
            return register == Self.registerCount
        }
        guard isComplete else { throw .corruptHyperLogLog }
    }
}
