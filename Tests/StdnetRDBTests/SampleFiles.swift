import StdnetBackend
import StdnetRDB

/// Small files with one value of each way in which Redis ever wrote one, from 2.4 to 7.4.
enum SampleFiles {
    static func all() -> [Bytes] {
        let collections: [(RDBType, Bytes)] = [
            (.hash, [1] + text("field") + text("value")),
            (.list, [2] + text("one") + text("two")),
            (.set, [2] + text("one") + [0xc0, 0x7b]),
            (
                .sortedSetWithTextScores,
                [3] + text("a") + [255] + text("b") + [3] + Bytes("1.5".utf8)
                    + text("c") + [254]
            ),
            (.sortedSet, [1] + text("m") + littleEndian(UInt64(0x8000_0000_0000_0000))),
            (.hashZipmap, packed([1, 1, 0x66, 1, 1, 0x76, 0x20, 0xff])),
            (.listZiplist, packed(ziplist)),
            (.listOfZiplists, [1] + packed(ziplist)),
            (.sortedSetZiplist, packed(ziplist)),
            (.hashZiplist, packed(ziplist)),
            (.setIntset, packed(Intset.bytes([-70_000, 5, 70_000], size: 4))),
            (.hashListpack, packed(listpack(["f", "v", "g", "-12345"]))),
            (.sortedSetListpack, packed(listpack(["m", "1.5", "n", "4096"]))),
            (.setListpack, packed(listpack(["x", "7", String(repeating: "y", count: 80)]))),
            (.listOfListpacks, [2, 2] + packed(listpack(["a", "b"])) + [1] + text("plain")),
            (.hashWithExpiry, littleEndian(UInt64(0)) + [1, 0] + text("f") + text("v")),
            (.hashListpackWithExpiry, littleEndian(UInt64(0)) + packed(listpack(["f", "v", "0"]))),
        ]
        let strings: [Bytes] = [
            text("plain"), [0xc0, 0x85], [0xc1, 0x39, 0x30], [0xc2, 1, 2, 3, 4],
            compressed, [0x40, 0x05] + Bytes("14bit".utf8), [0x80, 0, 0, 0, 1, 0x61],
            [0x81, 0, 0, 0, 0, 0, 0, 0, 1, 0x62],
        ]
        let streams: [RDBType] = [.streamOfListpacks, .streamOfListpacks2, .streamOfListpacks3]
        return collections.map { file($0, $1) } + strings.map { file(.string, $0) }
            + streams.map { file($0, stream($0)) } + [module, everything]
    }

    private static func text(_ text: String) -> Bytes {
        var writer = RDBWriter()
        Bytes(text.utf8).withUnsafeBytes { writer.string($0) }
        return writer.bytes
    }

    private static func packed(_ bytes: Bytes) -> Bytes {
        var writer = RDBWriter()
        writer.length(bytes.count)
        return writer.bytes + bytes
    }

    private static func littleEndian(_ number: some FixedWidthInteger) -> Bytes {
        var bytes: Bytes = []
        bytes.append(littleEndian: number)
        return bytes
    }

    private static let compressed = text(String(repeating: "abcabcabd", count: 40))

    private static func listpack(_ elements: [String]) -> Bytes {
        var writer = Listpack.Writer()
        for element in elements { Bytes(element.utf8).withUnsafeBytes { writer.append($0) } }
        return writer.finish()
    }

    /// Two elements: a text and 12.
    private static let ziplist: Bytes = [16, 0, 0, 0, 13, 0, 0, 0, 2, 0, 0, 1, 0x61, 3, 0xfd, 0xff]

    /// A stream of two entries with the same fields, with a group, a consumer and a delivery.
    private static func stream(_ type: RDBType) -> Bytes {
        let id = Bytes(repeating: 0, count: 7) + [5] + Bytes(repeating: 0, count: 8)
        var bytes: Bytes = [1] + packed(id)
        // Count, deleted, one field and its name, end; then flags, id, value and length of each.
        bytes += packed(
            listpack(
                ["2", "0", "1", "f", "0"] + ["2", "0", "0", "v", "4", "2", "1", "0", "w", "4"]
            )
        )
        bytes += [2, 6, 0]
        if type != .streamOfListpacks { bytes += [5, 0, 0, 0, 2] }
        bytes += [1] + text("group") + [5, 0]
        if type != .streamOfListpacks { bytes += [1] }
        bytes += [1] + id + littleEndian(Int64(1_700_000_000_000)) + [1]
        bytes += [1] + text("consumer") + littleEndian(Int64(1_700_000_000_000))
        if type == .streamOfListpacks3 { bytes += littleEndian(Int64(-1)) }
        return bytes + [1] + id
    }

    private static func header(_ version: String) -> Bytes {
        Bytes("REDIS\(version)".utf8) + [0xfa] + text("redis-ver") + text("7.4.0") + [0xfa]
            + text("ctime") + [0xc2, 0, 0, 0, 0x65] + [0xf5]
            + text("#!lua name=lib\nredis.register_function('f', function() end)")
            + [0xfe, 0, 0xfb, 1, 1]
    }

    private static func file(_ type: RDBType, _ value: Bytes) -> Bytes {
        header("0012") + [0xfc] + littleEndian(Int64(4_000_000_000_000)) + [0xf9, 9, type.rawValue]
            + text("key") + value + end
    }

    /// The end, with the checksum of a server that was told to do without.
    private static let end: Bytes = [0xff] + Bytes(repeating: 0, count: 8)

    private static let module: Bytes = {
        let id: Bytes = [0x81, 1, 2, 3, 4, 5, 6, 7, 8]
        let parts: Bytes =
            [1, 7, 2, 8, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 5] + text("s") + [0]
        return header("0010") + [7] + text("key") + id + parts + end
    }()

    /// Keys of several types and databases, each small.
    private static let everything: Bytes =
        header("0010") + [0] + text("a") + text("1") + [0xfd, 0, 0, 0, 0x66, 0xf8, 5, 4] + text("b")
        + [1] + text("f") + text("v") + [0xfe, 7, 2] + text("c") + [1] + text("x") + [5] + text("d")
        + [1] + text("m") + littleEndian(UInt64(0x3ff0_0000_0000_0000)) + end
}
