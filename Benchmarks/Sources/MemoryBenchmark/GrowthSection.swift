import Measuring
import MemoryBackend
import StdnetBackend

/// What a command costs, the more keys there are; and copies, with what is written after them.
struct GrowthSection {
    private static let operations = 500_000

    /// - Parameter sizes: The numbers of keys.
    func run(_ sizes: [Int]) {
        // What is made once, such as the table of commands, is made here.
        var player = Player()
        player.loadStrings(1000)
        print("\n### The cost of one operation by the number of keys, ns\n")
        print(
            "| keys | new key | GET | SET | SCAN, each key | expiry, each key | copy() "
                + "| first write after it | first new key after it | each of 1000 writes after |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|")
        for size in sizes {
            let figures = figures(size).map { "\(Int($0.rounded()))" }
            print("| \(size) | " + figures.joined(separator: " | ") + " |")
        }
    }

    private func figures(_ size: Int) -> [Double] {
        var player = Player()
        let new = Cost.once { player.loadStrings(size) } / Double(size)
        let order = Picks.list(Self.operations, below: size)
        return [
            new,
            Cost.measure(Self.operations) { player.get(order) }.nanoseconds,
            Cost.measure(Self.operations) { player.set(order) }.nanoseconds,
            Cost.measure(min(size, Self.operations)) {
                player.scan(min(size, Self.operations))
            }.nanoseconds,
            expiry(size, &player),
        ] + copying(size, &player)
    }

    /// A hundredth of the keys, at most 1000, end together, while all others have a deadline too.
    private func expiry(_ size: Int, _ player: inout Player) -> Double {
        let due = max(10, min(1000, size / 100))
        var times: [Double] = []
        var time = Player.start
        player.expire(0..<size, after: 1_000_000_000)
        for _ in 0..<Cost.rounds {
            time += 1000
            player.expire(0..<due, after: 1)
            let time = time
            times.append(Cost.once { player.keyspace.advance(to: time) } / Double(due))
            player.loadStrings(due)
        }
        return times.median
    }

    private func copying(_ size: Int, _ player: inout Player) -> [Double] {
        var figures: [[Double]] = [[], [], [], []]
        for round in 0..<Cost.rounds {
            var copies: [Kept] = []
            figures[0].append(Cost.once { copies.append(Kept(player.keyspace.copy())) })
            figures[1].append(Cost.once { player.set([size / 2]) })
            figures[2].append(Cost.once { player.setHashes([round], zone: "new") })
            let order = Picks.list(1000, below: size)
            figures[3].append(Cost.once { player.set(order) } / 1000)
            precondition(copies[0].keyspace.count == size + round)
        }
        return figures.map(\.median)
    }
}

/// A copy that stays while the original is written.
private final class Kept {
    let keyspace: Keyspace

    init(_ keyspace: consuming Keyspace) { self.keyspace = keyspace }
}

extension Player {
    /// Walks over so many keys, about.
    fileprivate mutating func scan(_ count: Int) {
        var cursor = 0
        for _ in 0..<max(1, count / 10) {
            cursor = scan(from: cursor)
        }
    }

    fileprivate mutating func expire(_ keys: Range<Int>, after milliseconds: Int) {
        var key = Template("geo.city:obj:")
        for number in keys {
            run { call in
                call.append("PEXPIRE")
                key.append(number, to: &call)
                call.append(milliseconds)
            }
        }
    }
}
