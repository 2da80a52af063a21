// All objects of a model whose objects the database numbers.
extension Loading {
    /// All objects in the order of their numbers; nil where something else is asked for, or where there
    /// are fewer objects than numbers by far.
    ///
    /// Who is there is asked beside the reading, not before it, and while one step is on its way what the
    /// last one brought becomes values.
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
        var outputs: [Output] = []
        outputs.reserveCapacity(total)
        var found = 0
        var ids = numbers(from: 0, of: largest)
        var read = await replies(to: ids, asksWho: true)
        var place = ids.count
        while !ids.isEmpty {
            let next = numbers(from: place, of: largest)
            async let following = next.isEmpty ? .success([]) : replies(to: next, asksWho: true)
            let rows = try rows(of: ids, asksWho: true, read)
            outputs += rows.outputs
            found += rows.found
            read = await following
            ids = next
            place += next.count
        }
        // Ids that somebody gave need not be among the numbers.
        return found < total ? nil : outputs
    }

    /// One step of the numbers, from a place in their order on.
    private func numbers(from place: Int, of largest: Int) -> [Bytes] {
        (place..<max(place, min(place + database.reach.step, largest))).map {
            Bytes("\(selection.plan.isReversed ? largest - $0 : $0 + 1)".utf8)
        }
    }
}
