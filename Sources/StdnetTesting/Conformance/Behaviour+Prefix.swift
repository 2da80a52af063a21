import StdnetBackend

extension Behaviour {
    /// What a prefix promises, and all other promises behind one.
    static func behindPrefix(_ promises: [Behaviour]) -> [Behaviour] {
        prefixes + promises.filter { !notBehindPrefix.contains($0.title) }.map(\.behindPrefix)
    }

    /// Promises that a prefix does not keep.
    private static let notBehindPrefix: Set = [
        // It refuses commands that it does not know, and leaves nothing to compare when it closes.
        "unknown commands and wrong calls are refused in Redis's words",
        "after close every call is refused",
        // What a script answers comes back as it is, with the keys that it got.
        "a script reads its keys and arguments and calls commands",
        "keys of another type in the way are named",
        "a structure of another type is in the way of the whole session",
        "a structure of the wrong type refuses the whole session",
    ]

    /// The same promise to somebody who has but the keys of a prefix, with keys of others around.
    private var behindPrefix: Behaviour {
        Behaviour("behind a prefix, " + title) { backend in
            // All that means something in a pattern, but for the star, which SORT refuses.
            let prefix = "our[s]?\\^-:"
            let others = ["ours!^-:k", "our", "k", "a", "z"]
            try await backend.fill(others)
            let before = try await KeyspaceDump(of: backend)
            try await run(prefixed(backend, by: prefix))
            let after = try await KeyspaceDump(of: backend, leavingOut: [prefix])
            try expect(after.difference(from: before), equals: [], "keys of others")
        }
    }

    /// What the keys of a prefix have of their own.
    private static let prefixes: [Behaviour] = [
        Behaviour("a prefix is on every key, and nobody behind it sees it") { backend in
            let shop = prefixed(backend, by: "shop:")
            try await backend.fill(["a", "shop"])
            try await shop.fill(["a", "b"])
            try expect(try await backend.allKeys(), equals: ["a", "shop", "shop:a", "shop:b"])
            try expect(try await shop.allKeys(), equals: ["a", "b"])
            let scan = try await shop.run(RawCommand("SCAN", 0, "COUNT", 1000, "MATCH", "[b]"))
            try expect(scan.notation, equals: "[0, [b]]")
            for _ in 0..<20 {
                let key = try await shop.run(RawCommand("RANDOMKEY")).text
                try expect(["a", "b"].contains(key), "\(key) is not of the shop")
            }
            try expect(try await shop.run(RawCommand("DBSIZE")).integer, equals: 2)
            try expect(try await shop.run(RawCommand("FLUSHDB")).text, equals: "OK")
            try expect(try await shop.run(RawCommand("RANDOMKEY")).isNull, "no key is left")
            try expect(try await backend.allKeys(), equals: ["a", "shop"])
        },
        Behaviour("where a reply says which key it is about, that is without the prefix") {
            backend in
            let shop = prefixed(backend, by: "shop:")
            for (lines, expected) in repliesWithKeys {
                var reply: Reply?
                for line in lines {
                    var vector = Arguments()
                    for word in line.split(separator: " ") { vector.append(String(word)) }
                    var batch = CommandBatch()
                    batch.append(RawCommand(vector: vector))
                    reply = try await shop.execute(batch).first
                }
                // A backend may lack blocking commands and streams, and then says so.
                guard let reply, !reply.notation.contains("unsupported") else { continue }
                try expect(reply.notation, equals: expected, lines.last ?? "")
            }
        },
        Behaviour("errors behind a prefix name the key without it") { backend in
            let shop = prefixed(backend, by: "shop:")
            try await shop.fill(["k"])
            try await expectError(.wrongType(key: "k", expected: .hash, found: nil)) {
                () throws(BackendError) in
                _ = try await shop.run(RawCommand("HGET", "k", "f"))
            }
            try await expectError(.wrongType(key: "k", expected: .zset, found: .string)) {
                () throws(BackendError) in
                _ = try await shop.popByRank("k", from: 0)
            }
        },
        Behaviour("a prefix refuses a batch that would reach the keys of others") { backend in
            let shop = prefixed(backend, by: "shop:")
            try await backend.fill(["k"])
            for command in [RawCommand("FLUSHALL"), RawCommand("SWAPDB", 0, 1)] {
                var found: BackendError?
                do throws(BackendError) {
                    _ = try await shop.run(RawCommand("SET", "a", "b"), command)
                } catch { found = error }
                guard case .invalidRequest = found else {
                    throw BrokenPromise(description: "\(String(describing: found))")
                }
            }
            try expect(try await backend.allKeys(), equals: ["k"])
        },
        Behaviour("prefixes within a prefix add up") { backend in
            let inner = prefixed(prefixed(backend, by: "a*:"), by: "b?:")
            try await backend.fill(["a*:", "b?:k", "a*:bx:k", "ab:b?:k"])
            try await inner.fill(["k"])
            try expect(try await inner.allKeys(), equals: ["k"])
            try expect(try await inner.run(RawCommand("RANDOMKEY")).text, equals: "k")
            try expect(try await inner.deleteKeys(matching: "*"), equals: 1)
            try expect(
                try await backend.allKeys(),
                equals: ["a*:", "a*:bx:k", "ab:b?:k", "b?:k"]
            )
        },
    ]

}

/// Calls whose last reply names a key, and that reply by RESP2.
private let repliesWithKeys: [([String], String)] = [
    (["RPUSH l 1 2 3 4", "BLPOP none l 1"], "[l, 1]"),
    (["BRPOP l 1"], "[l, 4]"),
    (["LMPOP 2 none l LEFT"], "[l, [2]]"),
    (["BLMPOP 1 2 none l LEFT"], "[l, [3]]"),
    (["LMPOP 1 l LEFT"], "nil"),
    (["ZADD z 1 a 2 b", "BZPOPMIN z 1"], "[z, a, 1]"),
    (["BZPOPMAX none z 1"], "[z, b, 2]"),
    (["ZADD z 1 a 2 b", "ZMPOP 2 none z MIN"], "[z, [[a, 1]]]"),
    (["BZMPOP 1 1 z MAX"], "[z, [[b, 2]]]"),
    (["XADD x 1-1 f v", "XREAD COUNT 1 STREAMS x 0"], "[[x, [[1-1, [f, v]]]]]"),
    (
        ["XGROUP CREATE x g 0", "XREADGROUP GROUP g c STREAMS x >"],
        "[[x, [[1-1, [f, v]]]]]"
    ),
    (
        ["XREADGROUP GROUP h c STREAMS x >"],
        "-NOGROUP No such key 'x' or consumer group 'h' in XREADGROUP with GROUP option"
    ),
    (["COMMAND GETKEYS GET k"], "[k]"),
]

private func prefixed(_ backend: some Backend, by prefix: String) -> any Backend {
    backend.prefixed(by: prefix)
}
