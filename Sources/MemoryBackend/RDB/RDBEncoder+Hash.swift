import StdnetBackend
import StdnetRDB

extension RDBEncoder {
    mutating func append(_ hash: HashContent, as type: RDBType) {
        let fields = hash.fields
        if type == .hashListpack {
            var listpack = Listpack.Writer()
            for position in 0..<fields.count {
                let entry = fields.entry(position).pointee
                listpack.append(entry.key)
                listpack.append(entry.value)
            }
            return listpack.finish().withUnsafeBytes { writer.string($0) }
        }
        writer.length(fields.count)
        for position in 0..<fields.count {
            let entry = fields.entry(position).pointee
            writer.string(entry.key)
            writer.string(entry.value)
        }
    }
}
