import StdnetBackend

// Ids of stream entries, as words of a call.
extension ArgumentView {
    /// An id, where `-` and `+` are none.
    func streamID(_ position: Int) throws(CommandError) -> StreamID {
        guard let id = StreamIDText(self[position])?.id(missingSequence: 0) else {
            throw .invalidStreamID
        }
        return id
    }

    /// An id, or `-` or `+` for the smallest and the greatest one.
    func streamBound(
        _ position: Int,
        missingSequence: UInt64 = 0
    ) throws(CommandError) -> StreamID {
        let text = self[position].prefix { $0 != 0 }
        if text.elementsEqual("-".utf8) { return .zero }
        if text.elementsEqual("+".utf8) { return .max }
        guard let id = StreamIDText(self[position])?.id(missingSequence: missingSequence) else {
            throw .invalidStreamID
        }
        return id
    }

    /// Where a range of ids starts; one after `(` is not in it.
    func streamRangeStart(_ position: Int) throws(CommandError) -> StreamID {
        guard let id = try excludedStreamID(position, missingSequence: 0) else {
            return try streamBound(position)
        }
        guard let next = id.successor else {
            throw .init("ERR invalid start ID for the interval")
        }
        return next
    }

    /// Where a range of ids ends; one after `(` is not in it.
    func streamRangeEnd(_ position: Int) throws(CommandError) -> StreamID {
        guard let id = try excludedStreamID(position, missingSequence: .max) else {
            return try streamBound(position, missingSequence: .max)
        }
        guard let last = id.predecessor else {
            throw .init("ERR invalid end ID for the interval")
        }
        return last
    }

    private func excludedStreamID(
        _ position: Int,
        missingSequence: UInt64
    ) throws(CommandError) -> StreamID? {
        let word = self[position]
        guard word.count > 1, word[0] == UInt8(ascii: "(") else { return nil }
        let text = RawBytes(rebasing: word.dropFirst())
        guard let id = StreamIDText(text)?.id(missingSequence: missingSequence) else {
            throw .invalidStreamID
        }
        return id
    }

    /// A word as C sees it in an error text: it ends at a zero byte.
    func errorText(_ position: Int, limit: Int = .max) -> String {
        String(decoding: self[position].prefix(limit).prefix { $0 != 0 }, as: UTF8.self)
    }
}

/// The text of an id: `<ms>-<seq>`, `<ms>` alone or `<ms>-*`.
struct StreamIDText {
    enum Sequence {
        case given(UInt64)
        case missing
        /// `*`: the next one that is free.
        case next
    }

    let milliseconds: UInt64
    let sequence: Sequence

    init?(_ text: RawBytes) {
        guard text.count < 128 else { return nil }
        let text = text.prefix { $0 != 0 }
        let dash = text.firstIndex(of: UInt8(ascii: "-"))
        guard let milliseconds = UInt64(cText: text[..<(dash ?? text.endIndex)]) else { return nil }
        self.milliseconds = milliseconds
        guard let dash else {
            sequence = .missing
            return
        }
        let rest = text[(dash + 1)...]
        if rest.elementsEqual("*".utf8) {
            sequence = .next
        } else {
            guard let number = UInt64(cText: rest) else { return nil }
            sequence = .given(number)
        }
    }

    /// The id, when its sequence number is not left to the stream.
    func id(missingSequence: UInt64) -> StreamID? {
        switch sequence {
        case .given(let number): .init(milliseconds: milliseconds, sequence: number)
        case .missing: .init(milliseconds: milliseconds, sequence: missingSequence)
        case .next: nil
        }
    }
}

extension UInt64 {
    /// Reads a number as Redis does for ids: what is no plain integer is left to C's strtoull,
    /// which takes leading space, a sign and leading zeros.
    fileprivate init?(cText text: Slice<RawBytes>) {
        if let number = Int(decimal: RawBytes(rebasing: text)) {
            guard number >= 0 else { return nil }
            self = UInt64(number)
            return
        }
        var digits = text.drop { $0 == UInt8(ascii: " ") || (9...13).contains($0) }
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard !digits.isEmpty else { return nil }
        var number: UInt64 = 0
        for digit in digits {
            guard 48...57 ~= digit else { return nil }
            let (shifted, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = shifted.addingReportingOverflow(UInt64(digit) - 48)
            guard !tooLarge, !overflow else { return nil }
            number = sum
        }
        self = isNegative ? 0 &- number : number
    }
}

extension CommandError {
    static var invalidStreamID: CommandError {
        .init("ERR Invalid stream ID specified as stream command argument")
    }
}
