// All objects of a model whose objects the database numbers.
extension Loading {
    /// All objects in the order of their numbers; nil where something else is asked for, or where there
    /// are fewer objects than numbers by far.
    ///
    /// Who is there is asked beside the reading, not before it, and while some steps are on their way what
    /// the last one brought becomes values.
    func allByNumber() async throws(FetchFailure) -> [Output]? {
        let plan = selection.plan
        guard plan.condition == .all, plan.expression == nil, selection.slice.isWhole, !usesScript,
            plan.orders.isEmpty, schema.model.ordering == nil, schema.model.id.isAutomatic
        else { return nil }
        let measures: Finder.Measures
        do throws(BackendError) { measures = try await finder.measured(nil) } catch {
            throw .backend(error)
        }
        let total = measures.total
        guard let largest = measures.largest, largest >= total, largest / 2 <= total, total > 0
        else { return nil }
        return try await inOrder(of: largest, total: total)
    }

    /// Reads the numbers in steps, some of which are on their way at any time: the server has the next one
    /// while it sends the last.
    private func inOrder(of largest: Int, total: Int) async throws(FetchFailure) -> [Output]? {
        let step = database.reach.step
        let count = (largest + step - 1) / step
        let steps = await withTaskGroup(
            of: Step.self
        ) { group -> Result<(outputs: [Output], found: Int), FetchFailure> in
            var started = 0
            func start() {
                guard started < count else { return }
                let place = started
                started += 1
                group.addTask {
                    let ids = numbers(from: place * step, of: largest)
                    let replies = await replies(to: ids, asksWho: true)
                    return Step(place: place, ids: ids, replies: replies)
                }
            }
            for _ in 0..<3 { start() }
            var outputs: [Output] = []
            outputs.reserveCapacity(total)
            var found = 0
            var arrived: [Int: Step] = [:]
            for place in 0..<count {
                while arrived[place] == nil, let step = await group.next() {
                    arrived[step.place] = step
                }
                guard let step = arrived.removeValue(forKey: place) else { break }
                start()
                do throws(FetchFailure) {
                    let rows = try rows(of: step.ids, asksWho: true, step.replies)
                    outputs += rows.outputs
                    found += rows.found
                } catch {
                    group.cancelAll()
                    return .failure(error)
                }
            }
            return .success((outputs, found))
        }
        let all = try steps.get()
        // Ids that somebody gave need not be among the numbers.
        return all.found < total ? nil : all.outputs
    }

    /// One step of the numbers, from a place in their order on.
    private func numbers(from place: Int, of largest: Int) -> [Bytes] {
        (place..<max(place, min(place + database.reach.step, largest))).map {
            (selection.plan.isReversed ? largest - $0 : $0 + 1).withDigits { Bytes($0) }
        }
    }
}

/// What one step has brought.
private struct Step: Sendable {
    let place: Int
    let ids: [Bytes]
    let replies: Result<[Reply], BackendError>
}
