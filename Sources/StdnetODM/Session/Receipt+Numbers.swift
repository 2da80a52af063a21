extension Receipt {
    /// The id of the object at a place of the session, where the commit told or gave it; nil elsewhere.
    func id(of model: String, at place: Int) -> String? {
        if let found = identified[place] { return String(decoding: found.id, as: UTF8.self) }
        return number(of: model, at: place).map { "\($0)" }
    }

    /// The number that the object at a place of the session got; nil when it got none.
    func number(of model: String, at place: Int) -> Int? {
        guard let objects = numbered.first(where: { $0.model == model }),
            let offset = objects.offset(of: place)
        else { return nil }
        return objects.first + offset
    }
}
