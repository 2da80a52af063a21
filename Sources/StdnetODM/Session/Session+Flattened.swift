extension Session {
    /// Plans to write some leaves of a flattened value and to keep all others; the object must exist.
    ///
    /// ```swift
    /// session.merge(["pv": ["mean": 9.5]], into: \.data, of: Ref<Doc>(1))  // writes data__pv__mean
    /// ```
    ///
    /// The original's way to save an object of which one leaf was loaded.
    public mutating func merge<M: Model, Value>(
        _ part: JSONObject,
        into field: KeyPath<M.Fields, FlattenedField<M, Value>>,
        of reference: Ref<M>
    ) {
        let name = M.fields[keyPath: field].path.dotted
        guard let id = reference.id else { return reject(M.self, nil, .missingObject) }
        guard let text = text(of: id, M.self) else { return }
        let model = place(of: M.self)
        guard let position = models[model].fields.firstIndex(where: { $0.name == name }) else {
            return reject(
                M.self,
                id,
                .notEncodable("it is no field of the object itself"),
                field: name
            )
        }
        do throws(JSONLeaves.Failure) {
            let leaves = try JSONLeaves(of: part)
            guard !leaves.leaves.isEmpty else { return }
            var operation = Operation(kind: .update, model: model, id: text)
            operation.values = arena.count..<arena.count + 1
            operation.present.mark(position, if: true)
            arena.append(leaves.word(replacing: false))
            add(operation, M.self)
        } catch {
            reject(M.self, id, .notEncodable(error.reason), field: name)
        }
    }
}

extension Operation {
    /// Where the value of a field lies in the arena; nil when it is not written.
    func place(of position: Int) -> Int? {
        present.contains(position) ? values.lowerBound + present.rank(of: position) : nil
    }
}

extension Arguments {
    /// Appends a value that takes the place of one that was planned before.
    ///
    /// What was `absent` before has no leaves that could stay.
    mutating func append(_ later: Int, mergedInto earlier: Int?, wasAbsent: Bool) {
        append(
            withView { words -> Bytes in
                let word = words[later]
                guard word.first == UInt8(ascii: "m"), let leaves = JSONLeaves(word: word) else {
                    return Bytes(word)
                }
                guard let earlier else { return leaves.word(replacing: wasAbsent) }
                guard let first = JSONLeaves(word: words[earlier]) else { return Bytes(word) }
                return first.merged(with: leaves)
                    .word(replacing: words[earlier].first == UInt8(ascii: "r"))
            }
        )
    }
}
