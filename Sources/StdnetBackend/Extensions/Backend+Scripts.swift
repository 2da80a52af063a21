extension Backend {
    /// Runs a script with a list of arguments: the original's `execute_script(name, keys, *args)`.
    ///
    /// ```swift
    /// let popped = try await backend.run(popLowest, keys: ["queue"], 10, "reserved")
    /// ```
    ///
    /// - Parameters:
    ///   - script: What to run.
    ///   - keys: The keys that the script declares.
    ///   - arguments: What follows the keys.
    /// - Returns: What the script makes of its reply.
    /// - Throws: what an error reply means, or why there is no reply.
    public func run<Output>(
        _ script: Script<Output>,
        keys: [String] = [],
        _ arguments: any CommandArgumentConvertible...
    ) async throws(BackendError) -> Output {
        try await run(script, keys: keys) { vector in
            for argument in arguments { vector.append(argument.commandArgument) }
        }
    }
}
