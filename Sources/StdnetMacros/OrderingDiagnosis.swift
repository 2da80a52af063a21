/// What a developer can get wrong in what `@Ordering` says of the way to a value.
enum OrderingDiagnosis {
    case pathNotWrittenOut
    case pathOfValue(String)
    case referenceWithoutField(String)
    case jsonWithoutLeaf(String)
    case byKept(String)

    /// One sentence with the way out.
    var message: String {
        switch self {
        case .pathNotWrittenOut:
            "'by' is read from the source, not run: write names joined by dots, as in \"mean\" or "
                + "\"stats.mean\""
        case .pathOfValue(let name):
            "'\(name)' is a value, which has nothing in it to order by: remove 'by'"
        case .referenceWithoutField(let name):
            "'\(name)' is a reference: name one field of what it refers to, as in "
                + "'@Ordering(by: \"rank\")'"
        case .jsonWithoutLeaf(let name):
            "'\(name)' is JSON: name the leaf that orders objects, as in "
                + "'@Ordering(by: \"stats.mean\")'"
        case .byKept(let name):
            "what '\(name)' refers to may be gone, and then nothing orders the object: choose another "
                + "delete rule, or remove @Ordering"
        }
    }
}
