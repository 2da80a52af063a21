/// Which connection a batch takes: one that all calls share, or one that it has for itself because
/// it may wait there.
package enum BatchRoute: Equatable, Sendable {
    case shared
    /// How long the server may wait before it answers; nil for as long as it likes.
    case dedicated(wait: Duration?)

    /// Chooses the connection; `watches` says whether WATCH and UNWATCH are at home on it.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` for a command that would change a connection
    ///   for those who use it too, or after.
    package init(_ batch: CommandBatch, watches: Bool = false) throws(BackendError) {
        var route = Self.shared
        for position in 0..<batch.count {
            try batch.withVector(position) { vector throws(BackendError) in
                guard vector.count > 0, let letter = vector[0].first else {
                    throw .invalidRequest("a command without a name")
                }
                guard Self.isSpecial(letter) else { return }
                if let advice = advice(vector), !(watches && vector[0].isWatch) {
                    throw .invalidRequest(
                        "\(vector.text(0).uppercased()) would change a connection that others use: "
                            + advice
                    )
                }
                if batch.isolation == .pipeline, let wait = BlockingWait(vector) {
                    route = route.joined(with: wait)
                }
            }
        }
        self = route
    }

    /// Whether there is a command with this first letter that waits, or that does not belong here.
    @inline(__always)
    private static func isSpecial(_ letter: UInt8) -> Bool {
        // Bits for the letters G, I, J, K, L, T, Z and what else is in their places; others are looked at.
        let ordinary: UInt32 = 1 << 7 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12 | 1 << 20 | 1 << 26
        return ordinary >> UInt32(letter & 0x1f) & 1 == 0
    }

    private func joined(with wait: BlockingWait) -> BatchRoute {
        switch (self, wait) {
        case (.shared, .limited(let time)): .dedicated(wait: time)
        case (.dedicated(let sum?), .limited(let time)): .dedicated(wait: sum + time)
        default: .dedicated(wait: nil)
        }
    }
}

/// How long a command may wait on the server.
package enum BlockingWait: Equatable, Sendable {
    case limited(Duration)
    case unlimited

    /// Nil for a command that does not wait.
    ///
    /// Almost every command is let through by its first letter.
    init?(_ vector: ArgumentView) {
        switch vector[0][0] & 0xdf {
        case UInt8(ascii: "B"): self.init(pop: vector)
        case UInt8(ascii: "X"): self.init(stream: vector)
        case UInt8(ascii: "W") where vector[0].spells("WAIT") && vector.count > 2:
            self.init(vector, at: 2, unit: 1)
        default: return nil
        }
    }

    /// BLPOP and its like: seconds, at the end or, where keys are counted, in front.
    private init?(pop vector: ArgumentView) {
        guard CommandTable.redis[vector[0]]?.flags.contains(.blocking) == true, vector.count > 2
        else { return nil }
        let isCounted = vector[0].spells("BLMPOP") || vector[0].spells("BZMPOP")
        self.init(vector, at: isCounted ? 1 : vector.count - 1, unit: 1000)
    }

    /// XREAD and XREADGROUP: milliseconds after BLOCK, which stands before STREAMS.
    private init?(stream vector: ArgumentView) {
        guard vector[0].spells("XREAD") || vector[0].spells("XREADGROUP") else { return nil }
        for position in 1..<vector.count {
            if vector[position].spells("STREAMS") { return nil }
            guard vector[position].spells("BLOCK"), position + 1 < vector.count else { continue }
            self.init(vector, at: position + 1, unit: 1)
            return
        }
        return nil
    }

    /// A number that is none is the server's to refuse, at once.
    private init(_ vector: ArgumentView, at position: Int, unit milliseconds: Double) {
        let time = Double(vector.text(position)) ?? 0
        self =
            time > 0 && time < 1e12 ? .limited(.milliseconds(time * milliseconds)) : .unlimited
    }
}

/// What to do instead of a command that does not belong here; nil for every other command.
private func advice(_ vector: ArgumentView) -> String? {
    let name = vector[0]
    // Almost every command is let through by its length and first letter.
    switch (name.count, name[0] & 0xdf) {
    case (5, UInt8(ascii: "M")) where name.spells("MULTI"),
        (4, UInt8(ascii: "E")) where name.spells("EXEC"),
        (7, UInt8(ascii: "D")) where name.spells("DISCARD"):
        return "use a batch with the isolation 'transaction'"
    case (6, UInt8(ascii: "S")) where name.spells("SELECT"),
        (4, UInt8(ascii: "A")) where name.spells("AUTH"),
        (5, UInt8(ascii: "H")) where name.spells("HELLO"):
        return "it belongs into the connection string"
    case (5, UInt8(ascii: "W")) where name.spells("WATCH"),
        (7, UInt8(ascii: "U")) where name.spells("UNWATCH"):
        return "use transaction(watching:)"
    case (9, UInt8(ascii: "S")) where name.spells("SUBSCRIBE"),
        (10, UInt8(ascii: "P")) where name.spells("PSUBSCRIBE"),
        (10, UInt8(ascii: "S")) where name.spells("SSUBSCRIBE"),
        (11, UInt8(ascii: "U")) where name.spells("UNSUBSCRIBE"),
        (12, UInt8(ascii: "P")) where name.spells("PUNSUBSCRIBE"),
        (12, UInt8(ascii: "S")) where name.spells("SUNSUBSCRIBE"):
        return "use subscribe(to:)"
    case (7, UInt8(ascii: "M")) where name.spells("MONITOR"),
        (4, UInt8(ascii: "S")) where name.spells("SYNC"),
        (5, UInt8(ascii: "P")) where name.spells("PSYNC"),
        (5, UInt8(ascii: "R")) where name.spells("RESET"),
        (4, UInt8(ascii: "Q")) where name.spells("QUIT"):
        return "it ends the order of requests and replies"
    case (6, UInt8(ascii: "C")) where name.spells("CLIENT") && vector.count > 1:
        return vector[1].spells("REPLY") || vector[1].spells("TRACKING")
            ? "it ends the order of requests and replies" : nil
    default: return nil
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var isWatch: Bool { spells("WATCH") || spells("UNWATCH") }

    /// Whether these are the letters of a word in upper case, in any case of theirs.
    package func spells(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for position in 0..<count where self[position] & 0xdf != word.utf8Start[position] {
            return false
        }
        return true
    }
}
