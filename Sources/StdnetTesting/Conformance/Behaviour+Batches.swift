import StdnetBackend

extension Behaviour {
    /// Several commands at once, and what goes wrong among them.
    static let batches: [Behaviour] = [
        Behaviour("a pipeline answers in order and goes on after an error") { backend in
            let outcomes = try await backend.outcomes(
                of: RawCommand("SET", "k", "v"),
                RawCommand("HGET", "k", "f"),
                RawCommand("GET", "k")
            )
            try expect(try outcomes.0.get().text, equals: "OK")
            try expect(
                outcomes.1.map(\.text),
                equals: .failure(.wrongType(key: "k", expected: .hash, found: nil))
            )
            try expect(try outcomes.2.get().text, equals: "v")
        },
        Behaviour("an empty batch answers nothing") { backend in
            try expect(try await backend.execute(CommandBatch()).count, equals: 0)
            try expect(
                try await backend.execute(CommandBatch(isolation: .transaction)).count,
                equals: 0
            )
        },
        Behaviour("a transaction answers each command, and an error undoes nothing") { backend in
            var batch = CommandBatch(isolation: .transaction)
            batch.append(RawCommand("SET", "k", "v"))
            batch.append(RawCommand("INCR", "k"))
            batch.append(RawCommand("LPUSH", "l", "a", "b"))
            batch.append(RawCommand("LRANGE", "l", "0", "-1"))
            let replies = try await backend.execute(batch).map(\.notation)
            try expect(
                replies,
                equals: ["+OK", "-ERR value is not an integer or out of range", "2", "[b, a]"]
            )
        },
        Behaviour("a transaction with a wrong call is refused as a whole") { backend in
            var found: BackendError?
            do throws(BackendError) {
                _ = try await backend.transaction(RawCommand("SET", "k", "v"), RawCommand("GET"))
            } catch { found = error }
            try expect(
                found,
                equals: .server(
                    code: "EXECABORT",
                    message: "Transaction discarded because of previous errors."
                )
            )
            try expect(try await backend.run(RawCommand("EXISTS", "k")).integer, equals: 0)
        },
        Behaviour("errors say what the caller can do") { backend in
            _ = try await backend.run(RawCommand("SET", "k", "v"))
            try await expectError(.wrongType(key: "k", expected: .zset, found: nil)) {
                () throws(BackendError) in
                _ = try await backend.run(RawCommand("ZADD", "k", "1", "m"))
            }
            try await expectError(
                .server(code: "ERR", message: "value is not an integer or out of range")
            ) { () throws(BackendError) in
                _ = try await backend.run(RawCommand("INCR", "k"))
            }
        },
        Behaviour("keys and values are any bytes") { backend in
            let bytes = Bytes((0...255).map { UInt8($0) } + [13, 10])
            var batch = CommandBatch()
            batch.append { arguments in
                arguments.append("SET" as StaticString)
                arguments.append(bytes)
                arguments.append(bytes)
            }
            batch.append { arguments in
                arguments.append("GET" as StaticString)
                arguments.append(bytes)
            }
            let replies = try await backend.execute(batch)
            try expect(replies[1].bytes, equals: bytes)
        },
        Behaviour("a cancelled call throws and leaves the backend in order") { backend in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await expectError(.cancelled) { () throws(BackendError) in
                    _ = try await backend.run(RawCommand("SET", "k", "v"))
                }
            }
            try await task.value
            try expect(try await backend.run(RawCommand("PING")).text, equals: "PONG")
        },
        Behaviour("after close every call is refused") { backend in
            await backend.close()
            try await expectError(.connection(.closed)) { () throws(BackendError) in
                _ = try await backend.run(RawCommand("PING"))
            }
        },
    ]

    /// What scripts may rely on.
    static let scripts: [Behaviour] = [
        Behaviour("a script reads its keys and arguments and calls commands") { backend in
            let script = Script<[String]>(
                "echo",
                lua: "redis.call('SET', KEYS[1], ARGV[1]) return {KEYS[1], ARGV[2]}",
                twin: { context, keys, arguments, reply throws(BackendError) in
                    var command: Arguments = ["SET"]
                    command.append(keys[0])
                    command.append(arguments[0])
                    try context.perform(command)
                    reply.array(2)
                    reply.bulk(keys[0])
                    reply.bulk(arguments[1])
                },
                decode: { reply throws(BackendError) in reply.elements.map(\.text) }
            )
            for _ in 0..<2 {
                let words = try await backend.run(script, keys: ["k"]) { arguments in
                    arguments.append("v")
                    arguments.append("second")
                }
                try expect(words, equals: ["k", "second"])
            }
            try expect(try await backend.run(RawCommand("GET", "k")).text, equals: "v")
        },
        Behaviour("a script survives the loss of the server's script cache") { backend in
            let script = Script<Int>(
                "one",
                lua: "return 1",
                isRepeatable: true,
                twin: { _, _, _, reply throws(BackendError) in reply.integer(1) },
                decode: { reply throws(BackendError) in reply.integer ?? 0 }
            )
            try expect(try await backend.run(script, keys: []) { _ in }, equals: 1)
            _ = try? await backend.run(RawCommand("SCRIPT", "FLUSH"))
            try expect(try await backend.run(script, keys: []) { _ in }, equals: 1)
            var batch = CommandBatch(isolation: .transaction, repeatable: true)
            batch.append(script, keys: []) { _ in }
            batch.append(RawCommand("PING"))
            _ = try? await backend.run(RawCommand("SCRIPT", "FLUSH"))
            try expect(try await backend.execute(batch).map(\.notation), equals: ["1", "+PONG"])
        },
    ]
}

/// Fails unless a call throws this error.
func expectError(
    _ expected: BackendError,
    line: Int = #line,
    file: StaticString = #fileID,
    _ body: () async throws(BackendError) -> Void
) async throws(BrokenPromise) {
    var found: BackendError?
    do throws(BackendError) { try await body() } catch { found = error }
    try expect(found, equals: expected, "the error", line: line, file: file)
}
