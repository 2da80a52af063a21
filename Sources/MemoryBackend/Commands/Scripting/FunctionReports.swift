import StdnetBackend

// What FUNCTION tells.
extension ServerState {
    func listLibraries(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let words = try LibraryListWords(call)
        let libraries = functions.all.filter { words.matches($0.name) }
        reply.array(libraries.count)
        for library in libraries {
            reply.map(words.wantsCode ? 4 : 3)
            reply.bulk("library_name")
            reply.bulk(library.name)
            reply.bulk("engine")
            reply.bulk("LUA")
            reply.bulk("functions")
            reply.array(library.functions.count)
            for function in library.functions { reply.append(function) }
            guard words.wantsCode else { continue }
            reply.bulk("library_code")
            reply.bulk(library.code)
        }
    }

    func functionStatistics(_ reply: inout ReplyBuilder) throws(CommandError) {
        let running = runningFunction
        guard running != nil || !scripts.control.isRunning else { throw scripts.control.busyError }
        reply.map(2)
        reply.bulk("running_script")
        if let running {
            reply.map(3)
            reply.bulk("name")
            reply.bulk(running.name)
            reply.bulk("command")
            reply.array(running.call.count)
            for position in 0..<running.call.count { reply.bulk(running.call[position]) }
            reply.bulk("duration_ms")
            reply.integer((ContinuousClock.now - running.start).milliseconds)
        } else {
            reply.null()
        }
        reply.bulk("engines")
        reply.map(1)
        reply.bulk("LUA")
        reply.map(2)
        reply.bulk("libraries_count")
        reply.integer(functions.all.count)
        reply.bulk("functions_count")
        reply.integer(functions.all.reduce(0) { $0 + $1.functions.count })
    }

    static let functionHelp: StaticString = """
        LOAD [REPLACE] <FUNCTION CODE>
            Create a new library with the given library name and code.
        DELETE <LIBRARY NAME>
            Delete the given library.
        LIST [LIBRARYNAME PATTERN] [WITHCODE]
            Return general information on all the libraries:
            * Library name
            * The engine used to run the Library
            * Library description
            * Functions list
            * Library code (if WITHCODE is given)
            It also possible to get only function that matches a pattern using LIBRARYNAME argument.
        STATS
            Return information about the current function running:
            * Function name
            * Command used to run the function
            * Duration in MS that the function is running
            If no function is running, return nil
            In addition, returns a list of available engines.
        KILL
            Kill the current running function.
        FLUSH [ASYNC|SYNC]
            Delete all the libraries.
            When called without the optional mode argument, the behavior is determined by the
            lazyfree-lazy-user-flush configuration directive. Valid modes are:
            * ASYNC: Asynchronously flush the libraries.
            * SYNC: Synchronously flush the libraries.
        DUMP
            Return a serialized payload representing the current libraries, can be restored using \
        FUNCTION RESTORE command
        RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]
            Restore the libraries represented by the given payload, it is possible to give a restore \
        policy to
            control how to handle existing libraries (default APPEND):
            * FLUSH: delete all existing libraries.
            * APPEND: appends the restored libraries to the existing libraries. On collision, abort.
            * REPLACE: appends the restored libraries to the existing libraries, On collision, \
        replace the old
              libraries with the new libraries (notice that even on this option there is a chance of \
        failure
              in case of functions name collision with another library).
        """
}

/// The words of FUNCTION LIST.
private struct LibraryListWords {
    private var pattern: Bytes?
    private(set) var wantsCode = false

    init(_ call: ArgumentView) throws(CommandError) {
        var position = 2
        while position < call.count {
            if !wantsCode, call.isWord("WITHCODE", at: position) {
                wantsCode = true
            } else if pattern == nil, call.isWord("LIBRARYNAME", at: position) {
                position += 1
                guard position < call.count else {
                    throw .init("ERR library name argument was not given")
                }
                pattern = Bytes(call.text(position).lowercased().utf8)
            } else {
                throw .init("ERR Unknown argument \(call.errorText(position))")
            }
            position += 1
        }
    }

    func matches(_ name: String) -> Bool {
        guard let pattern else { return true }
        return pattern.withUnsafeBytes { pattern in
            Bytes(name.lowercased().utf8).withUnsafeBytes { GlobPattern(pattern).matches($0) }
        }
    }
}

extension ReplyBuilder {
    fileprivate mutating func append(_ function: RegisteredFunction) {
        map(3)
        bulk("name")
        bulk(function.name)
        bulk("description")
        if let description = function.description { bulk(description) } else { null() }
        bulk("flags")
        set(function.flags.names.count)
        for name in function.flags.names { status(name) }
    }
}
