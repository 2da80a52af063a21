/// Why bytes are not what Redis writes, or nothing that can be read here.
package enum RDBError: Error, Equatable {
    /// They end before what they began does.
    case truncated
    /// They contradict themselves.
    case corrupt
    /// They are a collection without elements, which no key can hold.
    case empty
    /// They are an object of a type that nobody here knows.
    case unknownType(UInt8)
    /// They belong to a module, named as the module names its type.
    case module(String)
    /// They say when a field of a hash ends, which nothing here can keep.
    case fieldExpiry
    /// They hold a string that is longer than is allowed.
    case tooLong(Int)
    /// They do not start as an RDB file does.
    case notAFile
    /// They are of a version of the format that is not known yet.
    case version(Int)
    /// Their checksum is another one.
    case checksum
    /// They go on after their end.
    case trailingBytes
    /// They can't be read, for the reason that the system gives.
    case unreadable(String)
    /// They can't be written, for the reason that the system gives.
    case unwritable(String)
    /// Who takes the parts wants no more of them.
    case stopped
}

extension RDBError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated: "it ends in the middle"
        case .corrupt: "it is damaged"
        case .empty: "it has a collection without elements"
        case .unknownType(let type): "type \(type) is not known"
        case .module(let name): "data of module '\(name)' can't be read"
        case .fieldExpiry: "it has a hash with fields that expire, which is not supported"
        case .tooLong(let count): "it has a string of \(count) bytes, longer than allowed"
        case .notAFile: "it does not start with 'REDIS' and a version"
        case .version(let version): "version \(version) of the format is not known"
        case .checksum: "its checksum does not match: it is damaged"
        case .trailingBytes: "something follows its end"
        case .unreadable(let reason): "it can't be read: \(reason)"
        case .unwritable(let reason): "it can't be written: \(reason)"
        case .stopped: "reading was stopped"
        }
    }
}
