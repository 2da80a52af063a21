import SwiftSyntax

/// The markers of one property, each at most once, and what they make of it.
struct Markers {
    private let property: String
    private let findings: Findings
    private var kinds: [Marker.Kind: Marker] = [:]

    /// Reports those that are here twice or can't be understood.
    init(_ markers: [Marker], of property: String, in findings: Findings) {
        self.property = property
        self.findings = findings
        for marker in markers {
            if kinds[marker.kind] != nil {
                findings.report(.markerTwice(marker.title), at: marker.node, fix: .remove(marker))
                continue
            }
            kinds[marker.kind] = marker
            if let argument = marker.argument, marker.choice == nil {
                findings.report(
                    .markerNotWrittenOut(marker.title, choices: marker.kind.choices),
                    at: argument
                )
            }
        }
    }

    subscript(kind: Marker.Kind) -> Marker? { kinds[kind] }

    func roleOfID(_ type: WrittenType, _ node: TypeSyntax) -> StoredProperty.Role {
        for marker in [self[.index], self[.unique]].compactMap(\.self) {
            report(.indexOnID(property, marker: marker.title), removing: marker)
        }
        if let marker = self[.reference] { report(.referenceOnID(property), removing: marker) }
        if type.isOptional, type.plainName != "Int" {
            findings.report(
                .optionalID(property, type: type.base),
                at: node,
                fix: .replace(node, by: type.base)
            )
            return .id(isAutomatic: false)
        }
        return .id(isAutomatic: type.isOptional)
    }

    func roleOfReference(_ type: WrittenType, _ node: TypeSyntax) -> StoredProperty.Role {
        for marker in [self[.index], self[.unique]].compactMap(\.self) {
            report(.indexOnReference(property, marker: marker.title), removing: marker)
        }
        let rule = self[.reference]?.choice ?? "restrict"
        if rule == "nullify", !type.isOptional, let argument = self[.reference]?.argument {
            findings.report(.nullifyRequired(property), at: argument, fix: .append("?", to: node))
            return .reference(onDelete: "restrict")
        }
        return .reference(onDelete: rule)
    }

    /// Nil when the property is meant to be a reference and its type is no value.
    func roleOfValue(_ type: WrittenType, _ node: TypeSyntax) -> StoredProperty.Role? {
        if let marker = self[.reference] {
            let diagnosis = Diagnosis.referenceWithoutRef(
                property,
                type: type.base,
                isStandardValue: type.isStandardValue
            )
            guard type.isStandardValue else {
                let source = "Ref<\(type.base)>" + (type.isOptional ? "?" : "")
                findings.report(diagnosis, at: node, fix: .replace(node, by: source))
                return nil
            }
            report(diagnosis, removing: marker)
        }
        let marked = [self[.unique], self[.index]].compactMap(\.self)
        var isRange = marked.contains { $0.choice == "range" }
        if isRange, type.hasNoNumericOrder {
            for marker in marked where marker.choice == "range" {
                findings.report(
                    .rangeWithoutOrder(property, type: type.base, marker: marker.title),
                    at: marker.argument.map(Syntax.init) ?? Syntax(marker.node),
                    fix: .removeArgument(of: marker)
                )
            }
            isRange = false
        }
        guard let unique = self[.unique] else {
            return .value(self[.index] == nil ? .none : isRange ? .range : .equality)
        }
        if let index = self[.index] {
            let kept = isRange ? "@Unique(.range)" : "@Unique"
            findings.report(
                .indexAndUnique(kept: kept),
                at: index.node,
                fix: .keep(unique, as: kept, without: index)
            )
        }
        return .value(isRange ? .uniqueRange : .unique)
    }

    /// Whether the ordering by this property is descending; nil when it gives none.
    func ordering(_ role: StoredProperty.Role, _ type: WrittenType) -> Bool? {
        guard let marker = self[.ordering] else { return nil }
        if case .id = role {
            report(.orderingOnID(property), removing: marker)
            return nil
        }
        if type.hasNoNumericOrder || type.target != nil {
            report(.orderingWithoutNumbers(property, type: type.base), removing: marker)
            return nil
        }
        return marker.choice == "descending"
    }

    private func report(_ diagnosis: Diagnosis, removing marker: Marker) {
        findings.report(diagnosis, at: marker.node, fix: .remove(marker))
    }
}
