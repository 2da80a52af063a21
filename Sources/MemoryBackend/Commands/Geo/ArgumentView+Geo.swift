import StdnetBackend

// The words of the commands of places.
extension ArgumentView {
    /// A longitude and a latitude.
    func geoPoint(_ position: Int) throws(CommandError) -> GeoPoint {
        let longitude = try requiredDouble(position)
        let point = GeoPoint(longitude: longitude, latitude: try requiredDouble(position + 1))
        guard point.isInRange else {
            let pair = [point.longitude, point.latitude].map { $0.formatted("%f") }
            throw .init("ERR invalid longitude,latitude pair \(pair[0]),\(pair[1])")
        }
        return point
    }

    /// A unit of length, in metres.
    func geoUnit(_ position: Int) throws(CommandError) -> Double {
        if isWord("M", at: position) { return 1 }
        if isWord("KM", at: position) { return 1000 }
        if isWord("FT", at: position) { return 0.3048 }
        if isWord("MI", at: position) { return 1609.34 }
        throw .init("ERR unsupported unit provided. please use M, KM, FT, MI")
    }

    /// A radius and its unit.
    func geoCircle(_ position: Int) throws(CommandError) -> (shape: GeoArea.Shape, unit: Double) {
        let radius = try requiredDouble(position, otherwise: .init("ERR need numeric radius"))
        guard radius >= 0 else { throw .init("ERR radius cannot be negative") }
        return (.circle(radius: radius), try geoUnit(position + 1))
    }

    /// A width and a height and their unit.
    func geoBox(_ position: Int) throws(CommandError) -> (shape: GeoArea.Shape, unit: Double) {
        let width = try requiredDouble(position, otherwise: .init("ERR need numeric width"))
        let height = try requiredDouble(position + 1, otherwise: .init("ERR need numeric height"))
        guard width >= 0, height >= 0 else {
            throw .init("ERR height or width cannot be negative")
        }
        return (.box(width: width, height: height), try geoUnit(position + 2))
    }
}
