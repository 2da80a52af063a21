import StdnetODM

extension Author: Storied {
    static func condition(_ dice: inout Dice, _ shelves: Shelves) -> Phrase<Filter<Author>>? {
        let days = LibraryValues.days
        switch dice.below(13) {
        case 10: return dice.within("name", fields.name, \Book.Fields.title, shelves)
        case 11: return dice.within("email", fields.email, \Member.Fields.card, shelves)
        case 12: return dice.referred(fields.id, \Book.Fields.author, shelves)
        case 0:
            return dice.equality("email", fields.email, LibraryValues.marks, LibraryValues.marks)
        case 1, 2:
            return dice.equality("name", fields.name, LibraryValues.texts, LibraryValues.texts)
        case 3: return dice.equality("born", fields.born, days.map(Optional.some) + [nil], days)
        case 4: return dice.range("born", fields.born, days)
        case 5: return dice.equality("id", fields.id, LibraryValues.ids, LibraryValues.ids)
        case 6:
            return Phrase("teacher == nil", fields.teacher == nil)
        case 7:
            return dice.equality(
                "teacher.name",
                fields.teacher.name,
                LibraryValues.texts,
                LibraryValues.texts
            )
        case 8:
            return dice.equality(
                "teacher.teacher.email",
                fields.teacher.teacher.email,
                LibraryValues.marks,
                LibraryValues.marks
            )
        default:
            return dice.link("teacher", fields.teacher, LibraryValues.ids.map { Ref($0) }, shelves)
        }
    }

    static func scanned(
        _ scan: Scan<Author>,
        _ dice: inout Dice,
        _ shelves: Shelves
    ) -> Phrase<Filter<Author>>? {
        switch dice.below(5) {
        case 0: return dice.scanText("name", scan.name)
        case 1: return dice.scanRange("born", scan.born, LibraryValues.days)
        case 2: return dice.scanText("teacher.email", scan.teacher.email)
        case 3: return dice.scanRange("id", scan.id, LibraryValues.ids)
        default: return dice.scan("born", scan.born, LibraryValues.days.map(Optional.some) + [nil])
        }
    }

    static var expressions: [String] {
        ["this.teacher == nil", "this.born and this.born > 0", "this.name == this.email"]
    }

    static func anything(_ scan: Scan<Author>) -> Filter<Author> { scan.name != "" }

    static func ordered(
        _ query: Phrase<Query<Author>>,
        _ dice: inout Dice
    ) -> Phrase<Query<Author>> {
        dice.chance(700)
            ? query : Phrase("\(query.text) by id down", query.value.sorted(by: \.id, .descending))
    }

    static func selection(_ query: Phrase<Query<Author>>, _ dice: inout Dice) -> Question {
        switch dice.below(3) {
        case 0:
            return dice.question(
                Phrase("\(query.text), fields", query.value.values(of: \.born, \.email, \.id))
            )
        case 1:
            return dice.question(
                Phrase("\(query.text), with teachers", query.value.including(\.teacher))
            ) { "\($0.base) + \($0.teacher.map { "\($0)" } ?? "nobody")" }
        default:
            return dice.question(
                Phrase(
                    "\(query.text), names in falling order",
                    query.value.sorted(by: \.name, .descending).values(of: \.name)
                ),
                namesObjects: false
            )
        }
    }
}

