/// The twin of the tests of `sieve.lua`: for each of some ids whether it meets a condition.
extension ScriptRun {
    mutating func test(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let kind = try take()
        switch kind.text {
        case "all": return try membership(place, list)
        case "none": return list.map { _ in false }
        case "id":
            let wanted = Set(try words(try number()))
            return zip(list, try membership(place, list)).map { $1 && wanted.contains($0) }
        case "eq": return try testEqual(place, list)
        case "uni": return try testOwners(place, list)
        case "empty": return try testEmpty(place, list, isPresent: true)
        case "nil": return try testEmpty(place, list, isPresent: false)
        case "nouni": return try testUnowned(place, list)
        case "rng": return try testRange(place, list)
        case "ref": return try testTargets(place, list)
        case "scan": return try testScan(place, list)
        case "under": return try testUnder(place, list)
        case "over":
            let attribute = try take()
            let wanted = Set(try parents(place, try words(try number()), attribute).all)
            return zip(list, try membership(place, list)).map { $1 && wanted.contains($0) }
        case "and": return try testAll(place, list)
        case "or":
            var pass = list.map { _ in false }
            for _ in 0..<(try number()) { try retest(place, list, &pass, passed: false) }
            return pass
        case "not":
            var pass = try membership(place, list)
            try retest(place, list, &pass, passed: true, wanted: false)
            return pass
        default: throw .invalidRequest("a script got the unknown condition '\(kind.text)'")
        }
    }

    // MARK: Combinations

    private mutating func testAll(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let wanted = try number()
        let excluded = try number()
        let scans = try number()
        var pass = wanted == 0 ? try membership(place, list) : try test(place, list)
        for _ in 1..<max(1, wanted) { try retest(place, list, &pass, passed: true) }
        for _ in 0..<excluded {
            try retest(place, list, &pass, passed: true, wanted: false)
        }
        for _ in 0..<scans { try retest(place, list, &pass, passed: true) }
        return pass
    }

    /// Tests those that have passed so far, or not passed, and says of each whether it does now.
    private mutating func retest(
        _ place: Int,
        _ list: [Word],
        _ pass: inout [Bool],
        passed: Bool,
        wanted: Bool = true
    ) throws(BackendError) {
        let places = pass.indices.filter { pass[$0] == passed }
        let found = try test(place, places.map { list[$0] })
        for (place, passes) in zip(places, found) { pass[place] = passes == wanted }
    }

    // MARK: Leaves

    private mutating func membership(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        try existing(models[place], list).map { $0 != nil }
    }

    private mutating func stored(
        _ place: Int,
        _ list: [Word],
        _ attribute: Word
    ) throws(BackendError) -> [Word?] {
        guard !attribute.isEmpty else { return list }
        var found: [Word?] = []
        found.reserveCapacity(list.count)
        for id in list { found.append(try value(of: attribute, models[place], id)) }
        return found
    }

    private mutating func mark(
        _ list: [Word],
        in key: Word,
        _ model: ModelKeys,
        _ pass: inout [Bool]
    ) throws(BackendError) {
        let marks = try marks(of: list, in: key, sorted: model.sorted)
        for (place, mark) in marks.enumerated() where mark != nil { pass[place] = true }
    }

    private mutating func testEqual(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let attribute = try take()
        let wanted = try words(try number())
        var pass = list.map { _ in false }
        if wanted.count <= 4 {
            let prefix = indexPrefix(models[place], attribute)
            for value in wanted {
                let key = arena.keep(prefix.bytes, then: value.bytes)
                try mark(list, in: key, models[place], &pass)
            }
            return pass
        }
        let values = Set(wanted)
        return try stored(place, list, attribute).map { values.contains($0 ?? Word("")) }
    }

    private mutating func testOwners(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let attribute = try take()
        let values = try words(try number())
        guard !list.isEmpty else { return [] }
        let owners = Set(try owners(models[place], attribute, values))
        return list.map { owners.contains($0) }
    }

