/// An id that is made of several properties of an object: of those marked `@ID`.
///
/// ```swift
/// @Model("app.translation") struct Translation {
///     @ID var word: Ref<Word>
///     @ID @Index var language: String
///     var text: String
/// }
/// let id = CompositeID(Ref<Word>("apple"), "it")
/// ```
///
/// The parts are fields like all others. An object gets another id when one of them changes.
public struct CompositeID: Hashable, Sendable {
    /// How an id is made of the parts.
    public typealias Algorithm = IDComposition.Algorithm

    /// The id as it stands in keys.
    public let text: String

    /// Takes an id that was made before.
    public init(text: String) { self.text = text }

    /// Makes an id of the parts, in the order in which the model declares them.
    ///
    /// Nil when it can't be made: of nil, of a reference to a planned object, and of what the algorithm
    /// does not know.
    public init?<each Part: FieldValue>(
        _ parts: repeat each Part,
        by algorithm: Algorithm = .sha1
    ) {
        var builder = Builder(algorithm)
        for part in repeat each parts { builder.append(part) }
        guard let id = builder.finish() else { return nil }
        self = id
    }
}

extension CompositeID {
    /// Makes an id part by part.
    public struct Builder: Sendable {
        private let algorithm: Algorithm
        /// What SHA-1 is made of.
        private var message: [UInt8] = []
        private var hashes: [Int]? = []

        /// Starts without parts.
        public init(_ algorithm: Algorithm) { self.algorithm = algorithm }

        /// Appends the next part.
        public mutating func append<Part: FieldValue>(_ part: Part) {
            if let stored = part.stored { append(stored, Part.kind) } else { hashes = nil }
        }

        /// Appends the next part as it is stored.
        mutating func append(_ stored: Bytes, _ kind: ValueKind) {
            switch algorithm {
            case .sha1:
                message += Array("\(stored.count):".utf8)
                message += stored
                message.append(UInt8(ascii: ","))
            case .python27:
                guard let hash = PythonHash.of(stored, kind) else {
                    hashes = nil
                    return
                }
                hashes?.append(hash)
            }
        }

        /// The id; nil when a part makes none.
        public func finish() -> CompositeID? {
            guard let hashes else { return nil }
            switch algorithm {
            case .sha1: return CompositeID(text: SHA1.hexDigest(of: message))
            case .python27: return CompositeID(text: "\(PythonHash.of(tuple: hashes))")
            }
        }
    }
}

extension CompositeID: IDValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .text }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool { text.store(in: &arguments) }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let text = String(stored: stored) else { return nil }
        self.init(text: text)
    }
}

extension CompositeID: CustomStringConvertible {
    /// The id as it stands in keys.
    public var description: String { text }
}