extension Book: Storied {
    static func condition(_ dice: inout Dice, _ shelves: Shelves) -> Phrase<Filter<Book>>? {
        let texts = LibraryValues.texts
        let doubles = LibraryValues.doubles
        switch dice.below(19) {
        case 15: return dice.within("title", fields.title, \Author.Fields.name, shelves)
        case 16: return dice.within("isbn", fields.isbn, \Book.Fields.pages, shelves)
        case 17: return dice.within("author.name", fields.author.name, \Member.Fields.town, shelves)
        case 0: return dice.equality("isbn", fields.isbn, LibraryValues.isbns, LibraryValues.isbns)
        case 1: return dice.range("isbn", fields.isbn, LibraryValues.isbns)
        case 2: return dice.equality("title", fields.title, texts, texts)
        case 3: return dice.range("pages", fields.pages, LibraryValues.integers)
        case 4:
            return dice.equality(
                "pages",
                fields.pages,
                LibraryValues.integers,
                LibraryValues.integers
            )
        case 5: return dice.equality("isInPrint", fields.isInPrint, [true, false], [true, false])
        case 6: return dice.range("published", fields.published, doubles)
        case 7:
            return dice.equality(
                "published",
                fields.published,
                doubles.map(Optional.some) + [nil, nil],
                doubles
            )
        case 8:
            return dice.link("author", fields.author, LibraryValues.ids.map { Ref($0) }, shelves)
        case 9:
            return dice.link(
                "publisher",
                fields.publisher,
                LibraryValues.codes.map { Ref($0) },
                shelves
            )
        case 10: return dice.equality("author.name", fields.author.name, texts, texts)
        case 11: return dice.range("author.born", fields.author.born, LibraryValues.days)
        case 12: return Phrase("author.teacher == nil", fields.author.teacher == nil)
        case 13: return Phrase("publisher == nil", fields.publisher == nil)
        case 14:
            return dice.equality(
                "publisher.country",
                fields.publisher.country,
                LibraryValues.countries.map(Optional.some) + [nil],
                LibraryValues.countries
            )
        default: return dice.equality("id", fields.id, LibraryValues.ids, LibraryValues.ids)
        }
    }

    static func scanned(
        _ scan: Scan<Book>,
        _ dice: inout Dice,
        _ shelves: Shelves
    ) -> Phrase<Filter<Book>>? {
        switch dice.below(8) {
        case 0: return dice.scanText("title", scan.title)
        case 1: return dice.scanText("blurb", scan.blurb)
        case 2:
            return dice.scan("blurb", scan.blurb, LibraryValues.blurbs.map(Optional.some) + [nil])
        case 3: return dice.scanRange("price", scan.price, LibraryValues.doubles)
        case 4: return dice.scanRange("pages", scan.pages, LibraryValues.integers)
        case 5: return dice.scanText("author.name", scan.author.name)
        case 6: return dice.scanRange("publisher.name", scan.publisher.name, LibraryValues.marks)
        default: return dice.scanRange("blurb", scan.blurb, LibraryValues.blurbs)
        }
    }

    static var expressions: [String] {
        ["this.pages > 1 and not this.isInPrint", "this.price < 5", "this.blurb == this.title"]
    }

    static func anything(_ scan: Scan<Book>) -> Filter<Book> { scan.title != "" }

    static func ordered(_ query: Phrase<Query<Book>>, _ dice: inout Dice) -> Phrase<Query<Book>> {
        switch dice.below(8) {
        case 0: return Phrase("\(query.text) by pages", query.value.sorted(by: \.pages))
        case 1:
            return Phrase(
                "\(query.text) by price down",
                query.value.sorted(by: \.price, .descending)
            )
        case 2: return Phrase("\(query.text) by isbn", query.value.sorted(by: \.isbn))
        default: return query
        }
    }

    static func selection(_ query: Phrase<Query<Book>>, _ dice: inout Dice) -> Question {
        switch dice.below(6) {
        case 4:
            let selection = query.value.including(\.author) { $0.including(\.teacher) }
            return dice.question(
                Phrase("\(query.text), with authors and their teachers", selection)
            ) {
                "\($0.base) + \($0.author.base) + \($0.author.teacher.map { "\($0)" } ?? "nobody")"
            }
        case 5:
            let selection = query.value.values(of: \.id, \.pages)
                .including(\.publisher) { $0.values(of: \.name) }
            return dice.question(
                Phrase("\(query.text), pages with names of publishers", selection)
            ) { "\($0.base) + \($0.publisher as Any)" }
        case 0:
            return dice.question(
                Phrase("\(query.text), fields", query.value.values(of: \.published, \.id, \.isbn))
            )
        case 1:
            return dice.question(
                Phrase("\(query.text), with authors", query.value.including(\.author))
            ) { "\($0.base) + \($0.author)" }
        case 2:
            return dice.question(
                Phrase(
                    "\(query.text), with publishers and authors",
                    query.value.including(\.publisher).including(\.author)
                )
            ) { "\($0.base.base) + \($0.publisher.map { "\($0)" } ?? "nobody") + \($0.author)" }
        default:
            return dice.question(
                Phrase(
                    "\(query.text), titles in order",
                    query.value.sorted(by: \.title).values(of: \.title)
                ),
                namesObjects: false
            )
        }
    }
}
