import Foundation
import StdnetODM

extension RecordedQuery {
    private static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    private static let newYear = date(1_356_998_400)

    /// A question about the structures of the first bag.
    private static func bag<Answer: Recordable & Sendable>(
        _ step: Int,
        _ python: String,
        _ ask: @escaping @Sendable (Database, Bag) async throws -> Answer
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: "b1." + python) { database in
            try await ask(database, Bag(id: 1, name: "b1")).recorded
        }
    }

    /// Scenario 06, without what the original could not answer.
    static let structures: [RecordedQuery] = [
        bag(4, "tags.size()") { try await $0[$1.tags].count() },
        bag(9, "items.items()") { try await $0[$1.items].all() },
        bag(10, "items.size()") { try await $0[$1.items].count() },
        bag(19, "attrs.items()") { database, bag in
            try await database[bag.attrs].all().map { [JSONValue.text($0.key), $0.value] }
        },
        RecordedQuery(step: 20, python: "sorted(b1.attrs.keys())") { database in
            try await database[Bag(id: 1, name: "b1").attrs].keys().sorted().recorded
        },
        bag(21, "attrs.values()") { try await $0[$1.attrs].values() },
        bag(22, "attrs['k2']") { try await $0[$1.attrs]["k2"] },
        bag(23, "attrs.get('zz', 5)") { try await $0[$1.attrs]["zz", default: 5] },
        RecordedQuery(step: 25, python: "'k1' in b1.attrs") { database in
            try await database[Bag(id: 1, name: "b1").attrs].contains("k1").recorded
        },
        bag(33, "ranks.items()") { try await $0[$1.ranks].all().map(\.member) },
        bag(34, "ranks.size()") { try await $0[$1.ranks].count() },
        bag(35, "ranks.rank('c')") { try await $0[$1.ranks].rank(of: "c") },
        bag(36, "ranks.range(0, 2.5)") { try await $0[$1.ranks].range(scores: 0...2.5) },
        bag(37, "ranks.irange(0, 1)") { try await $0[$1.ranks].range(ranks: 0...1) },
        bag(38, "ranks.irange(-1, -1, withscores=False)") { database, bag in
            try await database[bag.ranks].range(ranks: (-1)...(-1)).map(\.member)
        },
        bag(41, "ranks.count(0, 2)") { try await $0[$1.ranks].count(in: 0...2) },
        bag(43, "ranks.irange(0, -1, desc=True)") { database, bag in
            try await database[bag.ranks].range(ranks: 0..., descending: true)
        },
        bag(50, "ts.items()") { try await $0[$1.ts].all() },
        bag(51, "ts.size()") { try await $0[$1.ts].count() },
        bag(52, "ts.keys()") { try await $0[$1.ts].times(ranks: 0...) },
        bag(53, "ts.times(datetime(2012,12,31), datetime(2013,1,1))") { database, bag in
            try await database[bag.ts].times(date(1_356_912_000)...newYear)
        },
        bag(54, "ts.itimes(0, 1)") { try await $0[$1.ts].times(ranks: 0...1) },
        bag(55, "ts.get(datetime(2013,1,1))") { try await $0[$1.ts][newYear] },
        bag(56, "ts[datetime(2013,1,2,3,4,5,678901)]") { database, bag in
            try await database[bag.ts][date(1_357_095_845.678901)]
        },
        bag(58, "ts.rank(datetime(2013,1,3))") { database, bag in
            try await database[bag.ts].rank(of: date(1_357_171_200))
        },
        bag(61, "ts.range(datetime(2013,1,1), datetime(2013,1,2))") { database, bag in
            try await database[bag.ts].range(newYear...date(1_357_084_800))
        },
        bag(62, "ts.irange(1, 2)") { try await $0[$1.ts].range(ranks: 1...2) },
        bag(63, "ts.count(datetime(2013,1,1), datetime(2013,1,3))") { database, bag in
            try await database[bag.ts].count(in: newYear...date(1_357_171_200))
        },
        bag(71, "text.size()") { try await $0[$1.text].count() },
        RecordedQuery(step: 74, python: "models.bag.updates.items()") { database in
            try await database[Bag.updates].all().recorded
        },
        RecordedQuery(step: 85, python: "N.size()") { database in
            try await database.array("myna").count().recorded
        },
        RecordedQuery(step: 86, python: "N.items()") { database in
            .list(try await database.array("myna").all().map { $0?.recorded ?? missing })
        },
        RecordedQuery(step: 87, python: "N[0]") { database in
            try await database.array("myna")[0].recorded
        },
        RecordedQuery(step: 91, python: "L.items()") { database in
            try await database.list("mylist", of: JSONValue.self).all().recorded
        },
        RecordedQuery(step: 92, python: "H.items()") { database in
            try await database.hash("myh", of: JSONValue.self).all()
                .map { [JSONValue.text($0.key), $0.value] }.recorded
        },
        RecordedQuery(step: 93, python: "Z.items()") { database in
            try await database.sortedSet("myz", of: JSONValue.self).all().map(\.member).recorded
        },
    ]

    /// A number that is missing, as the original answers it.
    private static let missing = JSONResult.object(["float": .text("nan")])
}

extension JSONValue: Recordable {
    var recorded: JSONResult {
        switch self {
        case .null: .nothing
        case .bool(let truth): truth.recorded
        case .integer(let integer): integer.recorded
        case .number(let number): number.recorded
        case .text(let text): text.recorded
        case .day(let day): day.recorded
        case .moment(let moment): moment.recorded
        case .decimal(let decimal): .object(["decimal": .text("\(decimal)")])
        case .array(let elements): elements.recorded
        case .object(let members): .object(members.mapValues(\.recorded))
        }
    }
}

extension Date: Recordable {
    /// In whole seconds: the original lost the others where it answered times of a series.
    var recorded: JSONResult {
        let seconds = Int(timeIntervalSince1970.rounded(.down))
        let day = Day(daysSince1970: seconds / 86_400)
        let parts = [seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60]
        let time = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return .object(["datetime": .text("\(day)T\(time)")])
    }
}

extension ScoredMember: Recordable where Member: Recordable {
    var recorded: JSONResult { .list([score.recorded, member.recorded]) }
}

extension TimedValue: Recordable where Value: Recordable {
    var recorded: JSONResult { .list([time.recorded, value.recorded]) }
}
