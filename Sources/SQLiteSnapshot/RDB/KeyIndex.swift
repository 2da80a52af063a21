/// Where the keys of an RDB file are, to be found by their names: 16 bytes for each.
struct KeyIndex {
    private struct Entry {
        let hash: UInt64
        let offset: Int
    }

    private static let bucketBits = 16

    private var entries: [Entry] = []
    /// Where the entries begin whose hashes start with the same bits.
    private var starts: [Int] = []

    /// Takes a key.
    mutating func insert(_ name: UnsafeRawBufferPointer, at offset: Int) {
        entries.append(Entry(hash: Self.hash(name), offset: offset))
    }

    /// That all keys are there.
    mutating func finish() {
        entries.sort { ($0.hash, $0.offset) < ($1.hash, $1.offset) }
        starts = []
        starts.reserveCapacity(1 << Self.bucketBits + 1)
        var position = 0
        for bucket in 0..<1 << Self.bucketBits {
            while position < entries.count, Self.bucket(entries[position].hash) < bucket {
                position += 1
            }
            starts.append(position)
        }
        starts.append(entries.count)
    }

    /// Where keys with the hash of a name start, in the order of the file.
    func offsets(of name: UnsafeRawBufferPointer) -> some Sequence<Int> {
        let hash = Self.hash(name)
        let bucket = Self.bucket(hash)
        var (low, high) = (starts[bucket], starts[bucket + 1])
        while low < high {
            let middle = low + (high - low) / 2
            if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
        }
        return entries[low...].lazy.prefix { $0.hash == hash }.map(\.offset)
    }

    private static func bucket(_ hash: UInt64) -> Int { Int(hash >> (64 - bucketBits)) }

    private static func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
        // Nobody who writes a file knows which names collide here.
        var hasher = Hasher()
        hasher.combine(bytes: name)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
