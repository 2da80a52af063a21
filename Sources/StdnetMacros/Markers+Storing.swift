import SwiftDiagnostics
import SwiftSyntax

extension Markers {
    /// The role of a property with fields of its own; nil when its type has none.
    func roleOfEmbedded(_ type: WrittenType, _ node: TypeSyntax) -> StoredProperty.Role? {
        for marker in all(.id, .index, .unique, .reference, .ordering, .field, .json) {
            report(.storing(.markerOnEmbedded(property, marker: marker.title)), removing: marker)
        }
        guard let marker = self[.embedded] else { return nil }
        if type.isStandardValue {
            report(.storing(.embeddedValue(property, type: type.base)), removing: marker)
            return nil
        }
        if type.isOptional {
            report(
                .storing(.embeddedOptional(property)),
                at: node,
                fix: .replace(node, by: type.base)
            )
        }
        return .embedded
    }

    /// The role of a property that is stored as JSON.
    func roleOfJSON(_ type: WrittenType) -> StoredProperty.Role {
        for marker in all(.index, .unique, .reference) {
            report(.storing(.indexOnJSON(property, marker: marker.title)), removing: marker)
        }
        if let marker = self[.json], self[.id] != nil {
            report(.storing(.partAsJSON(property)), removing: marker)
        }
        guard let marker = self[.json], marker.choice == "flattened" else {
            return .json(isFlattened: false)
        }
        if type.isStandardValue || type.isSequence {
            report(
                .storing(.flattenedValue(property, type: type.base)),
                at: marker.argument.map(Syntax.init) ?? Syntax(marker.node),
                fix: .removeArgument(of: marker)
            )
            return .json(isFlattened: false)
        }
        return .json(isFlattened: true)
    }

    /// Reports an id that is made of what may be absent.
    func checkPartOfID(_ type: WrittenType, _ node: TypeSyntax) {
        if type.isOptional {
            report(.optionalPart(property), at: node, fix: .replace(node, by: type.base))
        }
    }

    /// Reports options that the other markers or the type contradict.
    func checkOptions(_ type: WrittenType, _ node: TypeSyntax, hasInitializer: Bool) {
        guard let field = self[.field] else { return }
        let indexes = all(.index, .unique, .reference, .ordering)
        if options.isCached {
            for marker in indexes {
                report(.storing(.indexOnCached(property, marker: marker.title)), removing: marker)
            }
            if type.target != nil {
                if self[.reference] == nil {
                    report(
                        .storing(.cachedReference(property)),
                        at: field.node,
                        fix: field.without("cached")
                    )
                }
            } else if self[.id] != nil {
                report(.storing(.cachedID(property)), at: field.node, fix: field.without("cached"))
            } else if !type.isOptional, !hasInitializer {
                report(.storing(.cachedRequired(property)), at: node, fix: .append("?", to: node))
            }
        }
        guard let former = options.formerly else { return }
        if self[.json]?.choice == "flattened" {
            report(
                .storing(.formerlyFlattened(property)),
                at: field.node,
                fix: field.without("formerly")
            )
        } else if former == options.attribute ?? (type.target == nil ? property : property + "_id")
        {
            report(
                .storing(.formerlyTheSame(property, former)),
                at: field.node,
                fix: field.without("formerly")
            )
        } else if !indexes.isEmpty || type.target != nil || self[.id] != nil {
            report(
                .storing(.formerlyIndexed(property, former)),
                at: field.node,
                fix: field.keepingStoredName(former)
            )
        }
    }
}

extension Marker {
    /// Takes one argument away, or the whole marker when nothing is left of it.
    fileprivate func without(_ label: String) -> FixIt {
        let rest = arguments.filter { $0.label?.text != label }
        return rest.isEmpty ? .remove(self) : replacing(with: rest.map(\.sourceText))
    }

    /// Makes the former name the present one.
    fileprivate func keepingStoredName(_ former: String) -> FixIt {
        let rest = arguments.filter { $0.label != nil && $0.label?.text != "formerly" }
        return replacing(with: ["\"\(former)\""] + rest.map(\.sourceText))
    }

    private func replacing(with arguments: [String]) -> FixIt {
        .replace(node, by: source(with: arguments))
    }
}

extension LabeledExprSyntax {
    fileprivate var sourceText: String {
        (label.map { "\($0.text): " } ?? "") + expression.trimmedDescription
    }
}
