import StdnetBackend
import StdnetRDB

extension RDBEncoder {
    mutating func append(_ set: SortedSet, as type: RDBType) {
        if type == .sortedSetListpack {
            var listpack = Listpack.Writer()
            set.order.forEach(in: 0..<set.count) { element in
                listpack.append(element.member)
                // The sign of zero is lost in a listpack.
                listpack.append(ByteString((element.score + 0).scannedScoreText))
            }
            return listpack.finish().withUnsafeBytes { writer.string($0) }
        }
        // From the highest to the lowest: so Redis inserts each of them at the head.
        var elements: [ScoredMember] = []
        elements.reserveCapacity(set.count)
        set.order.forEach(in: 0..<set.count) { elements.append(copy $0) }
        writer.length(elements.count)
        for element in elements.reversed() {
            writer.string(element.member)
            writer.littleEndian(element.score.bitPattern)
        }
    }
}
