internal import StdnetBackend

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Reads requests from bytes that come in any pieces.
///
/// It understands what redis-server does, and refuses the rest in its words: arrays of bulk strings,
/// and lines of words.
struct RequestParser {
    /// What was received; what lies before `start` has been read.
    private var held: [UInt8] = []
    private var start = 0
    /// How many words of the array are still to come.
    private var missingWords = 0
    /// The length of the word to come; nil when that is still to be read.
    private var wordLength: Int?

    /// How many bytes were received and not read yet.
    var heldCount: Int { held.count - start }

    /// Keeps bytes for later.
    mutating func hold(_ bytes: UnsafeRawBufferPointer) { held.append(contentsOf: bytes) }

    /// Reads what is held and then some more bytes.
    ///
    /// - Parameters:
    ///   - bytes: What has been received.
    ///   - batch: Where the commands go.
    ///   - limits: How large they may be.
    ///   - maxCommands: After how many commands to stop; what is left is held.
    /// - Throws: ``ProtocolError`` for bytes that are no commands: the connection is of no use then.
    mutating func read(
        _ bytes: UnsafeRawBufferPointer,
        into batch: inout RequestBatch,
        limits: RequestLimits,
        maxCommands: Int = .max
    ) throws(ProtocolError) {
        guard heldCount == 0 else {
            hold(bytes)
            return try readHeld(into: &batch, limits: limits, maxCommands: maxCommands)
        }
        let used = try read(bytes, &batch, limits, maxCommands)
        if used < bytes.count { hold(UnsafeRawBufferPointer(rebasing: bytes[used...])) }
        try checkHeld(batch, limits)
    }

