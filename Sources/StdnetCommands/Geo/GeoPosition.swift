public import StdnetBackend

/// A place on the earth.
public struct GeoPosition: Sendable, Hashable {
    /// The longitude in degrees, -180 to 180.
    public let longitude: Double
    /// The latitude in degrees, -85.05112878 to 85.05112878.
    public let latitude: Double

    /// Makes a place of its degrees.
    @inlinable
    public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

extension GeoPosition: ReplyDecodable {
    /// Reads a longitude and a latitude.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.parts(2, of: "a longitude and a latitude")
        self.init(longitude: try parts[0].decode(), latitude: try parts[1].decode())
    }
}

/// A unit of length.
public enum GeoUnit: String, Sendable, CaseIterable {
    /// Metres.
    case metres = "m"
    /// Kilometres.
    case kilometres = "km"
    /// Miles of 1609.34 metres.
    case miles = "mi"
    /// Feet of 0.3048 metres.
    case feet = "ft"
}

/// A member of a geographical index with what was asked of it.
public struct GeoMatch<Member: Sendable>: Sendable {
    /// The member.
    public let member: Member
    /// How far it is from the centre of the search, in the unit of the search.
    public let distance: Double
    /// Where it is.
    public let position: GeoPosition
}

extension GeoMatch: Equatable where Member: Equatable {}
extension GeoMatch: Hashable where Member: Hashable {}

extension GeoMatch: ReplyDecodable where Member: ReplyDecodable {
    /// Reads a member, its distance and its place.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.parts(3, of: "a member, its distance and its place")
        member = try parts[0].decode()
        distance = try parts[1].decode()
        position = try parts[2].decode()
    }
}
