import MemoryBackend
import StdnetBackend
import StdnetLua

/// An interpreter and its host, for tests that run texts.
final class ScriptRun {
    let interpreter: LuaInterpreter
    let host = TestHost()
    private var names: [String: String] = [:]

    init(_ interpreter: LuaInterpreter = LuaInterpreter()) { self.interpreter = interpreter }

    /// Compiles a text unless that was done, runs it and answers its reply.
    func run(
        _ text: String,
        keys: Arguments = [],
        arguments: Arguments = []
    ) throws -> Reply? {
        let name = try load(text)
        var reply = ReplyBuilder()
        keys.withView { keys in
            arguments.withView { interpreter.run(name, keys, $0, host, &reply) }
        }
        let replies = reply.finish()
        return replies.count == 1 ? replies.first : nil
    }

    /// Compiles a text and answers its name.
    @discardableResult
    func load(_ text: String) throws -> String {
        if let name = names[text] { return name }
        // Any name does; on a server it is the digest.
        let name = "script\(names.count)"
        try [UInt8](text.utf8).withUnsafeBytes { bytes in
            try interpreter.load(bytes, sha1: name)
        }
        names[text] = name
        return name
    }

    func forgetAll() {
        interpreter.forgetAll()
        names = [:]
    }
}
