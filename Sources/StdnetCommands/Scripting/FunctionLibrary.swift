public import StdnetBackend

/// A library of functions that a server holds.
public struct FunctionLibrary: Sendable, Hashable, ReplyDecodable {
    /// A function of the library.
    public struct Function: Sendable, Hashable, ReplyDecodable {
        /// The name that it is called by.
        public let name: String
        /// What its author says about it.
        public let description: String?
        /// Words such as `no-writes`.
        public let flags: Set<String>

        /// Reads the fields of a function.
        public init(reply: Reply) throws(BackendError) {
            let fields = try ReplyFields(reply)
            name = try fields.decode("name")
            description = try fields.decodeIfPresent("description")
            flags = try fields.decode("flags")
        }
    }

    /// The name of the library.
    public let name: String
    /// The language that it is written in, such as `LUA`.
    public let engine: String
    /// Its functions.
    public let functions: [Function]
    /// Its text, when it was asked for.
    public let code: String?

    /// Reads one element of FUNCTION LIST.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        name = try fields.decode("library_name")
        engine = try fields.decode("engine")
        functions = try fields.decode("functions")
        code = try fields.decodeIfPresent("library_code")
    }
}

/// What a server tells of the functions that it holds and runs.
public struct FunctionStatistics: Sendable, Hashable, ReplyDecodable {
    /// A function that is running.
    public struct Running: Sendable, Hashable, ReplyDecodable {
        /// The name of the function.
        public let name: String
        /// The call, word by word.
        public let command: [String]
        /// How long it has been running.
        public let duration: Duration

        /// Reads the fields of a running function.
        public init(reply: Reply) throws(BackendError) {
            let fields = try ReplyFields(reply)
            name = try fields.decode("name")
            command = try fields.decode("command")
            duration = .milliseconds(try fields.decode("duration_ms", as: Int.self))
        }
    }

    /// How many libraries and functions an engine has.
    public struct Engine: Sendable, Hashable, ReplyDecodable {
        /// How many libraries it has.
        public let libraries: Int
        /// How many functions these have.
        public let functions: Int

        /// Reads the fields of an engine.
        public init(reply: Reply) throws(BackendError) {
            let fields = try ReplyFields(reply)
            libraries = try fields.decode("libraries_count")
            functions = try fields.decode("functions_count")
        }
    }

    /// The function that is running; nil when none is.
    public let running: Running?
    /// The engines by name.
    public let engines: [String: Engine]

    /// Reads the fields of FUNCTION STATS.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        running = try fields.decodeIfPresent("running_script")
        engines = try fields.decode("engines")
    }
}
