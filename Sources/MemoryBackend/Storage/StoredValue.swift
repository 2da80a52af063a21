import StdnetBackend

/// What a key holds.
///
/// Strings lie flat in the entry, 24 bytes and no allocation up to 22; collections are boxes, so that
/// they change in place.
enum StoredValue {
    case inline(InlineBytes)
    case heap(Bytes)
    /// A string that a command changed in part: an array of any length, to be changed in place.
    case raw(Bytes)
    /// The text of an integer that is none to Redis, as INCRBYFLOAT leaves it.
    case embedded(InlineBytes)
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
        case .inline(let bytes), .embedded(let bytes): .inline(bytes)
        case .heap(let bytes): .heap(bytes)
        case .raw(let bytes): ByteString(bytes)
        default: nil
        }
    }

    /// How long a string is; a collection has no bytes.
    @inline(__always) var byteCount: Int {
        switch self {
        case .inline(let bytes), .embedded(let bytes): Int(bytes.count)
        case .heap(let bytes), .raw(let bytes): bytes.count
        default: 0
        }
    }

    /// The bytes of a string as an array, a long string's own; none for a collection.
    var bytes: Bytes {
        switch self {
        case .inline(let bytes), .embedded(let bytes): bytes.withBytes { Bytes($0) }
        case .heap(let bytes), .raw(let bytes): bytes
        default: []
        }
    }

    var type: KeyType {
        switch self {
        case .inline, .heap, .raw, .embedded: .string
        case .list: .list
        case .hash: .hash
        case .set: .set
        case .sortedSet: .zset
        case .stream: .stream
        }
    }
}
