import StdnetODM

extension RecordedStep {
    /// Scenario 03: ids of several parts, ids of one's own, several unique values.
    static let ownIDs: [RecordedStep] = [
        RecordedStep(0) { try await insert($0, WordBook(word: "apple", book: "bible", note: "")) },
        RecordedStep(2) { database in
            try await database.commit { session in
                session.save(WordBook(word: "apple", book: "bible", note: "again"))
            }
        },
        // The original left the hash of the old id.
        RecordedStep(3, except: [.absent("ns.gold.wordbook:obj:1156378861340916607", 4)]) {
            database in
            let old = WordBook(word: "apple", book: "bible", note: "again")
            try await database.update(
                WordBook(word: "apple", book: "koran", note: "again"),
                from: old
            )
        },
        RecordedStep(4) { try await insert($0, NumBook(a: 1, b: 2)) },
        RecordedStep(5, except: [.absent("ns.gold.numbook:obj:3713081631934410656", 4)]) {
            database in
            try await database.update(NumBook(a: 5, b: 2), from: NumBook(a: 1, b: 2))
        },
        RecordedStep(8) { try await insert($0, account("it", "a@x", "1", "IT")) },
        RecordedStep(9) { try await insert($0, account("uk", "b@x", "2", "UK")) },
        RecordedStep(10) { try await insert($0, account("us", "c@x", "", "US")) },
        RecordedStep(refused: 11, because: 3) {
            try await insert($0, account("ca", "d@x", "", "CA"))
        },
        RecordedStep(12, except: [.absent("ns.gold.account:obj:it", 4)]) { database in
            let old = try await database.get(Account.self, "it")
            var new = old
            new.code = "fr"
            try await database.update(new, from: old)
        },
        // The original moved what it had loaded, and failed half way.
        RecordedStep(13, except: movedHalf) { database in
            let old = try await database.get(Account.self, "uk")
            var new = old
            new.code = "de"
            try await database.update(new, from: old)
        },
        RecordedStep(14) { database in
            try await insert(database, account("jp", "jp@x", "81", "JP"))
            try await insert(database, account("kr", "kr@x", "82", "KR"))
        },
        RecordedStep(refused: 15) { database in
            let old = try await database.get(Account.self, "kr")
            var new = old
            new.email = "jp@x"
            new.country = "XX"
            let changed = new
            try await database.commit { session in
                session.update(changed, from: old)
            }
        },
        RecordedStep(refused: 16, because: 2) { database in
            let old = try await database.get(Account.self, "kr")
            var new = old
            new.code = "k2"
            new.email = "jp@x"
            try await database.update(new, from: old)
        },
        // The original wrote over the object, and left it in the indexes of its old values.
        RecordedStep(refused: 17, because: 5) {
            try await insert($0, account("fr", "new@x", "9", "FR"))
        },
        RecordedStep(refused: 18) { try await insert($0, account("", "z@x", "", "ZZ")) },
        RecordedStep(19) { try await insert($0, User3(username: "a", email: "a@a", age: nil)) },
        RecordedStep(20) { try await insert($0, User3(username: "b", email: "b@b", age: nil)) },
        RecordedStep(refused: 21, because: 3) { database in
            try await insert(database, User3(username: "a", email: "c@c", age: nil))
        },
        RecordedStep(refused: 22, because: 3) { database in
            try await insert(database, User3(username: "c", email: "a@a", age: nil))
        },
        RecordedStep(refused: 23, because: 2) { database in
            let old = try await database.get(User3.self, \.username, "b")
            var new = old
            new.username = "a"
            let changed = new
            try await database.commit { session in
                session.update(changed, from: old)
            }
        },
        RecordedStep(24) { database in
            let old = try await database.get(User3.self, 1)
            var new = old
            new.username = "q"
            new.email = "q@q"
            let changed = new
            try await database.commit { session in
                session.update(changed, from: old)
            }
        },
        RecordedStep(25) { database in
            _ = try await database.backend.run(
                RawCommand("HSET", "ns.gold.user3:uni:username", "ghost", "77")
            )
            try await insert(database, User3(username: "ghost", email: "g@g", age: nil))
        },
        RecordedStep(26, except: [.absent("ns.gold.user3:obj:1", 4)]) { database in
            let old = try await database.get(User3.self, 1)
            var new = old
            new.id = 50
            try await database.update(new, from: old)
        },
        RecordedStep(29) { database in
            try await database.commit { session in
                session.delete(Ref<User3>(50))
            }
        },
        RecordedStep(30) { database in
            try await database.upsert(User3(username: "b", email: "", age: 44), on: \.username)
        },
        RecordedStep(32) { database in
            let user = User3(username: "fresh", email: "f@f", age: 1)
            try await database.upsert(user, on: \.username)
        },
        // The original can't find an object by its id here.
        RecordedStep(
            34,
            except: [
                .differs(
                    "ns.gold.user3:obj:2",
                    .fields(["username": "a", "email": "b@b", "age": "7"]),
                    15
                ),
                .differs("ns.gold.user3:idx:age:", .members("3"), 15),
                .differs("ns.gold.user3:idx:age:7", .members("2"), 15),
            ]
        ) { database in
            try await database.upsert(
                User3(id: 2, username: "a", email: "b@b", age: 7),
                on: \.id
            )
        },
    ]

    private static let movedHalf: [Difference] = [
        .absent("ns.gold.account:obj:uk", 4),
        .differs(
            "ns.gold.account:obj:de",
            .fields(["email": "b@x", "phone": "2", "country": "UK"]),
            4
        ),
        .differs("ns.gold.account:idx:country:UK", .members("de"), 4),
        .differs(
            "ns.gold.account:uni:email",
            .fields(["a@x": "fr", "b@x": "de", "c@x": "us"]),
            4
        ),
        .differs("ns.gold.account:uni:phone", .fields(["": "us", "1": "fr", "2": "de"]), 4),
    ]

    private static func account(
        _ code: String,
        _ email: String,
        _ phone: String,
        _ country: String
    ) -> Account {
        Account(code: code, email: email, phone: phone, country: country)
    }

    static func insert<M: Model>(_ database: Database, _ object: M) async throws {
        try await database.commit { session in
            session.insert(object)
        }
    }
}
