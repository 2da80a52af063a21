/// Commands and script calls that go to a backend together, in order, in one round trip.
public struct CommandBatch: Sendable {
    /// Whether other clients may act in between.
    public enum Isolation: Sendable, Equatable {
        /// One after another; other clients may act in between.
        case pipeline
        /// All together, as by MULTI and EXEC; every command still has a reply of its own.
        case transaction
    }

    @usableFromInline package internal(set) var arguments = Arguments()
    @usableFromInline var length = 0
    /// Where the argument vectors of all commands but the last end, in byte strings: a batch of one
    /// command, which most are, allocates nothing for it.
    @usableFromInline var innerEnds: [Int] = []
    /// The scripts among the commands, by position.
    package private(set) var scripts = BatchScripts()

    /// Whether other clients may act in between.
    public var isolation: Isolation
    /// How long to wait for the replies; nil is the connection's own limit.
    public var timeout: Duration?

    private let isDeclaredRepeatable: Bool

    /// Makes an empty batch.
    ///
    /// - Parameters:
    ///   - isolation: Whether other clients may act in between.
    ///   - repeatable: Whether running the batch a second time does no harm although it writes, as
    ///     when it only writes temporary keys of its own.
    ///   - timeout: How long to wait for the replies; nil is the connection's own limit.
    public init(
        isolation: Isolation = .pipeline,
        repeatable: Bool = false,
        timeout: Duration? = nil
    ) {
        self.isolation = isolation
        isDeclaredRepeatable = repeatable
        self.timeout = timeout
    }

    /// Makes an empty batch with the isolation, the repeatability and the limit of another: for
    /// backends that write the commands of a batch anew.
    package init(emptied other: CommandBatch) {
        isolation = other.isolation
        isDeclaredRepeatable = other.isDeclaredRepeatable
        timeout = other.timeout
    }

    /// Makes a batch of one command.
    @inlinable
    public init(of command: borrowing some Command, timeout: Duration? = nil) {
        self.init(timeout: timeout)
        // What most commands need, so that no array grows twice.
        arguments.reserve(count: 4, bytes: 64)
        append(command)
    }

    /// How many commands there are.
    public var count: Int { length }
    /// Whether there is no command.
    public var isEmpty: Bool { length == 0 }

    /// Whether running the batch a second time does no harm: it was made so, or every command only
    /// reads and every script says that it may be repeated.
    public var isRepeatable: Bool {
        isDeclaredRepeatable
            || (0..<count).allSatisfy { position in
                if let script = scripts[position] { return script.isRepeatable }
                return withVector(position) {
                    CommandTable.redis[$0[0]]?.isRepeatable ?? false
                }
            }
    }

    /// Appends a command.
    @inlinable
    public mutating func append(_ command: borrowing some Command) {
        begin()
        command.write(to: &arguments)
    }

    /// Appends an argument vector that `write` fills, the name of the command first.
    public mutating func append(writing write: (inout Arguments) -> Void) {
        begin()
        write(&arguments)
    }

    /// Begins the argument vector of one more command.
    @inlinable @inline(__always)
    mutating func begin() {
        if length > 0 { innerEnds.append(arguments.count) }
        length += 1
    }

    /// Appends a script call; `write` appends the arguments after the keys.
    public mutating func append<Output>(
        _ script: Script<Output>,
        keys: [String],
        writing write: (inout Arguments) -> Void
    ) {
        scripts.append(script.source, at: count)
        // So that no array grows twice for a short call.
        if arguments.count == 0 { arguments.reserve(count: keys.count + 5, bytes: 192) }
        begin()
        arguments.append(script.source.verb)
        arguments.append(script.source.sha1)
        arguments.append(keys.count)
        for key in keys { arguments.append(key) }
        write(&arguments)
    }

    /// Appends a vector that stands for the one at a position of another batch, with its script.
    package mutating func append(
        insteadOf position: Int,
        of other: CommandBatch,
        writing write: (inout Arguments) -> Void
    ) {
        if let source = other.scripts[position] { scripts.append(source, at: count) }
        append(writing: write)
    }

    /// Appends a script call; `write` appends the count of the keys, the keys and the arguments.
    package mutating func append(
        _ source: ScriptSource,
        writingCall write: (inout Arguments) -> Void
    ) {
        scripts.append(source, at: count)
        begin()
        arguments.append(source.verb)
        arguments.append(source.sha1)
        write(&arguments)
    }

    /// Where the argument vector of a command lies, in byte strings.
    @inlinable @inline(__always)
    package func range(of position: Int) -> Range<Int> {
        let start = position == 0 ? 0 : innerEnds[position - 1]
        return start..<(position == length - 1 ? arguments.count : innerEnds[position])
    }

    /// Lends the argument vector of one command.
    @inlinable @inline(__always)
    public func withVector<Result, Failure: Error>(
        _ position: Int,
        _ body: (ArgumentView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try arguments.withView(range(of: position), body)
    }

    /// Reads the reply to the command at a position as that command's.
    ///
    /// - Throws: what an error reply means for the caller, with the command's key.
    public func checked(_ reply: Reply, at position: Int) throws(BackendError) -> Reply {
        guard reply.kind == .error else { return reply }
        throw withVector(position) { BackendError(errorReply: reply.text, to: $0) }
    }
}
