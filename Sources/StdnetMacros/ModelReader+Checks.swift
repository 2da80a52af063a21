import SwiftDiagnostics
import SwiftSyntax

extension ModelReader {
    /// No two properties are stored under one name; at most 256 are stored.
    ///
    /// What is embedded has names that are not seen here; a database looks at them when it is opened.
    /// The id has no place in the hash, but tables that are made of the schema have a column for it.
    mutating func checkAttributes() {
        var owners: [String: String] = [:]
        for property in properties where !property.isEmbedded {
            if let owner = owners[property.attribute] {
                findings.report(
                    .sameAttribute(property.name, owner, attribute: property.attribute),
                    at: property.node
                )
            }
            owners[property.attribute] = property.name
        }
        for property in properties {
            guard let former = property.options.formerly, former != property.attribute else {
                continue
            }
            if let owner = owners.updateValue(property.name, forKey: former) {
                findings.report(
                    .sameAttribute(property.name, owner, attribute: former),
                    at: property.node
                )
            }
        }
        for flattened in properties where flattened.isFlattened {
            for (attribute, name) in owners where attribute.hasPrefix(flattened.attribute + "__") {
                guard let property = properties.first(where: { $0.name == name }) else { continue }
                findings.report(
                    .storing(.amongLeaves(name, of: flattened.name, attribute: attribute)),
                    at: property.node
                )
            }
        }
        let fields = properties.filter { !$0.isID }
        if fields.count > 256 {
            refuse(.tooManyFields(fields[256].name), at: fields[256].node)
        }
    }

    /// At most one property orders the objects.
    func checkOrdering() {
        let ordered = properties.filter { $0.ordering != nil }
        for property in ordered.dropFirst() {
            let variable = property.node.parent?.parent?.parent?.as(VariableDeclSyntax.self)
            let marker = variable?.markers.first { $0.kind == .ordering }
            findings.report(
                .secondOrdering(first: ordered[0].name),
                at: marker.map { Syntax($0.node) } ?? property.node,
                fix: marker.map(FixIt.remove)
            )
        }
    }

    /// The names of the expansion are free.
    mutating func checkName(of binding: PatternBindingSyntax, isStatic: Bool) {
        guard let word = binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.text else {
            return
        }
        let taken =
            switch (isGroup, isStatic) {
            case (true, true): ["fieldSchemas"]
            case (true, false): [String]()
            case (false, true): ["fields", "schema", "modelName", "impliedSchemas"]
            case (false, false): ["storedID"]
            }
        let name = word.withoutBackticks
        if taken.contains(name) { refuse(.reservedName(name), at: binding.pattern) }
    }

    /// The names of the nested types of the expansion are free; `ID` may be there if it is the id's.
    mutating func checkNestedTypes(_ members: MemberBlockItemListSyntax) {
        let isIDWritten = properties.contains { $0.isID && $0.type.base == "ID" }
        for member in members {
            let declaration = member.decl.asProtocol((any NamedDeclSyntax).self)
            guard let token = declaration?.name, !member.decl.is(FunctionDeclSyntax.self) else {
                continue
            }
            if token.text == "Fields" || (token.text == "ID" && !isIDWritten && !isGroup) {
                refuse(.reservedName(token.text), at: token)
            }
        }
    }
}
