/// How an id is made of several fields.
public struct IDComposition: Sendable, Equatable, Codable {
    /// How the values of the fields become one text.
    public enum Algorithm: String, Sendable, Codable {
        /// SHA-1 in hexadecimal digits of the parts, each as its number of bytes, `:`, its stored bytes
        /// and `,`.
        ///
        /// The same in every language and on every machine; different parts give different ids.
        case sha1
        /// What `hash` of a tuple is in Python 2.7 with 64 bits: for databases that the original wrote.
        ///
        /// It knows integers, truths, doubles, texts, bytes, days, and references by such ids. Different
        /// parts may give one id.
        case python27
    }

    /// The names of the fields, in their order.
    public let fields: [String]
    /// How their values become one text.
    public let algorithm: Algorithm

    /// Makes a composition.
    public init(fields: [String], algorithm: Algorithm = .sha1) {
        self.fields = fields
        self.algorithm = algorithm
    }
}
