import StdnetODM

/// What a session does to a structure of a shelf, of all shelves, or of nobody.
struct StructureChange: Sendable {
    enum Owner: Sendable {
        case shelf(String)
        /// The change that plans the shelf.
        case planned(Int)
        case all
        case nobody
    }

    let owner: Owner
    let name: String
    let type: StructureType
    let verb: StructureOperation.Verb
    let arguments: [String]
    /// The change that plans an author, whose id is one more argument.
    let planned: Int?
}

extension StructureChange: CustomStringConvertible {
    var description: String {
        "\(verb.rawValue) \(name) of \(owner): \(arguments)"
            + (planned.map { " and the id of change \($0)" } ?? "")
    }

    /// The command; nil when what it needs was not planned.
    func operation(_ links: [Int: PlannedObjects.Link]) -> StructureOperation? {
        var owned: StructureOperation.Owner
        switch owner {
        case .shelf(let label): owned = .object(Ref<Shelf>(label))
        case .planned(let place):
            guard case .shelf(let shelf) = links[place] else { return nil }
            owned = .object(shelf)
        case .all: owned = .model(Shelf.self)
        case .nobody: owned = .key("list.lib")
        }
        var operation = StructureOperation(verb, owned, name, type)
        for argument in arguments { operation.append(Array(argument.utf8)) }
        if let planned, case .author(let author) = links[planned] {
            operation.append(idOf: author)
        }
        return operation
    }
}

extension Dice {
    mutating func label() -> String { pick(["a", "b", "c", "d", "e", "f:g", "É"], or: "a") }

    mutating func shelf(_ label: String, _ shelves: Shelves) -> Shelf {
        Shelf(
            label: label,
            room: text(),
            boards: pick([-1, 0, 1, 2, 3], or: 0),
            keeper: authorLink(shelves),
            signs: signs()
        )
    }

    private mutating func signs() -> [String: String] {
        var signs: [String: String] = [:]
        for _ in 0..<below(3) {
            signs[pick(["a", "b", "a__c", "more"])] = pick(LibraryValues.blurbs)
        }
        return signs
    }

    /// Changes some fields of a shelf, or its label.
    mutating func updateShelf(_ link: Int?, _ shelves: Shelves) -> Change {
        let old = shelf(chance(60) ? label() : pick(shelves.ids(of: .shelf), or: label()), shelves)
        var new = old
        if chance(400) { new.room = text() }
        if chance(400) { new.boards = pick([-1, 0, 1, 2, 3], or: 0) }
        if chance(400) { new.keeper = authorLink(shelves) }
        if chance(400) { new.signs = signs() }
        if chance(250) { new.label = label() }
        return .update(.shelf(old, planned: nil), .shelf(new, planned: link))
    }

    /// Does something to a structure.
    mutating func structureChange(
        _ planned: (shelves: [Int], authors: [Int]),
        _ shelves: Shelves
    ) -> StructureChange {
        let label = chance(100) ? label() : pick(shelves.ids(of: .shelf), or: label())
        let place = planned.shelves.isEmpty ? nil : pick(planned.shelves)
        var owner = StructureChange.Owner.shelf(label)
        if chance(400), let place { owner = .planned(place) }
        if chance(150) { owner = chance(500) ? .all : .nobody }
        var kind = below(3)
        var name = ["books", "tags", "note"][kind]
        switch owner {
        case .all: (name, kind) = ("news", 0)
        case .nobody: (name, kind) = ("", 0)
        default: break
        }
        let type: StructureType = [.list, .set, .string][kind]
        if chance(120) {
            return StructureChange(
                owner: owner,
                name: name,
                type: type,
                verb: .unlink,
                arguments: [],
                planned: nil
            )
        }
        let verbs: [[StructureOperation.Verb]] = [
            [.rpush, .lpush], [.sadd, .sadd, .srem], [.set, .append, .append, .setrange],
        ]
        let verb = pick(verbs[kind])
        var arguments = (0...below(3)).map { _ in pick(LibraryValues.blurbs) }
        if kind == 2 { arguments = [pick(LibraryValues.blurbs)] }
        if verb == .setrange {
            arguments.insert(chance(50) ? "536870912" : "\(below(8))", at: 0)
        }
        let author =
            planned.authors.isEmpty || kind == 2 || chance(700) ? nil : pick(planned.authors)
        return StructureChange(
            owner: owner,
            name: name,
            type: type,
            verb: verb,
            arguments: arguments,
            planned: author
        )
    }
}
