import StdnetODM

#if canImport(FoundationEssentials)
import struct FoundationEssentials.Date
#else
import struct Foundation.Date
#endif

// Methods of structures.
extension Dice {
    mutating func word() -> String { pick(LibraryValues.blurbs) }

    mutating func bagBytes() -> Bytes {
        chance(200) ? [0xff, 0, 0x80] : Bytes(pick(LibraryValues.blurbs).utf8)
    }

    mutating func bagValue() -> JSONValue {
        switch below(6) {
        case 0: .null
        case 1: .integer(below(5) - 2)
        case 2: .number(pick([0.5, -1e-7, 1e21]))
        case 3: .array([.bool(true), .text(word())])
        // Two names would come in any order.
        case 4: .object(["é": .integer(1)])
        default: .text(word())
        }
    }

    mutating func moment() -> Date {
        Date(timeIntervalSince1970: pick([-1.5, 0, 0.25, 1, 1_356_998_400.123456, 4e9]))
    }

    mutating func listDeed<Element>(
        _ name: String,
        _ list: RemoteList<Element>,
        _ element: Element,
        _ other: Element
    ) -> BagDeed {
        let (place, count) = (below(8) - 4, below(4))
        switch below(14) {
        case 0:
            return BagDeed("append to \(name)", list) { "\(try await $0.append(element, other))" }
        case 1:
            return BagDeed("prepend to \(name)", list) { "\(try await $0.prepend(element, other))" }
        case 2:
            return BagDeed("pop the first of \(name)", list) { "\(try await $0.popFirst() as Any)" }
        case 3: return BagDeed("pop \(count) of \(name)", list) { "\(try await $0.popLast(count))" }
        case 4: return BagDeed("count \(name)", list) { "\(try await $0.count())" }
        case 5: return BagDeed("\(place) of \(name)", list) { "\(try await $0[place] as Any)" }
        case 6: return BagDeed("\(place) and on of \(name)", list) { "\(try await $0[place...])" }
        case 7:
            return BagDeed("put \(element) at \(place) of \(name)", list) {
                try await $0.set(element, at: place)
                return "done"
            }
        case 8:
            return BagDeed("insert \(element) before \(other) in \(name)", list) {
                "\(try await $0.insert(element, before: other) as Any)"
            }
        case 9:
            return BagDeed("remove \(element) from \(name)", list) {
                "\(try await $0.remove(element, limit: place))"
            }
        case 10:
            return BagDeed("where \(element) is in \(name)", list) {
                "\(try await $0.firstIndex(of: element) as Any)"
            }
        case 11:
            return BagDeed("keep of \(name) what is from \(place)", list) {
                try await $0.keep(place...)
                return "done"
            }
        case 12:
            return BagDeed("page through \(name)", list) {
                var found: [Element] = []
                for try await element in $0.pages(of: 2) { found.append(element) }
                return "\(found)"
            }
        default: return BagDeed("all of \(name)", list) { "\(try await $0.all())" }
        }
    }

    mutating func setDeed(_ bag: Ref<Bag>) -> BagDeed {
        let (tags, name, word) = (bag[\.tags], "tags of \(bag)", word())
        let other = Ref<Bag>(1 + below(3))[\.tags]
        switch below(9) {
        case 0, 1:
            return BagDeed("insert '\(word)' in \(name)", tags) { "\(try await $0.insert(word))" }
        case 2:
            return BagDeed("remove '\(word)' of \(name)", tags) { "\(try await $0.remove(word))" }
        case 3: return BagDeed("'\(word)' in \(name)", tags) { "\(try await $0.contains(word))" }
        case 4: return BagDeed("count \(name)", tags) { "\(try await $0.count())" }
        case 5:
            return BagDeed("union of \(name)", tags, other) {
                "\(try await $0.union($1).sorted())"
            }
        case 6:
            return BagDeed("intersection of \(name)", tags, other) {
                "\(try await $0.intersection($1).sorted())"
            }
        case 7:
            return BagDeed("\(name) without others", tags, other) {
                "\(try await $0.subtracting($1).sorted())"
            }
        default: return BagDeed("all \(name)", tags) { "\(try await $0.all().sorted())" }
        }
    }

    mutating func scoreDeed(_ bag: Ref<Bag>) -> BagDeed {
        let (ranks, name, word) = (bag[\.ranks], "ranks of \(bag)", word())
        let (place, score) = (below(6) - 3, LibraryValues.ages[below(5)])
        switch below(13) {
        case 0, 1:
            return BagDeed("'\(word)' is \(score) in \(name)", ranks) {
                "\(try await $0.set(word, score: score))"
            }
        case 2:
            return BagDeed("increment '\(word)' in \(name)", ranks) {
                "\(try await $0.increment(word, by: 0.5))"
            }
        case 3:
            return BagDeed("remove '\(word)' of \(name)", ranks) { "\(try await $0.remove(word))" }
        case 4:
            return BagDeed("rank of '\(word)' in \(name)", ranks) {
                "\(try await $0.rank(of: word) as Any), \(try await $0.score(of: word) as Any)"
            }
        case 5:
            return BagDeed("from \(place) of \(name)", ranks) {
                "\(try await $0.range(ranks: place..., descending: true))"
            }
        case 6:
            return BagDeed("from \(score) of \(name)", ranks) {
                "\(try await $0.range(scores: score..., limit: 2))"
            }
        case 7:
            return BagDeed("up to \(score) of \(name)", ranks) {
                "\(try await $0.count(in: ...score))"
            }
        case 8:
            return BagDeed("ends of \(name)", ranks) {
                "\(try await $0.first() as Any), \(try await $0.last() as Any)"
            }
        case 9:
            return BagDeed("pop the last of \(name)", ranks) { "\(try await $0.popLast() as Any)" }
        case 10:
            return BagDeed("pop from \(place) of \(name)", ranks) {
                "\(try await $0.popRange(ranks: place..., descending: score > 0))"
            }
        case 11:
            return BagDeed("pop up to \(score) of \(name)", ranks) {
                "\(try await $0.popRange(scores: ...score))"
            }
        default: return BagDeed("all \(name)", ranks) { "\(try await $0.all())" }
        }
    }

