/// How the objects of two models are linked: the model between them, and its two references.
struct LinkPath: Sendable {
    /// The model of which one object is one link.
    let through: String
    /// The property of that model which refers to the object that has the links.
    let source: String
    /// The property of that model which refers to what is linked.
    let target: String
    /// What links look like at rest; nil when the model between is the developer's own.
    var implied: ModelSchema?

    /// The links of some objects, as a condition on the model between.
    func links(from ids: [Bytes]) -> Condition { .equal(Path(field: source), ids) }
    /// The links to some objects, as a condition on the model between.
    func links(to ids: [Bytes]) -> Condition { .equal(Path(field: target), ids) }

    /// The objects that some links come from, or lead to.
    func ends(_ end: String, of links: Condition, in model: ModelSchema) -> Condition {
        .within(
            Path(field: model.id.name),
            Condition.Values(model: through, condition: links, field: end)
        )
    }
}

extension LinkPath {
    /// The way through a model that nobody declares: the original's.
    ///
    /// It is called `base.user_group`, and its references `user` and `group`; where a model is linked with
    /// itself, the second has a `2` behind it.
    init<Source: Model, Target: Model>(
        from _: Source.Type,
        to _: Target.Type,
        named name: String?,
        _ algorithm: CompositeID.Algorithm
    ) {
        let source = Self.reference(to: Source.modelName)
        var target = Self.reference(to: Target.modelName)
        if source == target { target += "2" }
        self.init(through: name ?? "base.\(source)_\(target)", source: source, target: target)
        let composition = IDComposition(fields: [source, target], algorithm: algorithm)
        implied = ModelSchema(
            through,
            id: ModelSchema.Identity(
                "id",
                CompositeID.self,
                isAutomatic: false,
                composition: composition
            ),
            fields: [
                FieldSchema(source, Ref<Source>.self, .equality, onDelete: .cascade),
                FieldSchema(target, Ref<Target>.self, .equality, onDelete: .cascade),
            ]
        )
    }

    /// What a reference is called: the model without its application.
    private static func reference(to model: String) -> String {
        let name = model.split(separator: ".").last ?? ""
        let isNumber = name.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return (isNumber == true ? "_" : "") + name.map { $0 == "-" ? "_" : String($0) }.joined()
    }
}
