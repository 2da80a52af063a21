/// A cell of the grid over the Earth: the bits of its longitude and latitude in turn, as many of
/// each as it has steps.
///
/// With 26 steps the bits fit in a double, and are the score of a place in its sorted set.
struct GeoCell: Equatable {
    static let finestStep = 26

    private(set) var bits: UInt64
    let step: Int

    /// The cell of a place; latitudes are those of a range, longitudes all.
    init(
        _ point: GeoPoint,
        step: Int = finestStep,
        latitudes: ClosedRange<Double> = GeoPoint.latitudes
    ) {
        let scale = Double(UInt64(1) << UInt64(step))
        let latitude = point.latitude.offset(in: latitudes) * scale
        let longitude = point.longitude.offset(in: GeoPoint.longitudes) * scale
        bits = UInt64(spreading: UInt32(latitude)) | UInt64(spreading: UInt32(longitude)) << 1
        self.step = step
    }

    /// The cell that a score stands for.
    ///
    /// What no place has as its score becomes what C makes of it on x86-64.
    init(score: Double) {
        if score < 0x1p63 {
            bits = score > -0x1p63 ? UInt64(bitPattern: Int64(score)) : 1 << 63
        } else {
            bits = score < 0x1p64 ? UInt64(score) : 0
        }
        step = Self.finestStep
    }

    private init(bits: UInt64, step: Int) {
        self.bits = bits
        self.step = step
    }

    /// The scores of the places in this cell.
    var scores: Range<Double> { Double(aligned(bits))..<Double(aligned(bits &+ 1)) }

    private func aligned(_ bits: UInt64) -> UInt64 { bits << UInt64(2 * (Self.finestStep - step)) }

    var longitudes: (low: Double, high: Double) { ends(bits >> 1, in: GeoPoint.longitudes) }
    var latitudes: (low: Double, high: Double) { ends(bits, in: GeoPoint.latitudes) }

    private func ends(_ bits: UInt64, in range: ClosedRange<Double>) -> (low: Double, high: Double)
    {
        let number = bits.gathered
        let scale = Double(UInt64(1) << UInt64(step))
        let width = range.upperBound - range.lowerBound
        return (
            range.lowerBound + Double(number) / scale * width,
            range.lowerBound + Double(number &+ 1) / scale * width
        )
    }

    /// The place in the middle.
    var center: GeoPoint {
        GeoPoint(
            longitude: Self.middle(longitudes, in: GeoPoint.longitudes),
            latitude: Self.middle(latitudes, in: GeoPoint.latitudes)
        )
    }

    private static func middle(
        _ ends: (low: Double, high: Double),
        in range: ClosedRange<Double>
    ) -> Double {
        min(max((ends.low + ends.high) / 2, range.lowerBound), range.upperBound)
    }

    /// The cell so many columns to the east and rows to the north, each from -1 to 1, around the
    /// Earth.
    ///
    /// A place on the northern edge has a cell beyond the grid, and as in Redis only a move brings
    /// it back.
    func neighbor(east: Int, north: Int) -> GeoCell {
        let northBits: UInt64 = 0x5555_5555_5555_5555 >> UInt64(64 - 2 * step)
        let eastBits = northBits << 1
        let longitude = bits & 0xaaaa_aaaa_aaaa_aaaa
        let latitude = bits & 0x5555_5555_5555_5555
        return GeoCell(
            bits: Self.moved(longitude, by: east, within: eastBits, between: northBits)
                | Self.moved(latitude, by: north, within: northBits, between: eastBits),
            step: step
        )
    }

    /// Adds to the number in some bits: ones between them carry, zeros borrow.
    private static func moved(
        _ bits: UInt64,
        by difference: Int,
        within own: UInt64,
        between others: UInt64
    ) -> UInt64 {
        switch difference {
        case 0: bits
        case 1...: (bits &+ (others &+ 1)) & own
        default: ((bits | others) &- (others &+ 1)) & own
        }
    }

    /// The standard geohash of the place in the middle: 11 letters, of which the last has no bits.
    var geohash: String {
        let bits = GeoCell(center, latitudes: -90...90).bits
        let alphabet = Array("0123456789bcdefghjkmnpqrstuvwxyz".utf8)
        let letters = (1...10).map { alphabet[Int(bits >> UInt64(52 - 5 * $0)) & 31] }
        return String(decoding: letters, as: UTF8.self) + "0"
    }
}

extension Double {
    fileprivate func offset(in range: ClosedRange<Double>) -> Double {
        (self - range.lowerBound) / (range.upperBound - range.lowerBound)
    }
}

extension UInt64 {
    /// The bits of a number with zeros between them.
    fileprivate init(spreading number: UInt32) {
        var word = UInt64(number)
        word = (word | word << 16) & 0x0000_ffff_0000_ffff
        word = (word | word << 8) & 0x00ff_00ff_00ff_00ff
        word = (word | word << 4) & 0x0f0f_0f0f_0f0f_0f0f
        word = (word | word << 2) & 0x3333_3333_3333_3333
        self = (word | word << 1) & 0x5555_5555_5555_5555
    }

    /// The even bits as one number.
    fileprivate var gathered: UInt32 {
        var word = self & 0x5555_5555_5555_5555
        word = (word | word >> 1) & 0x3333_3333_3333_3333
        word = (word | word >> 2) & 0x0f0f_0f0f_0f0f_0f0f
        word = (word | word >> 4) & 0x00ff_00ff_00ff_00ff
        word = (word | word >> 8) & 0x0000_ffff_0000_ffff
        return UInt32(truncatingIfNeeded: word | word >> 16)
    }
}
