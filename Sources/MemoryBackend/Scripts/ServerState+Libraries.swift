import StdnetBackend

// Loading and unloading libraries of functions.
extension ServerState {
    /// How long the code of a library may take to register its functions.
    static let loadLimit = Duration.milliseconds(500)

    /// Loads a library into some libraries and answers its name.
    ///
    /// - Throws: in the words of Redis why it can't be loaded; then the libraries are as before.
    @discardableResult
    mutating func load(
        _ code: RawBytes,
        into libraries: inout FunctionLibraries,
        replacing: Bool = false,
        within limit: Duration? = nil
    ) throws(CommandError) -> String {
        let header = try LibraryHeader(of: code)
        var others = libraries
        let replaced = others.remove(header.name)
        guard replaced == nil || replacing else {
            throw .init("ERR Library '\(header.name)' already exists")
        }
        let engine = try scripts.functionEngine()
        let library: FunctionLibrary
        do throws(ScriptFailure) {
            library = FunctionLibrary(
                name: header.name,
                code: Bytes(code),
                functions: try engine.loadLibrary(
                    RawBytes(rebasing: code[header.end...]),
                    within: limit
                )
            )
        } catch {
            throw .init("ERR \(error.text)")
        }
        guard !library.functions.isEmpty else { throw .init("ERR No functions registered") }
        if let function = others.collision(with: library) {
            engine.release(library.functions)
            throw .init("ERR Function \(function.name) already exists")
        }
        others.add(library)
        libraries = others
        release(replaced.map { [$0] } ?? [])
        return header.name
    }

    /// Has the engine forget the functions of libraries.
    mutating func release(_ libraries: [FunctionLibrary]) {
        guard !libraries.isEmpty, let engine = try? scripts.functionEngine() else { return }
        engine.release(libraries.flatMap(\.functions))
    }

    /// The libraries of another server, which its own engine loads anew.
    mutating func takeLibraries(of codes: [Bytes]) throws(CommandError) {
        var libraries = FunctionLibraries()
        for code in codes {
            let result = code.withUnsafeBytes { code in
                Result { () throws(CommandError) in try load(code, into: &libraries) }
            }
            _ = try result.get()
        }
        functions = libraries
    }
}
