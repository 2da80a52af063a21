/// One run of a script's twin: the keyspace, the words of the call, and where the reader stands.
struct ScriptRun {
    /// A model that the script knows, by its place.
    struct ModelKeys {
        let base: Word
        let ids: Word
        let objects: Word
        let sorted: Bool
    }

    var context: any ScriptContext
    let keys: ArgumentView
    let arguments: ArgumentView
    let arena = WordArena()
    var cursor = 0
    var models: [ModelKeys] = []
    /// What temporary keys start with.
    var scratch = Word("")
    var temporaries: [Word] = []
    private var command = Arguments()

    init(_ context: any ScriptContext, keys: ArgumentView, arguments: ArgumentView) {
        self.context = context
        self.keys = keys
        self.arguments = arguments
    }

    // MARK: Reading the call

    mutating func take() throws(BackendError) -> Word {
        guard cursor < arguments.count else {
            throw .invalidRequest("a script got \(arguments.count) arguments and needs more")
        }
        defer { cursor += 1 }
        return Word(arguments[cursor])
    }

    mutating func number() throws(BackendError) -> Int {
        let word = try take()
        guard let number = word.integer else {
            throw .invalidRequest("a script got '\(word.text)' where it needs a number")
        }
        return number
    }

    mutating func words(_ count: Int) throws(BackendError) -> [Word] {
        var words: [Word] = []
        for _ in 0..<count { words.append(try take()) }
        return words
    }

    func key(_ position: Int) throws(BackendError) -> Word {
        guard position < keys.count else {
            throw .invalidRequest("a script got \(keys.count) keys and needs more")
        }
        return Word(keys[position])
    }

    /// A model by its id key.
    mutating func addModel(ids: Word, sorted: Bool) {
        let base = Word(UnsafeRawBufferPointer(rebasing: ids.bytes.dropLast(3)))
        models.append(
            ModelKeys(
                base: base,
                ids: ids,
                objects: arena.keep(base.bytes, then: Word(":obj:").bytes),
                sorted: sorted
            )
        )
    }

    // MARK: Commands

    /// Runs a command for its effect.
    @inline(__always)
    mutating func perform(_ write: (inout Arguments) -> Void) throws(BackendError) {
        command.removeAll()
        write(&command)
        try context.perform(command)
    }

    /// Runs a command for its reply.
    @inline(__always)
    mutating func call(_ write: (inout Arguments) -> Void) throws(BackendError) -> Reply {
        command.removeAll()
        write(&command)
        return try context.call(command)
    }

    /// Keeps the strings of an array reply; nil for a null.
    func kept(_ reply: Reply) -> [Word?] {
        reply.elements.map { element in
            element.isNull ? nil : element.withBytes { arena.keep($0) }
        }
    }

    /// Runs a command once for each 5,000 of a list, as the scripts must.
    mutating func each(
        _ list: [Word],
        _ write: (inout Arguments, ArraySlice<Word>) -> Void
    ) throws(BackendError) {
        var first = 0
        while first < list.count {
            let last = min(first + 5000, list.count)
            try perform { write(&$0, list[first..<last]) }
            first = last
        }
    }
}
