import DequeModule
import StdnetBackend

extension RDBEncoder {
    /// A list is a sequence of listpacks.
    mutating func append(_ list: ListContent) {
        let nodes = QuicklistNodes(list, settings)
        writer.length(nodes.ends.count)
        var start = 0
        for end in nodes.ends {
            var listpack = Listpack.Writer()
            for index in start..<end { listpack.append(list.elements[index]) }
            // The number of a listpack; an element of a gigabyte stands by itself under 1.
            writer.length(2)
            listpack.finish().withUnsafeBytes { writer.string($0) }
            start = end
        }
    }
}

/// Where the listpacks of a list end that grew at its tail.
struct QuicklistNodes {
    private(set) var ends: [Int] = []
    /// The sizes of the listpacks.
    private(set) var sizes: [Int] = []

    /// Divides a list as `list-max-listpack-size` says; only the first nodes where `limit` says so.
    init(_ list: ListContent, _ settings: KeyspaceSettings, limit: Int = .max) {
        var size = Listpack.headerSize + 1
        var count = 0
        for index in list.elements.indices {
            let (length, added) = list.elements[index].withBytes {
                ($0.count, Listpack.size(of: $0))
            }
            if count > 0, !Self.allows(size + length + 8, count, settings.listMaxListpackSize) {
                ends.append(index)
                sizes.append(size)
                guard ends.count < limit else { return }
                size = Listpack.headerSize + 1
                count = 0
            }
            size += added
            count += 1
        }
        ends.append(list.elements.count)
        sizes.append(size)
    }

    /// Whether a listpack may have this size with one element more than it has now: negative limits
    /// are of bytes, others of elements, and 8 KB.
    private static func allows(_ size: Int, _ count: Int, _ limit: Int) -> Bool {
        guard limit < 0 else { return size <= 8192 && count < max(limit, 1) }
        return size <= [4096, 8192, 16384, 32768, 65536][min(-limit, 5) - 1]
    }
}
