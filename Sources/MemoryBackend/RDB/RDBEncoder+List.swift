import DequeModule
import StdnetBackend
import StdnetRDB

extension RDBEncoder {
    /// A list is a sequence of listpacks.
    mutating func append(_ list: ListContent) {
        let nodes = QuicklistNodes(list, settings)
        writer.length(nodes.ends.count)
        var start = 0
        for end in nodes.ends {
            defer { start = end }
            // The number of a listpack is 2, that of an element which stands alone is 1.
            guard list.elements[start].count < settings.plainElementSize else {
                writer.length(1)
                list.elements[start].withBytes { writer.string($0) }
                continue
            }
            var listpack = Listpack.Writer()
            for index in start..<end { listpack.append(list.elements[index]) }
            writer.length(2)
            listpack.finish().withUnsafeBytes { writer.string($0) }
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
        var isPlain = false
        for index in list.elements.indices {
            let (length, added) = list.elements[index].withBytes {
                ($0.count, Listpack.size(of: $0))
            }
            let wasPlain = isPlain
            isPlain = length >= settings.plainElementSize
            let hasRoom =
                !isPlain && !wasPlain
                && Self.allows(size + length + 8, count, settings.listMaxListpackSize)
            if count > 0, !hasRoom {
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
