#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A place on Earth, in degrees.
struct GeoPoint {
    /// The longitudes and latitudes that a cell can have: those of the Mercator projection.
    static let longitudes = -180.0...180.0
    static let latitudes = -85.05112878...85.05112878

    /// The mean radius of the Earth in metres.
    static let earthRadius = 6_372_797.560856

    let longitude: Double
    let latitude: Double

    var isInRange: Bool {
        Self.longitudes.contains(longitude) && Self.latitudes.contains(latitude)
    }

    /// The distance to another place along a great circle, in metres (haversine).
    func distance(to other: GeoPoint) -> Double {
        let v = sin((other.longitude.radians - longitude.radians) / 2)
        guard v != 0 else { return latitudeDistance(to: other) }
        let u = sin((other.latitude.radians - latitude.radians) / 2)
        let a = u * u + cos(latitude.radians) * cos(other.latitude.radians) * v * v
        return 2 * Self.earthRadius * asin(a.squareRoot())
    }

    /// The distance between the parallels of two places, in metres.
    func latitudeDistance(to other: GeoPoint) -> Double {
        Self.earthRadius * abs(other.latitude.radians - latitude.radians)
    }
}

extension Double {
    /// Degrees as radians.
    @inline(__always) var radians: Double { self * (.pi / 180) }
    /// Radians as degrees.
    @inline(__always) var degrees: Double { self / (.pi / 180) }

    /// A distance as it is replied: four decimals.
    var distanceText: String {
        let scaled = (self * 10_000).rounded(.toNearestOrEven)
        let number = Int(exactly: scaled) ?? .min
        let digits = String(number.magnitude)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return (number < 0 ? "-" : "") + padded.dropLast(4) + "." + padded.suffix(4)
    }
}
