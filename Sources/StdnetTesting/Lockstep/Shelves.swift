import StdnetBackend

/// What stands in a library: read from its keys, so that a story can choose what to change.
struct Shelves: Sendable {
    /// What all keys of the library start with.
    static let prefix = "lib.library."

    private var objects: [LibraryModel: [String: [String: String]]] = [:]
    /// All keys.
    let keys: [String]

    init(_ dump: KeyspaceDump) {
        keys = dump.keys.map { String(decoding: $0, as: UTF8.self) }
        for (key, bytes) in zip(keys, dump.keys) {
            for model in LibraryModel.allCases {
                let start = Self.prefix + model.rawValue + ":obj:"
                guard key.hasPrefix(start), case .hash(let pairs) = dump[bytes]?.value else {
                    continue
                }
                var fields: [String: String] = [:]
                for pair in pairs {
                    fields[String(decoding: pair.name, as: UTF8.self)] = String(
                        decoding: pair.value,
                        as: UTF8.self
                    )
                }
                objects[model, default: [:]][String(key.dropFirst(start.count))] = fields
            }
        }
    }

    /// The ids of the objects of a model, in the order of their text.
    func ids(of model: LibraryModel) -> [String] { (objects[model] ?? [:]).keys.sorted() }

    /// The ids that are numbers.
    func numbers(of model: LibraryModel) -> [Int] { ids(of: model).compactMap { Int($0) } }

    /// A stored field as text.
    func field(_ name: String, of model: LibraryModel, _ id: String) -> String? {
        objects[model]?[id]?[name]
    }
}
