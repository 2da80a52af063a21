import SwiftDiagnostics

/// What a developer can get wrong in links.
enum LinkDiagnosis: Error {
    case badName(String)
    case noType(String)
    case otherType(String, String)
    case ownValue(String)
    case noArgument(String, String, StoredLinks.Kind)
    case notWrittenOut(String)
    case sameEnds(String)
    case markerBeside(String, marker: String)
    case inGroup(String)
    case noMarker(String)

    /// The edit that puts it right, where that is obvious.
    func correction(of marker: Marker) -> FixIt? {
        switch self {
        case .otherType: .remove(marker)
        case .noArgument: .removeArgument(of: marker)
        default: nil
        }
    }

    /// One sentence with the way out.
    var message: String {
        switch self {
        case .badName(let name):
            "'\(name)' cannot name links: use ASCII letters, digits and '_', and no digit first"
        case .noType(let name):
            "'\(name)' needs its type written, because a macro cannot see inferred ones"
        case .otherType(let name, let type):
            "'\(name)' is of type '\(type)', which is no links: write 'Links<Group>', or "
                + "'LinksThrough<Membership, Group>' for a model between of your own"
        case .ownValue(let name):
            "'\(name)' is links of an object in the database, which are not set but changed: write "
                + "'var' and no value"
        case .noArgument(let name, let argument, .links):
            "'\(name)' takes its way through a model that nobody declares: remove '\(argument)', or "
                + "write 'LinksThrough' and the model"
        case .noArgument(let name, let argument, .through):
            "'\(name)' takes its way through a model of your own, which says this itself: remove "
                + "'\(argument)'"
        case .notWrittenOut(let name):
            "what is said of '\(name)' is read from the source, not run: write literals such as "
                + "\"app.member\", 'ids: .python27' or 'from: \"owner\"'"
        case .sameEnds(let name):
            "'\(name)' would lead back to where it comes from: say by 'from' and 'to' which "
                + "references of the model between are meant"
        case .markerBeside(let name, let marker):
            "'\(name)' is links, and no field: remove \(marker)"
        case .inGroup(let name):
            "'\(name)' is in a group of fields, which is no object: give the links to the model"
        case .noMarker(let name):
            "'\(name)' is links with a model between: mark it @ManyToMany"
        }
    }
}
