/// Why something in the database is not in a table: the last column of `reject`.
enum Misfit: Equatable {
    case notInteger, notNumber, notText, notBoolean, notDate, notDay, notMidnight
    case notANumber, outsideCalendar
    case missing
    case noObject
    case notHash
    case invalidIdentifier
    case duplicate
    case dangling(target: String)
    case otherType(String)
    case notAnArray

    /// What `reject` says.
    var reason: String {
        switch self {
        case .notInteger: "not an integer of 64 bits"
        case .notNumber: "not a number"
        case .notText: "not UTF-8"
        case .notBoolean: "neither 0 nor 1"
        case .notDate: "not seconds since 1970"
        case .notDay: "not whole seconds since 1970"
        case .notMidnight: "not midnight in UTC"
        case .notANumber: "NaN, which SQLite can't tell from no value"
        case .outsideCalendar: "outside of the years 0000 to 9999"
        case .missing: "missing, and not optional"
        case .noObject: "no object under this id"
        case .notHash: "the object is not a hash"
        case .invalidIdentifier: "not an id of the model"
        case .duplicate: "another object has the same value, and it has to be unique"
        case .otherType(let type): "the structure is of another type: \(type)"
        case .notAnArray: "not a whole number of doubles"
        case .dangling(let target): "refers to a '\(target)' that is not there"
        }
    }
}
