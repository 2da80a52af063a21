public import StdnetODM

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A thing in the cabinet of the library: one field of every type of value.
@Model("library.specimen")
public struct Specimen: Equatable, Sendable {
    /// In what its size is measured.
    public enum Unit: String, FieldValue, CaseIterable { case metre, gram = "g", piece }
    /// How soon it is to be looked at.
    public enum Priority: Int8, ScoredValue { case low = -1, high = 10, highest = 100 }

    /// What identifies it.
    @ID public var code: UUID
    /// An integer of 8 bits.
    @Index(.range) public var shelf: Int8 = 0
    /// An integer of 64 bits.
    @Index(.range) public var mass: Int64?
    /// An integer of 64 bits without a sign.
    @Unique(.range) public var serial: UInt64?
    /// A decimal number.
    @Index(.range) public var worth: Decimal?
    /// A small number with a fraction.
    @Index(.range) public var ratio: Float?
    /// A number with a fraction.
    @Index(.range) public var size: Double?
    /// A moment.
    @Index(.range) public var found: Date?
    /// Bytes.
    @Index public var photo: Bytes?
    /// Bytes, by Foundation's type.
    @Index public var sound: Data?
    /// A page about it.
    @Unique public var page: URL?
    /// The type of the object that it is about.
    @Index public var subject: ModelType?
    /// An enum with texts.
    @Index public var unit: Unit = .piece
    /// An enum with numbers.
    @Index(.range) public var priority: Priority?
    /// What it was found in.
    @Reference(onDelete: .nullify) public var box: Ref<Specimen>?

    /// Makes a specimen.
    public init(code: UUID) { self.code = code }
}

extension UUID {
    /// A UUID of which only the last byte is not zero.
    static func numbered(_ number: UInt8) -> UUID {
        UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number))
    }
}

extension Database {
    /// The cabinet in a backend.
    static func cabinet(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(backend, namespace: "lib.", models: Specimen.self)
    }
}
