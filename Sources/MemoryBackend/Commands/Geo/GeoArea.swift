#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What a search covers: a circle or a box around a place.
struct GeoArea {
    enum Shape {
        case circle(radius: Double)
        case box(width: Double, height: Double)
    }

    let center: GeoPoint
    /// Lengths in the unit.
    let shape: Shape
    /// The unit in metres.
    let unit: Double

    /// The distance of a place from the center in metres; nil when it is outside.
    func distance(of point: GeoPoint) -> Double? {
        let distance: Double
        switch shape {
        case .circle(let radius):
            distance = center.distance(to: point)
            if distance > radius * unit { return nil }
        case .box(let width, let height):
            if point.latitudeDistance(to: center) > height * unit / 2 { return nil }
            let besides = GeoPoint(longitude: center.longitude, latitude: point.latitude)
            if point.distance(to: besides) > width * unit / 2 { return nil }
            distance = center.distance(to: point)
        }
        return distance
    }

    /// The cells to look at, in Redis's order: the center's, and those around it that matter.
    var cells: [GeoCell] {
        let bounds = bounds
        var step = firstStep
        var cell = GeoCell(center, step: step)
        if step > 1, !bounds.isCovered(by: cell) {
            step -= 1
            cell = GeoCell(center, step: step)
        }
        let (west, east) = cell.longitudes
        let (south, north) = cell.latitudes
        let isFine = step >= 2
        let skipsSouth = isFine && south < bounds.south
        let skipsNorth = isFine && north > bounds.north
        let skipsWest = isFine && west < bounds.west
        let skipsEast = isFine && east > bounds.east
        var cells = [cell]
        for (x, y) in Self.directions {
            if y < 0 && skipsSouth || y > 0 && skipsNorth { continue }
            if x < 0 && skipsWest || x > 0 && skipsEast { continue }
            // In a coarse grid, neighbors on both sides are the same cell.
            let neighbor = cell.neighbor(east: x, north: y)
            if cells.count == 1 || neighbor != cells[cells.count - 1] { cells.append(neighbor) }
        }
        return cells
    }

    /// North, south, east, west, then the corners.
    private static let directions = [
        (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1),
    ]

    /// How fine the cells may be, so that nine of them cover the area nearly always.
    private var firstStep: Int {
        var reach: Double =
            switch shape {
            case .circle(let radius): radius
            case .box(let width, let height):
                ((width / 2) * (width / 2) + (height / 2) * (height / 2)).squareRoot()
            }
        reach *= unit
        guard reach != 0 else { return GeoCell.finestStep }
        let mercatorMaximum = 20_037_726.37
        var step = -1
        while reach < mercatorMaximum {
            reach *= 2
            step += 1
        }
        // Near the poles, meridians are close.
        if abs(center.latitude) > 66 { step -= 1 }
        if abs(center.latitude) > 80 { step -= 1 }
        return min(max(step, 1), GeoCell.finestStep)
    }

    private var bounds: Bounds {
        let (halfWidth, halfHeight): (Double, Double) =
            switch shape {
            case .circle(let radius): (unit * radius, unit * radius)
            case .box(let width, let height): (unit * (width / 2), unit * (height / 2))
            }
        let latitudes = (halfHeight / GeoPoint.earthRadius).degrees
        // The side that is nearer to a pole spans more degrees.
        let widest = center.latitude < 0 ? center.latitude - latitudes : center.latitude + latitudes
        let longitudes = (halfWidth / GeoPoint.earthRadius / cos(widest.radians)).degrees
        return Bounds(
            west: center.longitude - longitudes,
            south: center.latitude - latitudes,
            east: center.longitude + longitudes,
            north: center.latitude + latitudes
        )
    }
}

/// The degrees between which an area lies.
private struct Bounds {
    let west: Double
    let south: Double
    let east: Double
    let north: Double

    /// Whether the cells around a cell reach as far as this.
    func isCovered(by cell: GeoCell) -> Bool {
        !(cell.neighbor(east: 0, north: 1).latitudes.high < north
            || cell.neighbor(east: 0, north: -1).latitudes.low > south
            || cell.neighbor(east: 1, north: 0).longitudes.high < east
            || cell.neighbor(east: -1, north: 0).longitudes.low > west)
    }
}
