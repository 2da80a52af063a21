/// The scripts of the mapper.
///
/// Each is a value; its Lua text lies beside its Swift twin.
enum Scripts {
    /// Asks an expression of objects; see `where.lua`.
    static let whereText = text(PackageResources.where_lua)

    /// An embedded `.lua` file as text.
    static func text(_ file: [UInt8]) -> String { String(decoding: file, as: UTF8.self) }

    /// A twin that is a method of its run.
    static func twin(
        _ body:
            @escaping @Sendable (inout ScriptRun, inout ReplyBuilder) throws(BackendError) -> Void
    ) -> ScriptTwin {
        { context, keys, arguments, reply throws(BackendError) in
            var run = ScriptRun(context, keys: keys, arguments: arguments)
            defer { context = run.context }
            try body(&run, &reply)
        }
    }
}
