import RedisBackend
import StdnetBackend
import Testing

/// A call that is repeated with another number for every place at which its connection is cut.
struct CutExchange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Whether it may be sent again, and so succeeds wherever it is cut.
    let isRepeatable: Bool
    /// Whether it has a connection of its own.
    let waits: Bool
    /// How many bytes at each end are cut one by one; in between it is one in so many.
    let stride: (edge: Int, step: Int)
    private let write: @Sendable (inout CommandBatch, String) -> Void
    private let isTransaction: Bool
    /// The letters of the keys that it increments.
    private let letters: [String]
    private let answer: @Sendable (String) -> [String]

    init(
        _ title: String,
        isRepeatable: Bool = false,
        isTransaction: Bool = false,
        letters: [String] = [],
        waits: Bool = false,
        stride: (edge: Int, step: Int) = (.max, 1),
        write: @escaping @Sendable (inout CommandBatch, String) -> Void,
        answer: @escaping @Sendable (String) -> [String]
    ) {
        testDescription = title
        self.isRepeatable = isRepeatable
        self.isTransaction = isTransaction
        self.letters = letters
        self.waits = waits
        self.stride = stride
        self.write = write
        self.answer = answer
    }

    /// The calls with one name; what they increment is called by the name and a letter.
    func batch(_ name: String) -> CommandBatch {
        var batch = CommandBatch(isolation: isTransaction ? .transaction : .pipeline)
        write(&batch, name)
        return batch
    }

    /// What the call of that name increments.
    func keys(_ name: String) -> [String] { letters.map { name + $0 } }

    /// Whether all keys are incremented, or none.
    var isAtomic: Bool { isTransaction }

    /// Whether these are the replies to the call of that name.
    func isAnswered(_ replies: [Reply], _ name: String) -> Bool {
        replies.map(\.words) == answer(name)
    }

    /// The places at which an exchange of so many bytes is cut.
    func offsets(upTo count: Int) -> [Int] {
        (0...count).filter { offset in
            min(offset, count - offset) < stride.edge || offset % stride.step == 0
        }
    }
}

extension CutExchange {
    private static let counting = script("return redis.call('INCR', KEYS[1])")
    private static let largeText = String(repeating: "0123456789", count: 5000)

    static let all = [
        CutExchange("a pipeline", letters: ["a", "b"]) { batch, name in
            batch.add("INCR", name + "a")
            batch.add("ECHO", name)
            batch.add("INCR", name + "b")
        } answer: {
            ["1", $0, "1"]
        },
        CutExchange("a transaction", isTransaction: true, letters: ["a", "b"]) { batch, name in
            batch.add("INCR", name + "a")
            batch.add("ECHO", name)
            batch.add("INCR", name + "b")
        } answer: {
            ["1", $0, "1"]
        },
        CutExchange("loading and calling a script", letters: ["a"]) { batch, name in
            batch.append(counting, keys: [name + "a"]) { _ in }
        } answer: { _ in
            ["1"]
        },
        CutExchange("reading", isRepeatable: true) { batch, name in
            batch.add("GET", name + "a")
            batch.add("ECHO", name)
        } answer: {
            ["", $0]
        },
        CutExchange("a long text", isRepeatable: true, stride: (24, 1999)) { batch, name in
            batch.add("ECHO", largeText + name)
        } answer: {
            [largeText + $0]
        },
        CutExchange("a call that waits", waits: true) { batch, name in
            batch.add("BLPOP", name + "c", "0.001")
        } answer: { _ in
            [""]
        },
    ]
}
