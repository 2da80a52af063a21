/// How elements of one structure become words, and bytes elements.
struct ElementCodec<Element: StructureElement>: Sendable {
    let key: String
    let coding: ElementCoding

    func word(_ element: Element) throws(StructureFailure) -> CommandArgument {
        do throws(ElementRefusal) { return try element.word(as: coding) } catch {
            throw .unstorable(key: key, value: error.value, hint: error.hint)
        }
    }

    func words(
        _ elements: some Sequence<Element>
    ) throws(StructureFailure) -> [CommandArgument] {
        var words: [CommandArgument] = []
        words.reserveCapacity(elements.underestimatedCount)
        for element in elements { words.append(try word(element)) }
        return words
    }

    func read(_ stored: UnsafeRawBufferPointer) throws(StructureFailure) -> Element {
        guard let element = Element(stored: stored, as: coding) else {
            let hint = Element.storedForm(as: coding)
            throw .undecodable(ElementFailure(key: key, hint: hint, found: Bytes(stored)))
        }
        return element
    }

    func read(_ reply: Reply) throws(StructureFailure) -> Element {
        try reply.withBytes { stored in
            Result { () throws(StructureFailure) in try read(stored) }
        }.get()
    }

    func read(_ bytes: Bytes) throws(StructureFailure) -> Element {
        try bytes.withUnsafeBytes { stored in
            Result { () throws(StructureFailure) in try read(stored) }
        }.get()
    }

    func read(_ replies: some Sequence<Reply>) throws(StructureFailure) -> [Element] {
        var elements: [Element] = []
        elements.reserveCapacity(replies.underestimatedCount)
        for reply in replies { elements.append(try read(reply)) }
        return elements
    }
}
