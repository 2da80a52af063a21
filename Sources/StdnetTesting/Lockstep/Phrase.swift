/// A part of a story, and how it reads.
struct Phrase<Value: Sendable>: Sendable {
    let text: String
    let value: Value

    init(_ text: String, _ value: Value) {
        self.text = text
        self.value = value
    }
}
