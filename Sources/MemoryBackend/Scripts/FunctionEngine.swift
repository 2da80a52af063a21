public import StdnetBackend

/// Loads libraries of functions and calls these; confined to whoever owns the keyspace.
public protocol FunctionEngine: AnyObject {
    /// Runs the code of a library, once, and answers the functions that it has registered.
    ///
    /// - Parameters:
    ///   - code: What comes after the library's first line, from the end of that line on.
    ///   - limit: How long that may take; nil for as long as it likes.
    /// - Returns: the functions, in the order in which they were registered.
    /// - Throws: what Redis answers after `ERR `.
    func loadLibrary(
        _ code: UnsafeRawBufferPointer,
        within limit: Duration?
    ) throws(ScriptFailure) -> [RegisteredFunction]

    /// Calls a function and appends exactly one reply, an error reply when it fails.
    func call(
        _ function: RegisteredFunction,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ host: any ScriptHost,
        _ reply: inout ReplyBuilder
    )

    /// Forgets functions: they are not called again.
    func release(_ functions: [RegisteredFunction])

    /// The bytes that functions and their values use.
    var functionMemoryUsed: Int { get }
}

/// A function that a library has registered.
public struct RegisteredFunction: Sendable {
    /// The name: letters, digits and underscores of ASCII.
    public let name: String
    /// What it does, in the words of its author.
    public let description: Bytes?
    /// What it says about itself.
    public let flags: ScriptFlags
    /// How the engine finds it.
    public let reference: Int

    /// Makes a function.
    public init(name: String, description: Bytes?, flags: ScriptFlags, reference: Int) {
        self.name = name
        self.description = description
        self.flags = flags
        self.reference = reference
    }

    /// Whether Redis takes a name for a library or a function.
    public static func isName(_ name: some Collection<UInt8>) -> Bool {
        !name.isEmpty
            && name.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// What Redis says of another name.
    public static let nameRule: StaticString =
        """
        Library names can only contain letters, numbers, or underscores(_) and must be at least one \
        character long
        """
}
