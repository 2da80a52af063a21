import StdnetODM

extension OracleCommit {
    /// Follows the delete rules until nothing more is found; false when a rule forbids an end.
    mutating func followRules() -> Bool {
        var queue = Array(deleted)
        var forbidding: [Place] = []
        while let target = queue.popLast() {
            for (place, field) in referrers(to: target) {
                switch field.reference?.onDelete {
                case .cascade: if deleted.insert(place).inserted { queue.append(place) }
                case .nullify: override(field.attribute, of: place, nil)
                case .restrict: forbidding.append(place)
                default: break
                }
            }
        }
        return forbidding.allSatisfy { deleted.contains($0) }
    }

    /// What referred to an object before the commit, but for what the session writes itself: that is
    /// checked as any reference.
    func referrers(to target: Place) -> [(Place, FieldSchema)] {
        var found: [(Place, FieldSchema)] = []
        for schema in before.schemas {
            for field in schema.fields where field.reference?.target == target.model {
                for (id, object) in before.objects[schema.name, default: [:]]
                where object.values[field.attribute] == Bytes(target.id.utf8) {
                    let place = Place(model: schema.name, id: id)
                    let isWritten = change(of: place)?.written.contains(field.attribute) == true
                    if !isWritten, !replaced.contains(place) { found.append((place, field)) }
                }
            }
        }
        return found
    }

    /// What the session does to an object that is there.
    func change(of place: Place) -> Change? { changes.values.first { $0.origin == place } }
}

extension Oracle {
    /// Whether no value of a unique field, and no values of fields that are unique together, have two
    /// owners.
    var isUnique: Bool {
        schemas.allSatisfy { schema in
            let alone = schema.fields.filter(\.index.isUnique).map { [$0.attribute] }
            return (alone + schema.attributesTogether).allSatisfy { attributes in
                let values = objects[schema.name, default: [:]].values.compactMap { object in
                    object.values(attributes)
                }
                return Set(values).count == values.count
            }
        }
    }

    /// Whether every reference that is not kept anyway leads to an object.
    var leadsSomewhere: Bool {
        schemas.allSatisfy { schema in
            schema.fields.allSatisfy { field in
                guard let reference = field.reference, reference.onDelete != .keep else {
                    return true
                }
                return objects[schema.name, default: [:]].values.allSatisfy { object in
                    guard let target = object.values[field.attribute] else { return true }
                    let name = String(decoding: target, as: UTF8.self)
                    return objects[reference.target]?[name] != nil
                }
            }
        }
    }
}

extension Oracle.Object {
    /// The values of some attributes; nil when one of them is absent.
    func values(_ attributes: [String]) -> [Bytes]? {
        let found = attributes.compactMap { values[$0] }
        return found.count == attributes.count ? found : nil
    }
}

extension ModelSchema {
    /// The attributes that are unique together.
    var attributesTogether: [[String]] {
        uniqueTogether.map { names in names.compactMap { self[field: $0]?.attribute } }
    }
}
