import StdnetBackend

/// A library of functions: its text, and what it has registered.
struct FunctionLibrary {
    let name: String
    let code: Bytes
    let functions: [RegisteredFunction]
}

/// The libraries of functions that are loaded, and the functions by their names.
///
/// Redis keeps both in tables that are shuffled anew in each server; here they have the order in which
/// they came.
struct FunctionLibraries {
    private(set) var all: [FunctionLibrary] = []
    private var functions: [String: RegisteredFunction] = [:]

    var isEmpty: Bool { all.isEmpty }
    /// How many functions all libraries have.
    var functionCount: Int { functions.count }
    /// What the texts and names cost.
    var size: Int {
        all.reduce(0) { sum, library in
            library.functions.reduce(sum + library.code.count + library.name.utf8.count + 64) {
                $0 + $1.name.utf8.count + ($1.description?.count ?? 0) + 64
            }
        }
    }

    subscript(name: String) -> FunctionLibrary? { all.first { $0.name == name } }

    /// A function by its name, in any case of its letters.
    func function(named name: RawBytes) -> RegisteredFunction? {
        guard !functions.isEmpty else { return nil }
        // Names have no other letters than these: what is not UTF-8 is none.
        return functions[String(decoding: name, as: UTF8.self).lowercased()]
    }

    /// The first function of a library that another one has already.
    func collision(with library: FunctionLibrary) -> RegisteredFunction? {
        library.functions.first { functions[$0.name.lowercased()] != nil }
    }

    /// Adds a library that collides with none.
    mutating func add(_ library: FunctionLibrary) {
        all.append(library)
        for function in library.functions {
            let name = function.name.lowercased()
            if functions[name] == nil { functions[name] = function }
        }
    }

    @discardableResult
    mutating func remove(_ name: String) -> FunctionLibrary? {
        guard let position = all.firstIndex(where: { $0.name == name }) else { return nil }
        let library = all.remove(at: position)
        for function in library.functions { functions[function.name.lowercased()] = nil }
        return library
    }

    /// These libraries with others, which come in place of those of the same names if that is
    /// wanted.
    func joined(
        with others: FunctionLibraries,
        replacing: Bool
    ) throws(CommandError) -> FunctionLibraries {
        var joined = self
        for library in others.all where joined.remove(library.name) != nil && !replacing {
            throw .init("ERR Library \(library.name) already exists")
        }
        for library in others.all {
            if let function = joined.collision(with: library) {
                throw .init("ERR Function \(function.name) already exists")
            }
        }
        for library in others.all { joined.add(library) }
        return joined
    }
}
