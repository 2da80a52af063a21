/// What somebody else does to the keys, past the mapper.
struct Interference: Sendable {
    /// The words of each command.
    let commands: [[String]]
    /// What undoes it, as far as that can be undone.
    var repair: [[String]] = []
}

extension Dice {
    /// Something that hurts the library, though not every part of it at once.
    mutating func interference(_ shelves: Shelves) -> Interference {
        let base = Shelves.prefix + model().rawValue
        let number = "\(id())"
        switch below(16) {
        case 0: return obstacle(at: pick(shelves.keys, or: base + ":ids"))
        case 1:
            let tails = [":id", ":ids", ":uni:email", ":rng:pages", ":rng:age", ":obj:" + number]
            return obstacle(at: base + pick(tails, or: ":id"))
        case 2: return Interference(commands: [["DEL", base + ":ids"]])
        case 3:
            let count = pick(
                [
                    "3", "-3", "-0", "007", "many", " 5", "0x10", "1e3", "", "7.5",
                    "9007199254640992",
                ],
                or: "3"
            )
            return Interference(
                commands: [["SET", base + ":ids", count]],
                repair: [["DEL", base + ":ids"]]
            )
        case 4:
            return Interference(commands: [
                ["HSET", base + ":obj:" + number, "stray", "1", "name", text()]
            ])
        case 5: return Interference(commands: [["DEL", "lib.stdnet:schema"]])
        case 6:
            return Interference(commands: [["HSET", "lib.stdnet:schema", "library.author", "{}"]])
        case 7: return Interference(commands: [["SCRIPT", "FLUSH"]])
        case 8: return staleUnique(number)
        case 9: return straySet(number)
        case 10: return strayRange(number)
        case 11: return brokenField(shelves)
        case 12: return lostMember(shelves)
        case 13:
            let key = Shelves.prefix + "book:id"
            return Interference(commands: [["SADD", key, "abc"]], repair: [["SREM", key, "abc"]])
        case 14: return Interference(commands: [["DEL", pick(shelves.keys, or: base)]])
        default:
            let key = Shelves.prefix + "member:id"
            return Interference(
                commands: [["ZADD", key, "5", number]],
                repair: [["ZREM", key, number]]
            )
        }
    }

    /// A key of another type.
    private mutating func obstacle(at key: String) -> Interference {
        let maker = pick(
            [
                ["SET", key, "in the way"], ["RPUSH", key, "1", "2"], ["SADD", key, "1", "x"],
                ["HSET", key, "1", "2"], ["ZADD", key, "1", "2"],
            ],
            or: []
        )
        return Interference(commands: [["DEL", key], maker], repair: [["DEL", key]])
    }

    private mutating func staleUnique(_ number: String) -> Interference {
        let (key, value) =
            switch below(4) {
            case 0: ("publisher:uni:name", mark())
            case 1: ("author:uni:email", mark())
            case 2: ("book:uni:isbn", "\(pick(LibraryValues.isbns, or: 1))")
            default: ("member:uni:card", mark())
            }
        let isLost = chance(300)
        return Interference(
            commands: [
                isLost
                    ? ["HDEL", Shelves.prefix + key, value]
                    : ["HSET", Shelves.prefix + key, value, number]
            ])
    }

    /// An entry in a set by value, of an object that need not exist or have that value.
    private mutating func straySet(_ number: String) -> Interference {
        let tail =
            switch below(5) {
            case 0: "author:idx:name:" + text()
            case 1: "author:idx:teacher_id:" + "\(id())"
            case 2: "book:idx:author_id:" + "\(id())"
            case 3: "book:idx:publisher_id:" + code()
            default: "book:idx:title:" + text()
            }
        let command = chance(800) ? "SADD" : "SREM"
        return Interference(commands: [[command, Shelves.prefix + tail, number]])
    }

    private mutating func strayRange(_ number: String) -> Interference {
        let tail = pick(
            [
                "author:rng:born", "book:rng:isbn", "book:rng:pages", "member:rng:age",
                "member:idx:town:Tea",
            ],
            or: "member:rng:age"
        )
        return Interference(commands: [
            chance(700)
                ? ["ZADD", Shelves.prefix + tail, "\(below(400))", number]
                : ["ZREM", Shelves.prefix + tail, number]
        ])
    }

    /// A field that holds what its type can't, or is gone.
    private mutating func brokenField(_ shelves: Shelves) -> Interference {
        let model = model()
        let key = Shelves.prefix + model.rawValue + ":obj:" + pick(shelves.ids(of: model), or: "1")
        let field = pick(
            [
                "name", "country", "email", "born", "teacher_id", "isbn", "pages", "price",
                "author_id", "age", "town",
            ],
            or: "name"
        )
        let value = pick(["many", "", "0x10", " 5", "5 ", "1e2", "+5", "nan", "inf", "77"], or: "")
        return Interference(
            commands: [chance(300) ? ["HDEL", key, field] : ["HSET", key, field, value]],
            repair: [["DEL", key]]
        )
    }

    private mutating func lostMember(_ shelves: Shelves) -> Interference {
        let model = model()
        let key = Shelves.prefix + model.rawValue + ":id"
        let id = pick(shelves.ids(of: model), or: "1")
        return Interference(commands: [[model == .member ? "ZREM" : "SREM", key, id]])
    }
}
