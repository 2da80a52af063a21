extension Session {
    /// Plans a command on a structure.
    ///
    /// What can't be stored, and an owner that has no id and is not planned, are violations.
    mutating func plan<Structure: RemoteStructure>(
        _ verb: StructureOperation.Verb,
        _ structure: Structure,
        _ write: (inout StructureOperation) throws(ElementRefusal) -> Void = { _ in }
    ) {
        let place = structure.place
        var model = ""
        var id: String?
        let owner: StructureOperation.Owner.Storage
        switch place.owner {
        case .object(let name, nil):
            return reject(model: name, id: nil, .missingObject, field: place.name)
        case .object(let name, let stored?):
            (model, id) = (name, String(decoding: stored, as: UTF8.self))
            owner = .object(model: name, id: stored)
        case .planned(let name, let handle):
            model = name
            owner = .planned(model: name, handle)
        case .model(let name):
            model = name
            owner = .model(name)
        case .nobody(let key):
            id = key
            owner = .key(key)
        }
        var operation = StructureOperation(verb, .init(storage: owner), place.name, Structure.type)
        do throws(ElementRefusal) { try write(&operation) } catch {
            let rule = Violation.Rule.unstorable(value: error.value, hint: error.hint)
            return reject(model: model, id: id, rule, field: place.name)
        }
        add(operation)
    }

    /// Plans a command with elements, unless there are none.
    mutating func plan<Structure: RemoteStructure, Element: StructureElement>(
        _ verb: StructureOperation.Verb,
        _ structure: Structure,
        elements: some Sequence<Element>
    ) {
        let elements = Array(elements)
        guard !elements.isEmpty else { return }
        plan(verb, structure) { operation throws(ElementRefusal) in
            for element in elements { try operation.append(element, as: structure.coding) }
        }
    }
}

extension StructureOperation {
    /// Appends an element; a reference may be to an object that is planned in the same session.
    mutating func append<Element: StructureElement>(
        _ element: Element,
        as coding: ElementCoding
    ) throws(ElementRefusal) {
        if let reference = element as? any PlannedElement {
            reference.append(to: &self)
        } else {
            append(try element.word(as: coding))
        }
    }

    /// Appends a word.
    mutating func append(_ word: CommandArgument) {
        var arguments = Arguments()
        arguments.append(word)
        append(arguments.withView { Bytes($0[0]) })
    }
}

/// An element whose bytes may be known only when the commit runs.
protocol PlannedElement {
    func append(to operation: inout StructureOperation)
}

extension Ref: PlannedElement {
    func append(to operation: inout StructureOperation) { operation.append(idOf: self) }
}
