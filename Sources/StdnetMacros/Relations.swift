/// The types that stand for the references of a model, one for each.
struct Relations {
    /// Their declarations within the vocabulary.
    let declarations: [String]
    private let names: [String: String]

    init(of properties: [StoredProperty], in model: String, access: Access) {
        var taken = Set(properties.map(\.name))
        var names: [String: String] = [:]
        var declarations: [String] = []
        for property in properties {
            guard let target = property.type.target else { continue }
            var name = property.name + "_"
            while !taken.insert(name).inserted { name += "_" }
            names[property.name] = name

            let prefix = property.access.prefixOfHandle(in: access)
            var lines: [String] = []
            // An alias within the type would stand for itself if it had the name of what it means.
            let outside = { (type: String, role: String) in
                let word = String(type.prefix { $0 != "." })
                guard ["Source", "Target", "Loaded"].contains(word) else { return type }
                let alias = "\(name)\(role)"
                declarations.append("\(prefix)typealias \(alias) = \(type)")
                return alias
            }
            let source = outside(model, "Source")
            let seen = outside(target, "Target")
            lines.append("\(prefix)typealias Source = \(source)")
            lines.append("\(prefix)typealias Target = \(seen)")
            lines.append(
                "\(prefix)typealias Loaded = \(seen)\(property.type.isOptional ? "?" : "")"
            )
            lines.append("\(prefix)static var name: String { \"\(property.name)\" }")
            declarations.append(
                block("\(prefix)nonisolated enum \(name): StdnetODM.Relation", lines)
            )
        }
        self.names = names
        self.declarations = declarations
    }

    func name(of property: StoredProperty) -> String { names[property.name] ?? property.name + "_" }
}
