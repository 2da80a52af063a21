import SwiftSyntax

/// What `@Ordering` says of a property.
struct WrittenOrdering {
    let isDescending: Bool
    /// The way from the property to what orders: a field of what it refers to, or a leaf.
    let path: [String]

    /// The arguments that make an ordering of a schema.
    func arguments(of property: StoredProperty) -> String {
        if property.isReference {
            let path = self.path.joined(separator: ".")
            return "\"\(property.name)\", \(property.storedType).self, by: \\.\(path), "
                + "isDescending: \(isDescending)"
        }
        if property.isFlattened {
            let path = self.path.map { "\"\($0)\"" }.joined(separator: ", ")
            return "field: \"\(property.name)\", isDescending: \(isDescending), path: [\(path)]"
        }
        return "\"\(property.name)\", \(property.storedType).self, isDescending: \(isDescending)"
    }
}

extension Markers {
    /// The ordering by this property; nil when it gives none.
    func ordering(_ role: StoredProperty.Role, _ type: WrittenType) -> WrittenOrdering? {
        guard let marker = self[.ordering] else { return nil }
        let by = marker.arguments.first { $0.label?.text == "by" }?.expression
        let names = by?.literalText?.split(separator: ".", omittingEmptySubsequences: false)
            .map(String.init)
        let isLeaf = role == .json(isFlattened: true)
        if let by, !(names ?? [""]).allSatisfy({ isLeaf ? $0.isKey : $0.isFieldName }) {
            report(.ordering(.pathNotWrittenOut), at: by)
            return nil
        }
        switch role {
        case .id:
            report(.orderingOnID(property), removing: marker)
            return nil
        case .embedded: return nil
        case .json(isFlattened: false):
            report(
                .storing(.indexOnJSON(property, marker: marker.title)),
                removing: marker
            )
            return nil
        case .reference(let rule):
            guard names?.count == 1, rule != "keep" else {
                report(
                    .ordering(
                        rule == "keep" ? .byKept(property) : .referenceWithoutField(property)
                    ),
                    at: marker.node
                )
                return nil
            }
        case .json(isFlattened: true):
            guard names != nil else {
                report(.ordering(.jsonWithoutLeaf(property)), at: marker.node)
                return nil
            }
        case .value:
            if let by {
                report(.ordering(.pathOfValue(property)), at: by)
                return nil
            }
            if type.hasNoNumericOrder {
                report(.orderingWithoutNumbers(property, type: type.base), removing: marker)
                return nil
            }
        }
        return WrittenOrdering(isDescending: marker.choice == "descending", path: names ?? [])
    }
}

extension String {
    /// Whether this is a key of JSON that a literal can say as it is.
    fileprivate var isKey: Bool { !isEmpty && !contains { $0 == "\\" || $0 == "\"" } }
}
