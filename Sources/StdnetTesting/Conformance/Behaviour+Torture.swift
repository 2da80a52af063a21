import StdnetODM

extension Behaviour {
    private static func inStoreRoom(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in try await story(try Database.storeRoom(backend)) }
    }

    /// Bytes that something could mistake for its own.
    private static let hostile: [Bytes] = [
        [], [0], [0x0D, 0x0A], Bytes("a:b".utf8), Bytes(":".utf8), Bytes("::".utf8),
        Bytes("{tag}".utf8), Bytes("}{".utf8), Bytes("%s%n%".utf8), Bytes("*?[a-z]\\".utf8),
        Bytes("$5\r\nhello\r\n".utf8), Bytes("\"'`".utf8), Bytes("nil".utf8), Bytes("1e999".utf8),
        Bytes(" \t ".utf8), [0xFF, 0xFE, 0x80], [0xC3], [0xED, 0xA0, 0x80], Bytes("é🎈".utf8),
        Bytes("obj:1".utf8), Bytes("tmp".utf8),
    ]

    /// Fails unless a commit is refused because of an id.
    private static func expectInvalidID<Answer>(
        _ id: String,
        _ commit: () async throws -> Answer
    ) async throws {
        var failure: CommitFailure?
        do { _ = try await commit() } catch { failure = error as? CommitFailure }
        guard case .rejected(let violations) = failure,
            case .invalidID = violations.first?.rule
        else { throw BrokenPromise(description: "'\(id)' is an id: \(failure as Any)") }
    }

    /// Any bytes are data: as value, as indexed and as unique value, and as id where an id may be so.
    static let torture: [Behaviour] = [
        inStoreRoom("any bytes come back, are found by an index, and are unique") { database in
            let parcels = hostile.map { Parcel(seal: $0, stamp: $0, content: $0) }
            try await database.load(parcels)
            for (position, bytes) in hostile.enumerated() {
                let found = try await database.get(Parcel.self, \.seal, bytes)
                try expect(found.id, equals: position + 1, "\(bytes)")
                try expect(
                    [found.seal, found.stamp, found.content],
                    equals: [bytes, bytes, bytes]
                )
                let stamped = try await database.fetch(Parcel.filter { $0.stamp == bytes })
                try expect(stamped.map(\.id), equals: [position + 1], "\(bytes)")
                var refused = false
                do { try await database.insert(Parcel(seal: bytes)) } catch { refused = true }
                try expect(refused, "\(bytes) is taken")
            }
            for position in hostile.indices {
                let old = try await database.get(Parcel.self, position + 1)
                var new = old
                new.stamp = hostile[(position + 1) % hostile.count]
                try await database.update(new, from: old)
            }
            try await database.delete(Parcel.all)
            let left = try await KeyspaceDump(of: database.backend).keys
            try expect(
                left.map { String(decoding: $0, as: UTF8.self) },
                equals: ["lib.library.parcel:ids", "lib.stdnet:schema"],
                "no index is left"
            )
        },
        inStoreRoom("any text comes back, is found, scanned and sorted") { database in
            let texts = hostile.compactMap { String(validating: $0, as: UTF8.self) }
            try await database.load(texts.map { Parcel(label: $0) })
            for (position, text) in texts.enumerated() {
                let found = try await database.fetch(Parcel.filter { $0.label == text })
                try expect(found.map(\.id), equals: [position + 1], text)
                let scanned = try await database.fetch(Parcel.scan { $0.label == text })
                try expect(scanned.map(\.id), equals: [position + 1], text)
            }
            let all = Parcel.filter { $0.label.in(texts) }
            try expect(try await database.count(all), equals: texts.count)
            try expect(
                try await database.fetch(Parcel.all.values(of: \.label)).compactMap(\.self),
                equals: texts
            )
        },
        inStoreRoom("ten million bytes are a value, an indexed one and a unique one") { database in
            let large = Bytes(repeating: 0xA5, count: 10_000_000)
            try await database.insert(Parcel(content: large))
            let read = try await database.get(Parcel.self, 1)
            try expect(read.content == large, "the value came back")
            let label = String(repeating: "x", count: 10_000_000)
            try await database.insert(Parcel(label: label, seal: Bytes(label.utf8)))
            let found = try await database.fetch(Parcel.filter { $0.label == label })
            try expect(found.map(\.id), equals: [2])
            let isFree = try await database.testUnique(\Parcel.Fields.seal, Bytes(label.utf8))
            try expect(!isFree, "the seal is taken")
        },
        inStoreRoom("an id is any text without control characters, and others are named") {
            database in
            let names = [
                "a:b", ":", "obj:1", "{tag}", "%", "*", "?", "[a]", " ", "é🎈", "\"", "\\", "id",
                String(repeating: "n", count: 10_000),
            ]
            let parcel = try await database.insert(Parcel())
            for name in names { try await database.insert(Slot(name: name, parcel: parcel)) }
            for name in names {
                try expect(try await database.get(Slot.self, name).name, equals: name)
            }
            try expect(
                try await database.fetch(Slot.filter { $0.parcel == parcel }).count,
                equals: names.count
            )
            for name in ["", "a\0", "\n", "a\r\n", "\u{7F}"] {
                try await expectInvalidID(name) { try await database.insert(Slot(name: name)) }
            }
            try expect(try await database.delete(parcel), equals: names.count + 1)
            try expect(try await database.count(Slot.self), equals: 0)
        },
        Behaviour("an id that an upsert brings is checked as any other") { backend in
            let database = try Database.library(backend)
            try await expectInvalidID("") {
                try await database.upsert(Publisher(code: "", name: "N"), on: \.name)
            }
            try await expectInvalidID("\n") {
                try await database.upsert(Publisher(code: "\n", name: "N"), on: \.code)
            }
            try await expectInvalidID("-1") {
                try await database.upsert(Author(id: -1, email: "e", name: "N"), on: \.email)
            }
            try expect(try await KeyspaceDump(of: backend).keys.count, equals: 0)
        },
        Behaviour("an id that would be the key of another object's structure is refused") {
            backend in
            let database = try Database.shelved(backend)
            try await database.insert(Shelf(label: "a:b", room: "r"))
            for label in ["a:tags", "a:b:note", ":books"] {
                try await expectInvalidID(label) {
                    try await database.insert(Shelf(label: label, room: "r"))
                }
            }
            // The structure that all shelves share has a key elsewhere.
            try await database.insert(Shelf(label: "a:news", room: "r"))
            try expect(try await database.count(Shelf.self), equals: 2)
        },
        inStoreRoom("an object of ten thousand stored fields is read, changed and deleted") {
            database in
            try await database.insert(Parcel(label: "wide"))
            for start in stride(from: 0, to: 10_000, by: 500) {
                var words: Arguments = ["HSET", "lib.library.parcel:obj:1"]
                for number in start..<start + 500 {
                    words.append("leaf:\(number)\r\n{")
                    words.append(number)
                }
                _ = try await database.backend.run(RawCommand(vector: words))
            }
            let old = try await database.get(Parcel.self, 1)
            var new = old
            new.content = [1]
            try await database.update(new, from: old)
            let count = RawCommand("HLEN", "lib.library.parcel:obj:1")
            try expect(try await database.backend.run(count).integer, equals: 10_002)
            try expect(try await database.delete(new), equals: 1)
            try expect(try await database.backend.run(count).integer, equals: 0)
        },
    ]
}