    private mutating func testEmpty(
        _ place: Int,
        _ list: [Word],
        isPresent: Bool
    ) throws(BackendError) -> [Bool] {
        let attribute = try take()
        let model = models[place]
        var pass = list.map { _ in false }
        try mark(list, in: indexPrefix(model, attribute), model, &pass)
        for (position, id) in list.enumerated() where pass[position] {
            pass[position] = try has(attribute, model, id) == isPresent
        }
        return pass
    }

    private mutating func testUnowned(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let attribute = try take()
        let model = models[place]
        var pass = try membership(place, list)
        let key = uniqueKey(model, attribute)
        for (position, value) in try stored(place, list, attribute).enumerated() {
            guard let value, pass[position] else { continue }
            let owner = try call { command in
                command.append("HGET" as StaticString)
                command.append(key)
                command.append(value)
            }
            pass[position] = owner.isNull || !owner.withBytes { Word($0) == list[position] }
        }
        return pass
    }

    private mutating func testRange(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let key = rangeKey(models[place], try take())
        let least = Self.bound(try take())
        let most = Self.bound(try take())
        var pass: [Bool] = []
        var first = 0
        while first < list.count {
            let part = list[first..<min(first + 5000, list.count)]
            let scores = try call { command in
                command.append("ZMSCORE" as StaticString)
                command.append(key)
                for id in part { command.append(id) }
            }
            for score in scores.elements {
                let number = score.isNull ? nil : score.withBytes { Word($0).number }
                pass.append(
                    number.map { number in
                        (number > least.score || least.isIncluded && number == least.score)
                            && (number < most.score || most.isIncluded && number == most.score)
                    } ?? false
                )
            }
            first += part.count
        }
        return pass
    }

    private static func bound(_ word: Word) -> (score: Double, isIncluded: Bool) {
        let isExcluded = word.bytes.first == UInt8(ascii: "(")
        let digits = UnsafeRawBufferPointer(rebasing: word.bytes.dropFirst(isExcluded ? 1 : 0))
        return (Word(digits).number ?? .nan, !isExcluded)
    }

    private mutating func testTargets(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let attribute = try take()
        let target = try number() - 1
        let found = try stored(place, list, attribute)
        var seen: Set<Word> = []
        var targets: [Word] = []
        for value in found {
            if let value, !value.isEmpty, seen.insert(value).inserted { targets.append(value) }
        }
        let wanted = Set(zip(targets, try test(target, targets)).filter(\.1).map(\.0))
        return found.map { value in value.map { wanted.contains($0) } ?? false }
    }

    private mutating func testScan(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let scan = try scan()
        return try stored(place, list, scan.attribute).map { scan.matches($0) }
    }

    // MARK: Trees

    /// What lies above these objects: for each the next, and all of them together.
    private mutating func parents(
        _ place: Int,
        _ list: [Word],
        _ attribute: Word
    ) throws(BackendError) -> (above: [Word: Word], all: [Word]) {
        var above: [Word: Word] = [:]
        var all: [Word] = []
        var level = list
        while !level.isEmpty {
            let found = try stored(place, level, attribute)
            var next: [Word] = []
            var seen: Set<Word> = []
            for (id, parent) in zip(level, found) {
                above[id] = parent ?? Word("")
                guard let parent, !parent.isEmpty, seen.insert(parent).inserted else { continue }
                if above[parent] == nil { next.append(parent) }
                all.append(parent)
            }
            level = next
        }
        return (above, all)
    }

    private mutating func testUnder(_ place: Int, _ list: [Word]) throws(BackendError) -> [Bool] {
        let (above, all) = try parents(place, list, try take())
        var pass = try membership(place, list)
        let wanted = Set(zip(all, try test(place, all)).filter(\.1).map(\.0))
        for (position, id) in list.enumerated() where pass[position] {
            var seen: Set<Word> = []
            var at = above[id] ?? Word("")
            while !at.isEmpty, !wanted.contains(at), seen.insert(at).inserted {
                at = above[at] ?? Word("")
            }
            pass[position] = wanted.contains(at)
        }
        return pass
    }
}