    mutating func hashDeed(_ bag: Ref<Bag>) -> BagDeed {
        let (marks, name, word) = (bag[\.marks], "marks of \(bag)", word())
        let mark = Mark(page: below(9), colour: sometimes(self.word()))
        switch below(9) {
        case 0, 1:
            return BagDeed("'\(word)' is \(mark) in \(name)", marks) {
                "\(try await $0.set(mark, for: word))"
            }
        case 2: return BagDeed("'\(word)' of \(name)", marks) { "\(try await $0[word] as Any)" }
        case 3:
            return BagDeed("pop '\(word)' of \(name)", marks) { "\(try await $0.pop(word) as Any)" }
        case 4:
            return BagDeed("remove '\(word)' of \(name)", marks) { "\(try await $0.remove(word))" }
        case 5: return BagDeed("'\(word)' in \(name)", marks) { "\(try await $0.contains(word))" }
        case 6: return BagDeed("count \(name)", marks) { "\(try await $0.count())" }
        case 7: return BagDeed("names in \(name)", marks) { "\(try await $0.keys().sorted())" }
        default:
            return BagDeed("all \(name)", marks) {
                "\(try await $0.all().sorted { $0.key < $1.key })"
            }
        }
    }

    mutating func seriesDeed<Value: StructureElement>(
        _ name: String,
        _ series: RemoteSeries<Value>,
        _ value: Value
    ) -> BagDeed {
        let (time, other, place) = (moment(), moment(), below(6) - 3)
        let times = min(time, other)...max(time, other)
        switch below(14) {
        case 0, 1, 2:
            return BagDeed("\(value) at \(time) in \(name)", series) {
                "\(try await $0.set(value, at: time))"
            }
        case 3: return BagDeed("\(time) of \(name)", series) { "\(try await $0[time] as Any)" }
        case 4: return BagDeed("\(time) in \(name)", series) { "\(try await $0.contains(time))" }
        case 5:
            return BagDeed("rank of \(time) in \(name)", series) {
                "\(try await $0.rank(of: time) as Any)"
            }
        case 6:
            return BagDeed("\(times) of \(name)", series) {
                "\(try await $0.range(times, descending: true))"
            }
        case 7:
            return BagDeed("from \(place) of \(name)", series) {
                "\(try await $0.range(ranks: place...))"
            }
        case 8:
            return BagDeed("count \(times) of \(name)", series) {
                "\(try await $0.count(in: times))"
            }
        case 9:
            return BagDeed("pop \(time) of \(name)", series) {
                "\(try await $0.pop(at: time) as Any)"
            }
        case 10:
            return BagDeed("pop \(times) of \(name)", series) { "\(try await $0.popRange(times))" }
        case 11:
            return BagDeed("remove \(time) of \(name)", series) {
                "\(try await $0.remove(at: time))"
            }
        case 12: return BagDeed("times of \(name)", series) { "\(try await $0.times(ranks: 0...))" }
        default: return BagDeed("all of \(name)", series) { "\(try await $0.all())" }
        }
    }

    mutating func textDeed(_ bag: Ref<Bag>) -> BagDeed {
        let (text, name, word) = (bag[\.text], "text of \(bag)", word())
        let place = below(8) - 4
        switch below(6) {
        case 0:
            return BagDeed("append '\(word)' to \(name)", text) { "\(try await $0.append(word))" }
        case 1:
            return BagDeed("\(name) is \(place)", text) {
                try await $0.set("\(place)")
                return "done"
            }
        case 2: return BagDeed("increment \(name)", text) { "\(try await $0.increment(by: place))" }
        case 3: return BagDeed("from \(place) of \(name)", text) { "\(try await $0[place...])" }
        case 4: return BagDeed("count \(name)", text) { "\(try await $0.count())" }
        default: return BagDeed("\(name)", text) { "\(try await $0.bytes())" }
        }
    }

    mutating func arrayDeed(_ bag: Ref<Bag>) -> BagDeed {
        let (cells, name, place) = (bag[\.cells], "cells of \(bag)", below(8) - 4)
        let number = sometimes(LibraryValues.doubles[below(8)])
        switch below(6) {
        case 0: return BagDeed("append to \(name)", cells) { "\(try await $0.append(number, 1))" }
        case 1:
            return BagDeed("\(place) of \(name) is \(number as Any)", cells) {
                try await $0.set(number, at: place)
                return "done"
            }
        case 2: return BagDeed("\(place) of \(name)", cells) { "\(try await $0[place] as Any)" }
        case 3: return BagDeed("from \(place) of \(name)", cells) { "\(try await $0[place...])" }
        case 4:
            return BagDeed("resize \(name) to \(place)", cells) {
                "\(try await $0.resize(to: place, filling: number))"
            }
        default: return BagDeed("all \(name)", cells) { "\(try await $0.all())" }
        }
    }
}
