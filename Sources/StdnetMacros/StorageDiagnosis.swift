/// What a developer can get wrong in the way in which a property is stored.
enum StorageDiagnosis {
    case emptyFieldMarker
    case badStoredName
    case flagNotWrittenOut(String)
    case fieldMarkerOnID(String, marker: String)
    case keepRequired(String)
    case indexOnCached(String, marker: String)
    case cachedReference(String)
    case cachedID(String)
    case cachedRequired(String)
    case formerlyTheSame(String, String)
    case formerlyIndexed(String, String)
    case indexOnJSON(String, marker: String)
    case partAsJSON(String)
    case flattenedValue(String, type: String)
    case formerlyFlattened(String)
    case amongLeaves(String, of: String, attribute: String)
    case referenceNotPlain(String, marker: String)
    case markerOnEmbedded(String, marker: String)
    case embeddedValue(String, type: String)
    case embeddedOptional(String)
    case groupNotAStruct(String)

    /// One sentence with the way out.
    var message: String {
        switch self {
        case .emptyFieldMarker:
            "@Field says nothing here: write the name under which the field is stored, or remove it"
        case .badStoredName:
            "a stored name is a literal such as \"name\": use ASCII letters, digits and '_', and no "
                + "digit first"
        case .flagNotWrittenOut(let label):
            "'\(label)' is read from the source, not run: write 'true' or leave it out"
        case .fieldMarkerOnID(let name, let marker):
            "'\(name)' is the id, which is not in a field: remove \(marker)"
        case .keepRequired(let name):
            "'\(name)' leads nowhere when its target is deleted: make it optional, or choose "
                + "'.restrict' or '.cascade'"
        case .indexOnCached(let name, let marker):
            "'\(name)' is cached and may be cleared at any time, so it has no index: remove \(marker)"
        case .cachedReference(let name):
            "'\(name)' is a reference, which has an index, and a cached field has none: remove 'cached'"
        case .cachedID(let name):
            "'\(name)' is a part of the id, which is always there: remove 'cached'"
        case .cachedRequired(let name):
            "'\(name)' is cached and may be cleared at any time: make it optional, or give it the value "
                + "that it has then"
        case .formerlyTheSame(let name, let former):
            "'\(name)' is still stored as '\(former)': remove 'formerly'"
        case .formerlyIndexed(let name, let former):
            "'\(name)' has an index, which does not follow a field to another name: keep the stored name "
                + "with '@Field(\"\(former)\")'"
        case .indexOnJSON(let name, let marker):
            "'\(name)' is stored as JSON, which has no index: remove \(marker)"
        case .partAsJSON(let name):
            "'\(name)' is a part of the id, which is made of plain values: remove @JSON"
        case .flattenedValue(let name, let type):
            "'\(name)' is of type '\(type)', which has no names that fields could have: write '@JSON'"
        case .formerlyFlattened(let name):
            "'\(name)' is spread over many fields, and all of them have one name: remove 'formerly'"
        case .amongLeaves(let name, let other, let attribute):
            "'\(name)' is stored as '\(attribute)', which is a leaf of '\(other)': give it another name by "
                + "@Field"
        case .referenceNotPlain(let name, let marker):
            "'\(name)' is a reference, which is stored as an id: remove \(marker)"
        case .markerOnEmbedded(let name, let marker):
            "'\(name)' has fields of its own, and each of them its markers: remove \(marker)"
        case .embeddedValue(let name, let type):
            "'\(name)' is of type '\(type)', which is one value: name a @Fields struct, or remove "
                + "@Embedded"
        case .groupNotAStruct(let keyword):
            "@Fields goes on a struct, because what it is part of is a value: write 'struct' instead of "
                + "'\(keyword)'"
        case .embeddedOptional(let name):
            "'\(name)' is a part of every object: remove '?', and make its fields optional"
        }
    }
}
