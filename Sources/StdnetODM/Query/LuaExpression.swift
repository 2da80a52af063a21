/// An expression in Lua that objects are asked for on the server.
struct LuaExpression: Sendable, Equatable {
    let text: String

    /// The call that asks it of some objects; it answers the ids of those for which it holds.
    func call(on ids: [Bytes], of schema: ModelSchema, in layout: KeyLayout) -> CommandBatch {
        var batch = CommandBatch(repeatable: true)
        let names = names
        let fields = schema.fields.filter { names.contains($0.name[...]) && !$0.isFlattened }
        batch.append { words in
            words.append("EVAL_RO" as StaticString)
            words.append(Scripts.whereText)
            words.append(1)
            words.append(layout.ids)
            words.append(text)
            words.append(fields.count)
            for field in fields {
                words.append(field.name)
                words.append(field.kind.letter)
                words.append(field.attribute)
                words.append(field.formerly ?? "")
            }
            words.append(schema.id.name)
            words.append(schema.id.kind.letter)
            for id in ids { words.append(id) }
        }
        return batch
    }

    /// The names in the expression: other fields need not be read.
    private var names: Set<Substring> {
        Set(text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) })
    }
}

extension ValueKind {
    /// What Lua takes a value for, as `where.lua` says it.
    fileprivate var letter: StaticString {
        switch self {
        case .boolean: "b"
        case .integer, .float, .decimal, .date, .day: "n"
        case .text, .bytes, .json: "t"
        }
    }
}

extension Query {
    /// Those for which an expression in Lua holds: reads every object that the query finds, some at a time,
    /// and asks on the server.
    ///
    /// ```swift
    /// let cities = City.filter { $0.country == norway }.scan(lua: "this.population > 3 * this.area")
    /// ```
    ///
    /// `this` has the properties that the expression names, and the id: numbers, dates in seconds and truths
    /// as Lua has them, references as the ids that they are, all other values as texts, absent ones as nil.
    /// `cjson.decode(this.settings).colour` reads JSON. A number beyond 2^53 is rounded, as all numbers of Lua.
    ///
    /// A scan, and a slow one. The expression is code: never make it of what users write. It can't change
    /// anything. In memory it needs the product StdnetLua. The original's `where`.
    public func scan(lua expression: String) -> Selection<Root, Root> {
        var selection = objects
        selection.plan.expression = LuaExpression(text: expression)
        return selection
    }
}

extension Database {
    /// Of these objects those for which an expression holds.
    func passing(
        _ expression: LuaExpression,
        _ ids: [Bytes],
        _ schema: ModelSchema
    ) async throws(FetchFailure) -> [Bytes] {
        guard !ids.isEmpty else { return [] }
        do throws(BackendError) {
            let batch = expression.call(on: ids, of: schema, in: layout(of: schema.name))
            return try await checked(batch)[0].elements.map { $0.bytes ?? [] }
        } catch {
            throw .backend(error)
        }
    }
}
