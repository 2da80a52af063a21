internal import StdnetCommands

/// A structure under a key of its own: of an object, of a model, or on its own.
///
/// It is only the way there, and costs an object nothing. Open it in a database to read and change it at
/// once, or name it in a session to change it with other things:
///
/// ```swift
/// let tags = try database[bag.tags]
/// try await tags.insert("blue")
/// try await database.commit { session in session.add("red", to: bag.tags) }
/// ```
public protocol RemoteStructure: Sendable {
    /// The structure in a database.
    associatedtype Handle: StructureHandle
    /// What it is at rest.
    static var type: StructureType { get }
    /// How elements are written where nothing is said, and no model has the structure.
    static var standAloneCoding: ElementCoding { get }
    /// Whose it is, and its name.
    var place: StructurePlace { get }
    /// How elements are written.
    var coding: ElementCoding { get }
    /// Names a structure.
    init(at place: StructurePlace, coding: ElementCoding)
    /// The structure under a key.
    func handle(in backend: any Backend, key: String) -> Handle
}

extension RemoteStructure {
    /// Texts and numbers as they are.
    public static var standAloneCoding: ElementCoding { .plain }

    /// The structure of an object; written by `@Structure`.
    public init<M: Model>(of owner: M, _ name: String, coding: ElementCoding) {
        let owner = StructurePlace.Owner.object(model: M.modelName, id: owner.storedID?.stored)
        self.init(at: StructurePlace(owner: owner, name: name), coding: coding)
    }

    /// The structure that all objects of a model share; written by `@Structure`.
    public init<M: Model>(of _: M.Type, _ name: String, coding: ElementCoding) {
        self.init(at: StructurePlace(owner: .model(M.modelName), name: name), coding: coding)
    }

    /// A structure that belongs to no model, such as `list.mylist`; no namespace is put before it.
    public init(id: String, coding: ElementCoding = Self.standAloneCoding) {
        let key = KeyLayout.standAlone(Self.type, id)
        self.init(at: StructurePlace(owner: .nobody(key: key), name: ""), coding: coding)
    }
}

/// Whose a structure is, and its name.
public struct StructurePlace: Hashable, Sendable {
    enum Owner: Hashable, Sendable {
        /// An object; without an id it is not stored yet.
        case object(model: String, id: Bytes?)
        /// A new object of a session.
        case planned(model: String, StdnetODM.Handle)
        case model(String)
        case nobody(key: String)
    }

    let owner: Owner
    /// The name of the property.
    let name: String
}

/// A structure in a database: what reads and changes it.
///
/// A value that is cheap to copy; nothing is kept of what was read.
public protocol StructureHandle: Sendable {
    /// All that the structure holds, in memory.
    associatedtype Contents: Sendable
    /// The key.
    var key: String { get }
    /// Where the key is.
    var backend: any Backend { get }
    /// All that the structure holds: for structures that fit into memory.
    func contents() async throws(StructureFailure) -> Contents
}

extension StructureHandle {
    /// Removes all that the structure holds; says whether there was anything.
    ///
    /// One round trip. Redis: UNLINK.
    @discardableResult
    public func delete() async throws(StructureFailure) -> Bool {
        try await run(UNLINK([key])) > 0
    }

    /// Whether the structure holds anything: one that is empty is no key.
    ///
    /// One round trip, constant time. Redis: EXISTS.
    public func exists() async throws(StructureFailure) -> Bool {
        try await run(EXISTS([key])) > 0
    }

    func run<C: Command>(_ command: C) async throws(StructureFailure) -> C.Response {
        do throws(BackendError) { return try await backend.run(command) } catch {
            throw .backend(error)
        }
    }
}

/// A structure of a model, as a vocabulary has it.
///
/// Written by `@Model`.
public struct StructureField<Root: Model, Structure: RemoteStructure>: Sendable {
    /// The name of the property.
    public let name: String

    /// Names the property.
    public init(_ name: String) { self.name = name }

    /// The structure of one owner.
    func structure(of owner: StructurePlace.Owner) -> Structure {
        let schema = Root.schema.structures.first { $0.name == name }
        return Structure(
            at: StructurePlace(owner: owner, name: name),
            coding: schema?.coding ?? .json
        )
    }
}

extension Ref {
    /// A structure of the object, which may be one that a session plans: `oslo[\.tags]`.
    public subscript<Structure: RemoteStructure>(
        _ field: KeyPath<Target.Fields, StructureField<Target, Structure>>
    ) -> Structure {
        let owner: StructurePlace.Owner =
            switch storage {
            case .id(let id): .object(model: Target.modelName, id: id.stored)
            case .planned(let handle): .planned(model: Target.modelName, handle)
            }
        return Target.fields[keyPath: field].structure(of: owner)
    }
}
