import StdnetBackend

/// A borrowed key on its way into a table: hashed once, compared without becoming owned.
///
/// All tables of a keyspace share one seed, so one probe serves the keyspace and every collection.
struct Probe {
    let bytes: RawBytes
    let inline: InlineBytes
    let hash: UInt64
    let seed: HashSeed

    @inline(__always)
    init(_ bytes: RawBytes, _ seed: HashSeed) {
        self.bytes = bytes
        self.seed = seed
        if bytes.count <= InlineBytes.capacity {
            inline = InlineBytes(bytes)
            hash = inline.hash(seed)
        } else {
            inline = InlineBytes()
            hash = seed.hash(long: bytes)
        }
    }

    @inline(__always)
    func matches(_ key: borrowing ByteString) -> Bool {
        switch key {
        case .inline(let other):
            bytes.count <= InlineBytes.capacity && other == inline
        case .heap(let other):
            other.count == bytes.count && other.withUnsafeBytes { $0.matches(bytes) }
        }
    }

    /// The key as an owned byte string.
    @inline(__always) var owned: ByteString {
        bytes.count <= InlineBytes.capacity ? .inline(inline) : .heap(Bytes(bytes))
    }
}

extension HashSeed {
    /// A probe for bytes in any table of the keyspace with this seed.
    ///
    /// Of the seed, not of the keyspace: a method of that, where it is called, copies all of it.
    @inline(__always)
    func probe(_ bytes: RawBytes) -> Probe { Probe(bytes, self) }
}
