import SwiftDiagnostics
import SwiftSyntax

/// One structure of a model, as read from its source: it has a key of its own and no place in the hash.
struct StoredStructure {
    /// The name as the source writes it, with backticks where it has them.
    let word: String
    /// The whole type.
    let type: String
    let kind: Kind
    /// How elements are written: a case of the schema.
    let coding: String
    let isStatic: Bool
    let access: Access

    /// The name without backticks.
    var name: String { word.withoutBackticks }

    /// The structures by the names of their types; the raw value is the case in the schema.
    enum Kind: String {
        case list, set, zset, hash, series, string, array

        init?(typeName: String?) {
            switch typeName {
            case "RemoteList": self = .list
            case "RemoteSet": self = .set
            case "RemoteSortedSet": self = .zset
            case "RemoteHash": self = .hash
            case "RemoteSeries": self = .series
            case "RemoteString": self = .string
            case "RemoteArray": self = .array
            default: return nil
            }
        }

        /// Whether what it holds is always bytes, or always numbers.
        var hasNoCoding: Bool { self == .string || self == .array }
    }

    /// Reads a property that is marked so.
    ///
    /// - Throws: Why it can't be a structure.
    init(
        _ binding: PatternBindingSyntax,
        of variable: VariableDeclSyntax,
        _ marker: Marker
    ) throws(StructureDiagnosis) {
        word = binding.pattern.trimmedDescription
        let name = word.withoutBackticks
        guard name.isFieldName else { throw .badName(name) }
        guard let written = binding.annotation(in: variable)?.type else { throw .noType(name) }
        guard let kind = Kind(typeName: written.name(in: "StdnetODM")) else {
            throw .otherType(name, written.trimmedDescription)
        }
        guard variable.bindingSpecifier.tokenKind == .keyword(.var), binding.initializer == nil,
            binding.accessorBlock == nil
        else { throw .ownValue(name) }
        guard marker.argument == nil || !kind.hasNoCoding else { throw .noCoding(name) }
        self.kind = kind
        type = written.trimmedDescription
        isStatic = variable.isStatic
        access = Access(variable.modifiers) ?? .module
        let isOfReferences = written.genericArguments.first?.name(in: "StdnetODM") == "Ref"
        let usual = kind.hasNoCoding ? "bytes" : isOfReferences ? "ids" : "json"
        coding = marker.argument == nil ? usual : marker.choice ?? usual
    }

    /// The structure as a value.
    var value: String {
        "\(type)(of: \(isStatic ? "Self.self" : "self"), \"\(name)\", coding: .\(coding))"
    }

    /// The structure in a schema.
    var schema: String {
        "StdnetODM.StructureSchema(name: \"\(name)\", type: .\(kind.rawValue), coding: .\(coding), "
            + "isStatic: \(isStatic))"
    }
}

/// What a developer can get wrong in a structure.
enum StructureDiagnosis: Error {
    case badName(String)
    case noType(String)
    case otherType(String, String)
    case ownValue(String)
    case noCoding(String)
    case markerBeside(String, marker: String)
    case inGroup(String)
    case noMarker(String)

    /// The edit that puts it right, where that is obvious.
    func correction(of marker: Marker) -> FixIt? {
        switch self {
        case .otherType: .remove(marker)
        case .noCoding: .removeArgument(of: marker)
        default: nil
        }
    }

    /// One sentence with the way out.
    var message: String {
        switch self {
        case .badName(let name):
            "'\(name)' cannot name a structure: use ASCII letters, digits and '_', and no digit first"
        case .noType(let name):
            "'\(name)' needs its type written, because a macro cannot see inferred ones"
        case .otherType(let name, let type):
            "'\(name)' is of type '\(type)', which is no structure: write one such as "
                + "'RemoteList<String>', or remove @Structure"
        case .ownValue(let name):
            "'\(name)' is a structure in the database, which is not set but changed: write 'var' and no "
                + "value"
        case .noCoding(let name):
            "'\(name)' has no elements that could be written in another way: write '@Structure'"
        case .markerBeside(let name, let marker):
            "'\(name)' is a structure with a key of its own, and no field: remove \(marker)"
        case .inGroup(let name):
            "'\(name)' is in a group of fields, which has no key of its own: give the structure to the "
                + "model"
        case .noMarker(let name):
            "'\(name)' is a structure with a key of its own: mark it @Structure"
        }
    }
}
