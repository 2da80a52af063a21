extension Expansion {
    /// Whether a group is read and written from a place that the model around it says.
    private var isGroup: Bool { if case .group = subject { true } else { false } }

    func storedID(_ identity: Identity) -> String {
        switch identity {
        case .property(let id):
            return "\(prefix)var storedID: \(id.type.base)? { self.\(id.word) }"
        case .parts(let algorithm):
            let parts = properties.filter(\.isPartOfID).map { "id.append(self.\($0.word))" }
            return block(
                "\(prefix)var storedID: StdnetODM.CompositeID?",
                ["var id = StdnetODM.CompositeID.Builder(.\(algorithm))"] + parts
                    + ["return id.finish()"]
            )
        }
    }

    var encoder: String {
        block(
            "\(prefix)func encode(into fields: inout StdnetODM.FieldWriter"
                + (isGroup ? ", at start: Int)" : ")"),
            placed { place, field in
                if field.isEmbedded {
                    return "self.\(field.word).encode(into: &fields, at: \(place))"
                }
                guard let wrapper = field.wrapper else {
                    return "fields.write(\(place), self.\(field.word))"
                }
                return field.type.isOptional
                    ? "fields.write(\(place), self.\(field.word).map { \(wrapper)($0) })"
                    : "fields.write(\(place), \(wrapper)(self.\(field.word)))"
            }
        )
    }

    var changes: String {
        let marks = placed { place, field in
            field.isEmbedded
                ? "self.\(field.word).changes(since: old.\(field.word), at: \(place), in: &mask)"
                : "mask.mark(\(place), if: self.\(field.word) != old.\(field.word))"
        }
        if isGroup {
            let mask = "in mask: inout StdnetODM.FieldMask"
            return block("\(prefix)func changes(since old: \(type), at start: Int, \(mask))", marks)
        }
        let mask = "StdnetODM.FieldMask()"
        return block(
            "\(prefix)func changes(since old: \(type)) -> StdnetODM.FieldMask",
            marks.isEmpty ? ["return \(mask)"] : ["var mask = \(mask)"] + marks + ["return mask"]
        )
    }

    /// What absent fields read as; nothing where no property has an initial value.
    var defaults: [String] {
        guard fields.contains(where: { $0.hasDefault || $0.isEmbedded }) else { return [] }
        let lines = placed { place, field in
            if field.isEmbedded {
                return "\(field.type.base).encodeDefaults(into: &fields, at: \(place))"
            }
            guard let value = field.initializer, field.hasDefault else { return "" }
            let typed = "(\(value)) as \(field.type.source)"
            let stored = field.wrapper.map { "\($0)(\(typed))" } ?? typed
            return "fields.write(\(place), default: \(stored))"
        }
        let head =
            "\(prefix)static func encodeDefaults(into fields: inout StdnetODM.FieldWriter"
            + (isGroup ? ", at start: Int)" : ")")
        return [block(head, lines.filter { !$0.isEmpty })]
    }

    /// What a property is set to when an object is read.
    func reading(_ field: StoredProperty, at place: String) -> String {
        if field.isEmbedded { return "try \(field.type.base)(row: row, at: \(place))" }
        var arguments = place
        if field.wrapper != nil { arguments += ", as: \(field.storedType).self" }
        if field.hasDefault {
            arguments +=
                ", defaults: "
                + (isGroup
                    ? "{ Self.encodeDefaults(into: &$0, at: start) }"
                    : "Self.encodeDefaults(into:)")
        }
        let value = "try row.read(\(arguments))"
        guard field.wrapper != nil else { return value }
        return field.type.isOptional ? "(\(value))?.value" : "(\(value)).value"
    }
}
