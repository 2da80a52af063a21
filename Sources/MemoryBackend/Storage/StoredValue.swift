import StdnetBackend

/// What a key holds.
///
/// Strings lie flat in the entry, 24 bytes and no allocation up to 22; collections are boxes, so that
/// they change in place.
enum StoredValue {
    case inline(InlineBytes)
    case heap(Bytes)
    case list(Box<ListContent>)
    case hash(Box<HashContent>)
    case set(Box<SetContent>)
    case sortedSet(Box<SortedSet>)
    case stream(Box<StreamContent>)

    @inline(__always)
    init(_ bytes: RawBytes) { self.init(ByteString(bytes)) }

    @inline(__always)
    init(_ string: ByteString) {
        switch string {
        case .inline(let bytes): self = .inline(bytes)
        case .heap(let bytes): self = .heap(bytes)
        }
    }

    /// The string; nil for a collection.
    @inline(__always) var string: ByteString? {
        switch self {
        case .inline(let bytes): .inline(bytes)
        case .heap(let bytes): .heap(bytes)
        default: nil
        }
    }

    var type: KeyType {
        switch self {
        case .inline, .heap: .string
        case .list: .list
        case .hash: .hash
        case .set: .set
        case .sortedSet: .zset
        case .stream: .stream
        }
    }
}
