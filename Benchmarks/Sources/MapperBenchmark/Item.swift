import StdnetODM

/// What is saved, loaded, filtered and deleted: five fields, one of them unique, two indexed.
@Model("bench.item")
struct Item: Equatable {
    var id: Int?
    @Unique var code: String
    @Index var team: Int
    @Index var level: Int
    var name: String
    var price: Double

    /// A hundred teams, ten levels.
    init(number: Int) {
        code = "code-\(number)"
        team = number % 100
        level = number / 7 % 10
        name = "item number \(number)"
        price = Double(number) + 0.5
    }
}

/// What is found by range.
@Model("bench.sample")
struct Sample: Equatable {
    var id: Int?
    @Index(.range) var value: Int
    var label: String

    /// A value below `count` for each number below `count`, in no order.
    init(number: Int, of count: Int) {
        // The step has no factor in common with a power of ten.
        value = number * 7919 % count
        label = "sample number \(number)"
    }
}

extension Database {
    /// The database of the benchmark.
    static func bench(in backend: any Backend) throws -> Database {
        try Database(backend, namespace: "b.", models: Item.self, Sample.self)
    }

    /// Saves objects in sessions of 500.
    func save<M: Model>(_ objects: [M]) async throws {
        for start in stride(from: 0, to: objects.count, by: 500) {
            try await commit { session in
                for object in objects[start..<min(start + 500, objects.count)] {
                    session.insert(object)
                }
            }
        }
    }
}
