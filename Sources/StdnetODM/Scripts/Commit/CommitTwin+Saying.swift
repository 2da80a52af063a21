/// The twin of the end of `inspect.lua`: what an operation says of an attribute.
extension CommitTwin {
    /// What becomes of an attribute.
    enum Written: Equatable {
        case value(Word)
        case absent
        case unchanged
    }

    func written(_ model: Int, _ operation: OperationState, _ attribute: Int) -> Written {
        if operation.isDeletion { return .absent }
        if models[model].attributes[attribute].isMade {
            return writtenTogether(model, operation, models[model].attributes[attribute].members)
        }
        if let detail = operation.detail, let override = detail.override[attribute] {
            return override.map { .value($0) } ?? .absent
        }
        let places = shapes[operation.shape].places
        guard attribute < places.count else { return .unchanged }
        switch places[attribute] {
        case .value(let place): return .value(operation.value(place, of: run.arguments))
        case .absent: return .absent
        case .unchanged: return .unchanged
        }
    }

    func stored(_ model: Int, _ operation: OperationState, _ attribute: Int) -> Word? {
        guard let old = operation.detail?.old, !old.isEmpty else { return nil }
        if models[model].attributes[attribute].isMade {
            return joined(models[model].attributes[attribute].members.map { old[$0] })
        }
        return attribute < old.count ? old[attribute] : nil
    }

    /// The value after the commit.
    func value(_ model: Int, _ operation: OperationState, _ attribute: Int) -> Word? {
        switch written(model, operation, attribute) {
        case .value(let word): word
        case .absent: nil
        case .unchanged: stored(model, operation, attribute)
        }
    }

    // MARK: Attributes that are made of others

    private func writtenTogether(
        _ model: Int,
        _ operation: OperationState,
        _ members: [Int]
    ) -> Written {
        guard members.contains(where: { written(model, operation, $0) != .unchanged }) else {
            return .unchanged
        }
        let parts = members.map { value(model, operation, $0) }
        return joined(parts).map { .value($0) } ?? .absent
    }

    /// Several values as one; nil when one of them is absent.
    private func joined(_ parts: [Word?]) -> Word? {
        var joined: [UInt8] = []
        for part in parts {
            guard let part else { return nil }
            joined += "\(part.bytes.count):".utf8
            joined += part.bytes
        }
        return joined.withUnsafeBytes { run.arena.keep($0) }
    }
}
