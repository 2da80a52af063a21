import StdnetODM

/// A model that stories are told about.
protocol Storied: Model {
    /// A condition that an index answers.
    static func condition(_ dice: inout Dice, _ shelves: Shelves) -> Phrase<Filter<Self>>?
    /// A condition that takes a scan.
    static func scanned(
        _ scan: Scan<Self>,
        _ dice: inout Dice,
        _ shelves: Shelves
    ) -> Phrase<Filter<Self>>?
    /// A scan that finds every object or none.
    static func anything(_ scan: Scan<Self>) -> Filter<Self>
    /// The query in an order in which no two objects are equal.
    ///
    /// Which of two equal texts comes first SORT leaves to the encoding of the set: whole objects are
    /// never asked for in the order of a text.
    static func ordered(_ query: Phrase<Query<Self>>, _ dice: inout Dice) -> Phrase<Query<Self>>
    /// Expressions in Lua that no object fails.
    static var expressions: [String] { get }
    /// A selection of something other than whole objects; the order is that of what it shows.
    static func selection(_ query: Phrase<Query<Self>>, _ dice: inout Dice) -> Question
}

extension Publisher: Storied {
    static func condition(_ dice: inout Dice, _ shelves: Shelves) -> Phrase<Filter<Publisher>>? {
        let names = LibraryValues.marks.map(Optional.some) + [nil, nil, nil]
        let countries = LibraryValues.countries.map(Optional.some) + [nil]
        switch dice.below(6) {
        case 0:
            return dice.equality("code", fields.code, LibraryValues.codes, LibraryValues.codes)
        case 4: return dice.within("name", fields.name, \Author.Fields.email, shelves)
        case 5: return dice.referred(fields.code, \Book.Fields.publisher, shelves)
        case 1: return dice.equality("name", fields.name, names, LibraryValues.marks)
        default:
            return dice.equality("country", fields.country, countries, LibraryValues.countries)
        }
    }

    static func scanned(
        _ scan: Scan<Publisher>,
        _ dice: inout Dice,
        _ shelves: Shelves
    ) -> Phrase<Filter<Publisher>>? {
        switch dice.below(5) {
        case 0: return dice.scanText("code", scan.code)
        case 1: return dice.scanText("country", scan.country)
        case 2: return dice.scanRange("name", scan.name, LibraryValues.marks)
        case 3: return dice.scanRange("code", scan.code, LibraryValues.codes)
        default: return dice.scan("name", scan.name, ["a", "", nil])
        }
    }

    static var expressions: [String] {
        [
            "this.code == 'acme'", "this.name == nil",
            "string.find(this.country or '', 'N', 1, true)",
        ]
    }

    static func anything(_ scan: Scan<Publisher>) -> Filter<Publisher> { scan.code != "" }

    static func ordered(
        _ query: Phrase<Query<Publisher>>,
        _ dice: inout Dice
    ) -> Phrase<Query<Publisher>> {
        dice.chance(700)
            ? query
            : Phrase("\(query.text) by code down", query.value.sorted(by: \.code, .descending))
    }

    static func selection(_ query: Phrase<Query<Publisher>>, _ dice: inout Dice) -> Question {
        dice.question(
            Phrase("\(query.text), fields", query.value.values(of: \.country, \.code, \.name))
        )
    }
}

extension Member: Storied {
    static func condition(_ dice: inout Dice, _ shelves: Shelves) -> Phrase<Filter<Member>>? {
        switch dice.below(7) {
        case 5: return dice.within("town", fields.town, \Author.Fields.name, shelves)
        case 6: return dice.within("age", fields.age, \Book.Fields.price, shelves)
        case 0: return dice.equality("card", fields.card, LibraryValues.marks, LibraryValues.marks)
        case 1: return dice.equality("town", fields.town, LibraryValues.texts, LibraryValues.texts)
        case 2:
            return dice.equality("age", fields.age, LibraryValues.ages, LibraryValues.ages)
        case 3: return dice.equality("id", fields.id, LibraryValues.ids, LibraryValues.ids)
        default: return dice.range("age", fields.age, LibraryValues.ages)
        }
    }

    static func scanned(
        _ scan: Scan<Member>,
        _ dice: inout Dice,
        _ shelves: Shelves
    ) -> Phrase<Filter<Member>>? {
        switch dice.below(4) {
        case 0: return dice.scanText("town", scan.town)
        case 1: return dice.scanRange("age", scan.age, LibraryValues.ages)
        case 2: return dice.scanRange("id", scan.id, LibraryValues.ids)
        default: return dice.scan("age", scan.age, LibraryValues.ages + [.nan])
        }
    }

    static var expressions: [String] {
        ["this.age > 3", "this.town ~= '' and this.id % 2 == 1", "#this.card == 1"]
    }

    static func anything(_ scan: Scan<Member>) -> Filter<Member> { scan.town != "" }

    static func ordered(
        _ query: Phrase<Query<Member>>,
        _ dice: inout Dice
    ) -> Phrase<Query<Member>> {
        dice.chance(700)
            ? query : Phrase("\(query.text) by age", query.value.sorted(by: \.age))
    }

    static func selection(_ query: Phrase<Query<Member>>, _ dice: inout Dice) -> Question {
        switch dice.below(4) {
        case 0:
            return dice.question(
                Phrase("\(query.text), fields", query.value.values(of: \.age, \.card))
            )
        case 1: return dice.question(Phrase("\(query.text), ids", query.value.values(of: \.id)))
        case 2:
            return dice.question(
                Phrase(
                    "\(query.text), cards in falling order",
                    query.value.sorted(by: \.card, .descending).values(of: \.card)
                ),
                namesObjects: false
            )
        default:
            return dice.question(
                Phrase(
                    "\(query.text), towns in order",
                    query.value.sorted(by: \.town).values(of: \.town)
                ),
                namesObjects: false
            )
        }
    }
}
