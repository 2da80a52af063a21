extension Diagnosis {
    var message: String {
        switch self {
        case .notAStruct(let keyword):
            "@Model goes on a struct, because models are values: write 'struct' instead of '\(keyword)'"
        case .genericModel(let name):
            "'\(name)' cannot be generic, because a model has one schema: write a model for each type"
        case .badModelName:
            "a model is named by a literal such as \"app.model\": use ASCII letters, digits, '_' and "
                + "'-', with '.' between the parts"
        case .noID(let name):
            "'\(name)' needs an id: write 'var id: Int?', which the database numbers, or mark one "
                + "property @ID"
        case .secondID(let name, let first):
            "'\(first)' is the id already, and a model has one: keep '\(first)' or '\(name)'"
        case .tooManyFields(let name):
            "'\(name)' is one field too many, because a model has at most 256: move some to a model of "
                + "their own"
        case .algorithmNotWrittenOut:
            "'ids' is read from the source, not run: write '.sha1' or '.python27'"
        case .algorithmWithoutParts(let name):
            "'\(name)' has one id, and an algorithm makes one of several properties: mark them @ID, or "
                + "remove 'ids'"
        case .conditionalProperty:
            "stored properties cannot depend on '#if', because a model has one schema: write them "
                + "outside of it"
        case .reservedName(let name):
            "'\(name)' is a name that @Model writes itself: choose another"
        case .privateModel(let name):
            "'\(name)' is private within another type, where its conformance cannot be written: write "
                + "'fileprivate'"

        case .needsType(let name):
            "'\(name)' needs its type written, because a macro cannot see inferred ones"
        case .tuplePattern:
            "a pattern is not a field: write one property for each value"
        case .lazyProperty(let name):
            "'\(name)' is lazy, so reading an object cannot set it: make it a computed or a plain "
                + "property"
        case .constantWithValue(let name):
            "'\(name)' is a 'let' with a value, so reading an object cannot set it: write 'var'"
        case .badFieldName(let name):
            "'\(name)' cannot name a field: use ASCII letters, digits and '_', and no digit first"
        case .sameAttribute(let name, let other, let attribute):
            "'\(name)' and '\(other)' are both stored as '\(attribute)': rename one of them"
        case .unsupportedType(let name, let kind):
            kind.message(name)
        case .optionalTwice(let name):
            "'\(name)' is optional twice, and a field is there or not: write one '?'"
        case .optionalID(let name, let type):
            "'\(name)' is an optional id, and the database numbers 'Int?' only: write '\(type)'"
        case .referenceAsID(let name):
            "'\(name)' is a reference, which cannot be an id: choose a value such as 'var id: Int?'"

        case .optionalPart(let name):
            "'\(name)' is a part of the id, which is always there: remove '?'"
        case .idInGroup(let name):
            "'\(name)' would be an id, and a group of fields has none: give the id to the model"
        case .orderingInGroup(let name):
            "'\(name)' is in a group of fields, and objects are ordered by a field of the model itself: "
                + "remove @Ordering"

        case .markerOutsideModel(let marker):
            "\(marker) means something on a stored property of a @Model struct only: remove it"
        case .markerOnUnstored(let marker):
            "\(marker) goes on a stored property, and this one is not in the database: remove it"
        case .markerTwice(let marker):
            "\(marker) is here twice: keep one"
        case .markerNotWrittenOut(let marker, let choices):
            "\(marker) is read from the source, not run: write "
                + choices.map { "'.\($0)'" }.joined(separator: " or ")
        case .rangeWithoutOrder(let name, let type, let marker):
            "'\(name)' is of type '\(type)', which has no numeric order: write '\(marker)' without "
                + "'.range'"
        case .referenceWithoutRef(let name, let type, isStandardValue: true):
            "'\(name)' is of type '\(type)', not a reference: name a model, as in 'Ref<Country>', or "
                + "remove @Reference"
        case .referenceWithoutRef(let name, let type, isStandardValue: false):
            "'\(name)' is of type '\(type)', not a reference to one: write 'Ref<\(type)>'"
        case .nullifyRequired(let name):
            "'\(name)' cannot become nil when its target is deleted: make it optional, or choose "
                + "'.restrict' or '.cascade'"
        case .indexOnReference(let name, let marker):
            "'\(name)' is a reference, which has an equality index and no other: remove \(marker)"
        case .indexOnID(let name, let marker):
            "'\(name)' is the id, which is always unique and found by value: remove \(marker)"
        case .referenceOnID(let name):
            "'\(name)' is the id, which is not a reference: remove @Reference"
        case .indexAndUnique(let kept):
            "a unique field is indexed already: keep '\(kept)' alone"
        case .secondOrdering(let first):
            "objects are ordered by '\(first)' already, and a model has one ordering: remove @Ordering"
        case .orderingWithoutNumbers(let name, let type):
            "'\(name)' is of type '\(type)', and objects are ordered by a number or a date: remove "
                + "@Ordering"
        case .orderingOnID(let name):
            "'\(name)' is the id, and objects are ordered by a field: remove @Ordering"
        case .storing(let diagnosis): diagnosis.message
        case .option(let diagnosis): diagnosis.message
        case .ordering(let diagnosis): diagnosis.message
        case .structure(let diagnosis): diagnosis.message
        case .links(let diagnosis): diagnosis.message
        }
    }
}

extension UnsupportedKind {
    fileprivate func message(_ name: String) -> String {
        switch self {
        case .collection:
            "'\(name)' holds many values, and stored fields are single values: write a model for the "
                + "elements that refers to this one"
        case .tuple:
            "'\(name)' is a tuple, and stored fields are single values: write one property for each "
                + "part"
        case .closure:
            "'\(name)' is a closure, and stored fields are single values: write a method"
        case .existential:
            "'\(name)' has no concrete type, and stored fields are single values: name the type itself"
        case .implicitlyUnwrapped:
            "'\(name)' is implicitly unwrapped, and a field is there or not: write '?' instead of '!'"
        }
    }
}
