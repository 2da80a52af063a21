// A session that is refused before anything is sent still asks what else is wrong, so that every broken rule
// is told at once. What was refused itself is left out, and so is what would only follow from that.

extension Session {
    /// Notes that something was planned for an object that nothing will tell of.
    mutating func unsettle<M: Model>(_ id: String, _: M.Type) {
        unsettled.insert(Identity(model: place(of: M.self), id: id))
    }

    /// Notes that an object will have other values than those that are planned.
    mutating func noteIncomplete(_ operation: Operation) {
        for id in [operation.id, operation.source].compactMap(\.self) {
            incomplete.insert(Identity(model: operation.model, id: id))
        }
    }

    /// Takes an operation back because it was refused.
    mutating func refuse(_ place: Int) {
        operations[place].kind = .nothing
        refused.insert(place)
        if let id = operations[place].id {
            unsettled.insert(Identity(model: operations[place].model, id: id))
        }
    }

    /// Leaves out what can't be asked about: objects of models that the database does not know, ids of
    /// objects that were refused, and objects whose own ids are made of those.
    ///
    /// - Complexity: O(*n*) in the objects of the session.
    mutating func keepAskable(isKnown: (String) -> Bool) {
        for place in operations.indices where !isKnown(models[operations[place].model].name) {
            refuse(place)
        }
        for place in operations.indices {
            let parts = operations[place].parts ?? []
            let planned = operations[place].planned
            if planned.contains(where: { parts.contains($0.field) && isLost($0.handle) }) {
                refuse(place)
            }
        }
        let source = arena
        for place in operations.indices {
            var lost = FieldMask()
            for value in operations[place].planned {
                lost.mark(value.field, if: isLost(value.handle))
            }
            if !lost.isEmpty { leaveOut(lost, at: place, of: source) }
        }
        var askable: [StructureOperation] = []
        for operation in structures {
            if let model = operation.owner.model, !isKnown(model) { continue }
            if case .planned(_, let handle) = operation.owner.storage, isLost(handle) { continue }
            askable.append(operation.without { isLost($0) })
        }
        structures = askable
    }

    /// Whether there is anything to ask about.
    var isAskable: Bool {
        !structures.isEmpty || operations.contains { $0.kind != .nothing }
    }

    /// Whether an object is of another session, or was refused.
    private func isLost(_ handle: Handle) -> Bool {
        handle.session != number || refused.contains(handle.position)
    }

    private mutating func leaveOut(_ lost: FieldMask, at place: Int, of source: Arguments) {
        let operation = operations[place]
        let kept = operation.present.subtracting(lost)
        let start = arena.count
        for position in kept.positions {
            guard let value = operation.place(of: position) else { continue }
            arena.append(contentsOf: source, value..<value + 1)
        }
        operations[place].present = kept
        operations[place].planned.removeAll { lost.contains($0.field) }
        operations[place].values = start..<arena.count
        noteIncomplete(operation)
    }

    /// Whether a violation may be gone once what was refused is mended.
    func isConsequence(_ violation: Violation) -> Bool {
        let model = violation.model
        switch violation.rule {
        case .unique(_, let owner):
            // Values that several fields have together are no longer those that were meant.
            let isMixed = violation.field?.contains(", ") ?? false
            return isOpen(model, owner) || isMixed && isOpen(model, violation.id ?? "")
        case .restricted(let model, let id), .partOfID(let model, let id):
            return isOpen(model, id)
        case .missingReference(let model, let id):
            return contains(unsettled, model, id)
        case .missingObject, .existingObject:
            return contains(unsettled, model, violation.id ?? "")
        default: return false
        }
    }

    /// Whether nothing tells which values an object will have.
    private func isOpen(_ model: String, _ id: String) -> Bool {
        contains(unsettled, model, id) || contains(incomplete, model, id)
    }

    private func contains(_ objects: Set<Identity>, _ model: String, _ id: String) -> Bool {
        models.firstIndex { $0.name == model }
            .map { objects.contains(Identity(model: $0, id: id)) } ?? false
    }
}
