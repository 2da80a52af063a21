extension CommitCall {
    /// Writes what is to be done to structures; what may be one command is one.
    mutating func appendStructures(of session: borrowing Session) {
        var starts: [Int] = []
        for place in session.structures.indices {
            let continues =
                place > 0 && session.structures[place].continues(session.structures[place - 1])
            if !continues { starts.append(place) }
        }
        arguments.append(starts.count)
        var alone = 0
        for (start, end) in zip(starts, starts.dropFirst() + [session.structures.count]) {
            append(session.structures[start].owner, &alone)
            for place in start + 1..<end where session.structures[place].key != nil { alone += 1 }
            arguments.append(session.structures[start].name)
            arguments.append(session.structures[start].type.keyType)
            arguments.append(session.structures[start].verb.rawValue)
            let part = session.structures[start..<end]
            arguments.append(part.reduce(0) { $0 + $1.arguments.count })
            for operation in part { arguments.append(contentsOf: operation.arguments) }
            arguments.append(part.reduce(0) { $0 + $1.planned.count })
            var first = 1
            for operation in part {
                for (argument, handle) in operation.planned {
                    arguments.append(first + argument)
                    arguments.append(handle.position + 1)
                }
                first += operation.arguments.count
            }
        }
    }

    /// Writes whose structure it is.
    ///
    /// Keys that stand alone are among the keys of the call, one for each operation on one.
    private mutating func append(_ owner: StructureOperation.Owner, _ alone: inout Int) {
        let place = 1 + (models.firstIndex { $0.name == owner.model } ?? 0)
        switch owner.storage {
        case .object(_, let id):
            arguments.append("o" as StaticString)
            arguments.append(place)
            arguments.append(id)
        case .planned(_, let handle):
            arguments.append("p" as StaticString)
            arguments.append(place)
            arguments.append(handle.position + 1)
        case .model:
            arguments.append("c" as StaticString)
            arguments.append(place)
        case .key:
            alone += 1
            arguments.append("k" as StaticString)
            arguments.append(alone)
        }
    }
}

extension StructureOperation {
    /// The key of a structure that stands alone.
    var key: String? {
        if case .key(let key) = owner.storage { key } else { nil }
    }
}
