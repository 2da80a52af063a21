import SwiftDiagnostics
import SwiftSyntax

/// The markers of one property, each at most once, and what they make of it.
struct Markers {
    let property: String
    let options: FieldOptions
    private let findings: Findings
    private var kinds: [Marker.Kind: Marker] = [:]

    /// Reports those that are here twice or can't be understood.
    init(_ markers: [Marker], of property: String, in findings: Findings) {
        self.property = property
        self.findings = findings
        var kinds: [Marker.Kind: Marker] = [:]
        for marker in markers {
            if kinds[marker.kind] != nil {
                findings.report(.markerTwice(marker.title), at: marker.node, fix: .remove(marker))
                continue
            }
            kinds[marker.kind] = marker
            if let argument = marker.argument, !marker.kind.choices.isEmpty, marker.choice == nil {
                findings.report(
                    .markerNotWrittenOut(marker.title, choices: marker.kind.choices),
                    at: argument
                )
            }
        }
        options =
            kinds[.field].map { FieldOptions($0, of: property, in: findings) } ?? FieldOptions()
        self.kinds = kinds
    }

    subscript(kind: Marker.Kind) -> Marker? { kinds[kind] }

    /// The markers of some kinds, in the order of the kinds.
    func all(_ kinds: Marker.Kind...) -> [Marker] { kinds.compactMap { self[$0] } }

    func roleOfID(_ type: WrittenType, _ node: TypeSyntax) -> StoredProperty.Role {
        for marker in all(.index, .unique) {
            report(.indexOnID(property, marker: marker.title), removing: marker)
        }
        if let marker = self[.reference] { report(.referenceOnID(property), removing: marker) }
        for marker in all(.field, .json, .embedded) {
            report(.storing(.fieldMarkerOnID(property, marker: marker.title)), removing: marker)
        }
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
        for marker in all(.index, .unique) {
            report(.indexOnReference(property, marker: marker.title), removing: marker)
        }
        for marker in all(.json, .embedded) {
            report(.storing(.referenceNotPlain(property, marker: marker.title)), removing: marker)
        }
        let rule = self[.reference]?.choice ?? "restrict"
        guard !type.isOptional, let argument = self[.reference]?.argument else {
            return .reference(onDelete: rule)
        }
        if rule == "nullify" {
            findings.report(.nullifyRequired(property), at: argument, fix: .append("?", to: node))
            return .reference(onDelete: "restrict")
        }
        if rule == "keep" {
            findings.report(
                .storing(.keepRequired(property)),
                at: argument,
                fix: .append("?", to: node)
            )
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
        return .value(index(type))
    }

    private func index(_ type: WrittenType) -> StoredProperty.Index {
        let marked = all(.unique, .index)
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
            return self[.index] == nil ? .none : isRange ? .range : .equality
        }
        if let index = self[.index] {
            let kept = isRange ? "@Unique(.range)" : "@Unique"
            findings.report(
                .indexAndUnique(kept: kept),
                at: index.node,
                fix: .keep(unique, as: kept, without: index)
            )
        }
        return isRange ? .uniqueRange : .unique
    }

    func report(_ diagnosis: Diagnosis, removing marker: Marker) {
        findings.report(diagnosis, at: marker.node, fix: .remove(marker))
    }

    func report(_ diagnosis: Diagnosis, at node: some SyntaxProtocol, fix: FixIt? = nil) {
        findings.report(diagnosis, at: node, fix: fix)
    }
}
