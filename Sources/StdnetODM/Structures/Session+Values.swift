#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Date
#else
public import struct Foundation.Date
#endif

extension Session {
    // MARK: Series

    /// Plans to write a value of a series, in place of the one that has its time.
    public mutating func set<Value>(
        _ value: Value,
        at time: Date,
        in series: RemoteSeries<Value>
    ) {
        guard remove(at: time, from: series) else { return }
        let score = time.storedSeconds
        plan(.zadd, series) { operation throws(ElementRefusal) in
            operation.append(.double(score))
            let codec = ElementCodec<Value>(key: "", coding: series.coding)
            let word = try value.word(as: series.coding)
            operation.append(codec.member(time: score, word))
        }
    }

    /// Plans to remove the value of a time from a series.
    ///
    /// - Returns: Whether the date is a time.
    @discardableResult
    public mutating func remove<Value>(at time: Date, from series: RemoteSeries<Value>) -> Bool {
        let refusal = time.refusal.map {
            ElementRefusal(value: "\(time.timeIntervalSince1970)", hint: $0)
        }
        let score = refusal == nil ? time.storedSeconds : 0
        plan(.zremrangebyscore, series) { operation throws(ElementRefusal) in
            if let refusal { throw refusal }
            operation.append(.double(score))
            operation.append(.double(score))
        }
        return refusal == nil
    }

    // MARK: Strings

    /// Plans to put text or bytes behind a string.
    public mutating func append(
        _ piece: some CommandArgumentConvertible,
        to string: RemoteString
    ) {
        plan(.append, string) { $0.append(piece.commandArgument) }
    }

    /// Plans to write text or bytes in place of a string.
    public mutating func set(_ value: some CommandArgumentConvertible, in string: RemoteString) {
        plan(.set, string) { $0.append(value.commandArgument) }
    }

    // MARK: Arrays

    /// Plans to put a number behind the last one of an array.
    public mutating func append(_ number: Double?, to array: RemoteArray) {
        plan(.append, array) { $0.append(number.cell) }
    }

    /// Plans to put a number at a position of an array, which gets so long when it is shorter: the
    /// numbers in between are missing.
    public mutating func set(_ number: Double?, at index: Int, in array: RemoteArray) {
        plan(.setrange, array) { operation throws(ElementRefusal) in
            guard (0..<RemoteArray.capacity).contains(index) else {
                throw ElementRefusal(value: "\(index)", hint: "there is no such position")
            }
            operation.append(.integer(index * 8))
            operation.append(number.cell)
        }
    }
}
