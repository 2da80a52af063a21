import StdnetODM

#if canImport(FoundationEssentials)
import struct FoundationEssentials.Date
#else
import struct Foundation.Date
#endif

extension Behaviour {
    private static let moment = Date(timeIntervalSince1970: 1_356_998_400)

    /// What structures hold, with their objects and without them.
    static let contents: [Behaviour] = [
        withBag("Q16: structures of every kind are loaded with their objects") { database, bag in
            try await database.commit { session in
                session.append(contentsOf: ["a", 3], to: bag.items)
                session.add(contentsOf: ["x", "y"], to: bag.tags)
                session.set("one", score: 1.5, in: bag.ranks)
                session.set(Mark(page: 2), for: "l", in: bag.marks)
                session.set("new", at: moment, in: bag.prices)
                session.set("hello", in: bag.text)
                session.append(1.5, to: bag.cells)
                session.add("z", to: session.insert(Bag(name: "second"))[\.tags])
            }
            let words = try await database.fetch(
                Bag.all.including(contentsOf: \.items, \.tags, \.ranks, \.text)
            )
            try expect(words.map(\.0.name), equals: [bag.name, "second"])
            try expect(words.map(\.1), equals: [["a", 3], []])
            try expect(words.map(\.2), equals: [["x", "y"], ["z"]])
            try expect(words.map(\.3), equals: [[ScoredMember("one", score: 1.5)], []])
            try expect(words.map(\.4), equals: [Bytes("hello".utf8), []])
            let others = try await database.fetch(
                Bag.filter { $0.name == bag.name }.values(of: \.name)
                    .including(contentsOf: \.marks, \.prices, \.cells)
            )
            try expect(others.map(\.0), equals: [bag.name])
            try expect(others.map(\.1), equals: [["l": Mark(page: 2)]])
            try expect(others.map { $0.2.map(\.value) }, equals: [["new"]])
            try expect(others.map(\.3), equals: [[1.5]])
            let few = try await database.fetch(
                Bag.all.matching { $0.name == "second" }.including(contentsOf: \.tags)
            )
            try expect(few.map(\.1), equals: [["z"]])
            let last = try await database.fetch(Bag.all.suffix(1).including(contentsOf: \.tags))
            try expect(last.map(\.1), equals: [["z"]])
        },
        withBag("structures of what objects refer to are loaded with them") { luggage, bag in
            let database = try Database(
                luggage.backend,
                namespace: "lib.",
                models: Author.self,
                Bag.self,
                Strap.self
            )
            try await database.commit { session in
                session.add(contentsOf: ["x", "y"], to: bag.tags)
                session.append("a", to: bag.items)
                let second = session.insert(Bag(name: "second"))
                session.insert(Strap(bag: Ref(1)))
                session.insert(Strap(bag: second, other: Ref(1)))
                session.insert(Strap(bag: Ref(1)))
            }
            let straps = Strap.all.sorted(by: \.id).including(\.bag)
                .including(contentsOf: \.tags, \.items, of: \.bag)
            let found = try await database.fetch(straps)
            try expect(found.map { $0.0.bag.name }, equals: ["b", "second", "b"])
            try expect(found.map(\.1), equals: [["x", "y"], [], ["x", "y"]])
            try expect(found.map(\.2), equals: [["a"], [], ["a"]])
            let others = Strap.all.sorted(by: \.id).including(contentsOf: \.tags, of: \.other)
            let ends = try await database.fetch(others)
            try expect(ends.map(\.1), equals: [nil, ["x", "y"], nil])
            let some = Strap.all.sorted(by: \.id).values(of: \.id).dropFirst(1)
                .including(contentsOf: \.items, of: \.bag)
            let last = try await database.fetch(some)
            try expect(last.map(\.0), equals: [2, 3])
            try expect(last.map(\.1), equals: [[], ["a"]])
        },
        withBag("what a structure holds that is no element is told with its key") {
            database,
            bag in
            let key = try database[bag.marks].key
            _ = try await database.backend.run(RawCommand("HSET", key, "l", "no mark"))
            do throws(FetchFailure) {
                _ = try await database.fetch(Bag.all.including(contentsOf: \.marks))
            } catch {
                guard case .structure(.undecodable(let failure)) = error else {
                    throw BrokenPromise(description: "\(error)")
                }
                return try expect(failure.key, equals: key)
            }
            throw BrokenPromise(description: "it was read")
        },
        withBag("Q18: every structure ends with its object") { database, bag in
            try await database.commit { session in
                session.append("a", to: bag.items)
                session.set("new", at: moment, in: bag.prices)
                session.append(1.5, to: bag.cells)
            }
            try await database.delete(bag)
            let left = try await KeyspaceDump(of: database.backend).keys
                .map { String(decoding: $0, as: UTF8.self) }
            try expect(left.filter { $0.contains(":obj:") }, equals: [])
        },
    ]
}
