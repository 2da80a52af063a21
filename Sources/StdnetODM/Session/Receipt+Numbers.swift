extension Receipt {
    /// The number that the object at a place of the session got; nil when it got none.
    func number(of model: String, at place: Int) -> Int? {
        guard let objects = numbered.first(where: { $0.model == model }),
            let offset = objects.offset(of: place)
        else { return nil }
        return objects.first + offset
    }
}
