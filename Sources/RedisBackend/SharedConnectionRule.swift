internal import StdnetBackend

/// Keeps commands away from a shared connection that would change it for everybody else.
enum SharedConnectionRule {
    /// - Throws: ``BackendError/invalidRequest(_:)`` for the first such command.
    static func check(_ batch: CommandBatch) throws(BackendError) {
        for position in 0..<batch.count {
            try batch.withVector(position) { vector throws(BackendError) in
                guard vector.count > 0, vector[0].count > 0 else {
                    throw .invalidRequest("a command without a name")
                }
                guard let advice = advice(vector) else { return }
                throw .invalidRequest(
                    "\(vector.text(0).uppercased()) would change the connection that all calls share: "
                        + advice
                )
            }
        }
    }

    /// What to do instead of a command that does not belong here; nil for every other command.
    private static func advice(_ vector: ArgumentView) -> String? {
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
            (7, UInt8(ascii: "U")) where name.spells("UNWATCH"),
            (9, UInt8(ascii: "S")) where name.spells("SUBSCRIBE"),
            (10, UInt8(ascii: "P")) where name.spells("PSUBSCRIBE"),
            (10, UInt8(ascii: "S")) where name.spells("SSUBSCRIBE"),
            (11, UInt8(ascii: "U")) where name.spells("UNSUBSCRIBE"),
            (12, UInt8(ascii: "P")) where name.spells("PUNSUBSCRIBE"),
            (12, UInt8(ascii: "S")) where name.spells("SUNSUBSCRIBE"):
            return "it needs a connection of its own"
        case (7, UInt8(ascii: "M")) where name.spells("MONITOR"),
            (4, UInt8(ascii: "S")) where name.spells("SYNC"),
            (5, UInt8(ascii: "P")) where name.spells("PSYNC"),
            (5, UInt8(ascii: "R")) where name.spells("RESET"),
            (4, UInt8(ascii: "Q")) where name.spells("QUIT"):
            return "it ends the order of requests and replies"
        case (6, UInt8(ascii: "C")) where name.spells("CLIENT") && vector.count > 1:
            return vector[1].spells("REPLY") ? "it ends the order of requests and replies" : nil
        default: return nil
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether these are the letters of a word in upper case, in any case of theirs.
    fileprivate func spells(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for position in 0..<count where self[position] & 0xdf != word.utf8Start[position] {
            return false
        }
        return true
    }
}
