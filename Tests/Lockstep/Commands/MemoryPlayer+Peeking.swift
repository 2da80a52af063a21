import StdnetBackend

// What is to be known beside the replies: what commands find, and what chance took.
extension MemoryPlayer {
    /// Walks with a SCAN, and notes what it has to find.
    func walk(_ walk: ScanWalk, _ client: Int, _ number: Int) {
        let peek = peek(client)
        var promise = walk.all(peek.ask).map { ScanWalk.Promise($0) }
        let reply = walk.run { call in
            ask(call, as: client)
        } between: { call in
            run(call, client, number)
            if let found = walk.all(peek.ask) { promise?.see(found) }
        }
        hear(
            Heard(
                step: number,
                bytes: reply ?? [],
                call: number,
                comparison: promise.map { .walk($0) } ?? .exact
            ),
            client
        )
    }

    /// Looks into the database of a client.
    func peek(_ client: Int) -> KeyPeek {
        KeyPeek { [self] call in
            _ = ask("SELECT", "\(database(of: client))")
            return ask(call)
        }
    }

    private func database(of client: Int) -> Int {
        let line = ask("CLIENT", "LIST", "ID", "\(identifier(client))")
        let field = String(decoding: line, as: UTF8.self).split(separator: " ").first {
            $0.hasPrefix("db=")
        }
        return field.flatMap { Int($0.dropFirst(3)) } ?? 0
    }

    /// What a SPOP that ran just now took, when it took anything.
    func taken(_ step: CommandStory.Step) -> Taken? {
        let name = String(decoding: step.words[0], as: UTF8.self).lowercased()
        guard name == "spop", step.words.count > 1, !isInTransaction(step.client),
            let heard = heard(step.client).last
        else { return nil }
        let reply = ReplyTree(heard.bytes)
        guard !reply.isError else { return nil }
        let peek = peek(step.client)
        let payload = ReplyTree(peek.ask([Bytes("DUMP".utf8), step.words[1]]))
        let isThere = if case .bulk = payload { true } else { false }
        return Taken(
            database: database(of: step.client),
            key: step.words[1],
            members: Set(reply.leaves),
            payload: isThere ? payload.leaves.first : nil,
            isIntset: peek.isOrdered(step.words[1])
        )
    }
}