    /// Reads what is held.
    mutating func readHeld(
        into batch: inout RequestBatch,
        limits: RequestLimits,
        maxCommands: Int = .max
    ) throws(ProtocolError) {
        guard heldCount > 0 else { return }
        let all = held
        held = []
        let used = try all.withUnsafeBufferPointer { bytes throws(ProtocolError) in
            let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start...])
            return try read(rest, &batch, limits, maxCommands)
        }
        start += used
        if start < all.count {
            held = all
            // What has been read is removed when it is most: so no byte is moved often.
            if start > all.count / 2 {
                held.removeSubrange(..<start)
                start = 0
            }
        } else {
            start = 0
        }
        try checkHeld(batch, limits)
    }

    private func checkHeld(
        _ batch: RequestBatch,
        _ limits: RequestLimits
    ) throws(ProtocolError) {
        guard heldCount + batch.incompleteSize <= limits.maxHeldBytes else {
            throw .queryTooLong
        }
    }

    /// Reads as much as is complete, and answers how many bytes that was.
    private mutating func read(
        _ bytes: UnsafeRawBufferPointer,
        _ batch: inout RequestBatch,
        _ limits: RequestLimits,
        _ maxCommands: Int
    ) throws(ProtocolError) -> Int {
        var at = 0
        var commands = 0
        while at < bytes.count, commands < maxCommands {
            let count = batch.ends.count
            let isComplete: Bool
            if missingWords > 0 || bytes[at] == UInt8(ascii: "*") {
                isComplete = try readArray(bytes, &at, &batch, limits)
            } else {
                isComplete = try readLine(bytes, &at, &batch)
            }
            guard isComplete else { break }
            commands += batch.ends.count - count
        }
        return at
    }

    private mutating func readArray(
        _ bytes: UnsafeRawBufferPointer,
        _ at: inout Int,
        _ batch: inout RequestBatch,
        _ limits: RequestLimits
    ) throws(ProtocolError) -> Bool {
        if missingWords == 0 {
            guard let line = try Self.line(bytes, at, "too big mbulk count string") else {
                return false
            }
            guard let count = Int(lengthText: line), count <= Int(Int32.max) else {
                throw .init("invalid multibulk length")
            }
            guard count <= limits.maxWordCount else {
                throw .init("unauthenticated multibulk length")
            }
            at += line.count + 3
            guard count > 0 else { return true }
            missingWords = count
        }
        while missingWords > 0 {
            guard try readWord(bytes, &at, &batch, limits) else { return false }
        }
        batch.endCommand()
        return true
    }

    @inline(__always)
    private mutating func readWord(
        _ bytes: UnsafeRawBufferPointer,
        _ at: inout Int,
        _ batch: inout RequestBatch,
        _ limits: RequestLimits
    ) throws(ProtocolError) -> Bool {
        let length: Int
        if let known = wordLength {
            length = known
        } else {
            guard at < bytes.count,
                let line = try Self.line(bytes, at, "too big bulk count string")
            else { return false }
            guard bytes[at] == UInt8(ascii: "$") else { throw .unexpected(bytes[at]) }
            guard let count = Int(lengthText: line), 0...limits.maxBulkLength ~= count else {
                throw .init("invalid bulk length")
            }
            guard count <= limits.maxWordLength else {
                throw .init("unauthenticated bulk length")
            }
            at += line.count + 3
            length = count
        }
        // The two bytes at the end may be anything.
        guard bytes.count - at >= length + 2 else {
            wordLength = length
            return false
        }
        batch.words.append(UnsafeRawBufferPointer(rebasing: bytes[at..<at + length]))
        at += length + 2
        wordLength = nil
        missingWords -= 1
        return true
    }

    private mutating func readLine(
        _ bytes: UnsafeRawBufferPointer,
        _ at: inout Int,
        _ batch: inout RequestBatch
    ) throws(ProtocolError) -> Bool {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[at...])
        guard let end = rest.position(of: UInt8(ascii: "\n")) else {
            guard rest.count <= RequestLimits.maxLineLength else {
                throw .init("too big inline request")
            }
            return false
        }
        at += end + 1
        let hasReturn = end > 0 && rest[end - 1] == UInt8(ascii: "\r")
        let line = InlineRequest(
            UnsafeRawBufferPointer(rebasing: rest[..<(hasReturn ? end - 1 : end)])
        )
        guard try line.append(to: &batch.words) > 0 else { return true }
        batch.endCommand()
        return true
    }

    /// The line at a position without its type and its end; nil when it is not complete.
    @inline(__always)
    private static func line(
        _ bytes: UnsafeRawBufferPointer,
        _ at: Int,
        _ tooLong: StaticString
    ) throws(ProtocolError) -> UnsafeRawBufferPointer? {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[at...])
        guard let end = rest.position(of: UInt8(ascii: "\r")) else {
            guard rest.count <= RequestLimits.maxLineLength else { throw .init(tooLong) }
            return nil
        }
        guard end + 1 < rest.count else { return nil }
        // A line without even a type is seen as one with nothing after it.
        return UnsafeRawBufferPointer(rebasing: rest[min(1, end)..<end])
    }
}

extension UnsafeRawBufferPointer {
    /// Where a byte is; nil when it is not there, or only after a NUL, where a text in C ends.
    @inline(__always)
    fileprivate func position(of byte: UInt8) -> Int? {
        // Lengths are short: they are found before the call of a function pays.
        let near = Swift.min(count, 16)
        for place in 0..<near {
            if self[place] == byte { return place }
            if self[place] == 0 { return nil }
        }
        guard near < count, let base = baseAddress else { return nil }
        guard let found = memchr(base + near, Int32(byte), count - near) else { return nil }
        let place = UnsafeRawPointer(found) - base
        return memchr(base + near, 0, place - near) == nil ? place : nil
    }
}

extension Int {
    /// Reads the length of what follows: plain digits.
    @inline(__always)
    fileprivate init?(lengthText text: UnsafeRawBufferPointer) {
        guard 1...18 ~= text.count, text[0] != UInt8(ascii: "0") || text.count == 1 else {
            guard let number = Int(decimal: text) else { return nil }
            self = number
            return
        }
        var number = 0
        for byte in text {
            let digit = Int(byte) - 48
            guard 0...9 ~= digit else {
                guard let number = Int(decimal: text) else { return nil }
                self = number
                return
            }
            number = number * 10 + digit
        }
        self = number
    }
}
