import StdnetBackend
import StdnetRDB

extension RDBEncoder {
    mutating func append(_ set: SetContent, as type: RDBType) {
        let members = set.members
        if type == .setIntset {
            let integers = (0..<members.count).compactMap { position in
                members.entry(position).pointee.key.withBytes { Int(decimal: $0) }
            }
            return Intset.bytes(integers, size: Int(set.integerSize)).withUnsafeBytes {
                writer.string($0)
            }
        }
        writer.length(members.count)
        for position in 0..<members.count { writer.string(members.entry(position).pointee.key) }
    }
}
