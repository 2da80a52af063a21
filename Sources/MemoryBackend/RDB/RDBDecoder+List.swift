import DequeModule
import StdnetBackend

extension RDBDecoder {
    mutating func list(_ type: RDBType) throws(RDBError) -> ListContent {
        var elements: Deque<ByteString> = []
        switch type {
        case .listZiplist: elements.append(contentsOf: try packed(Ziplist.elements))
        case .listOfZiplists:
            for _ in 0..<(try count()) {
                elements.append(contentsOf: try packed(Ziplist.elements))
            }
        case .listOfListpacks:
            for _ in 0..<(try count()) { try appendNode(to: &elements) }
        default:
            for _ in 0..<(try count()) { elements.append(try reader.string()) }
        }
        guard !elements.isEmpty else { throw .corrupt }
        return ListContent(elements)
    }

    /// A listpack, or an element that was too large for one.
    private mutating func appendNode(to elements: inout Deque<ByteString>) throws(RDBError) {
        switch try reader.length() {
        case 1:
            let element = try reader.string()
            guard element.count > 0 else { throw .corrupt }
            elements.append(element)
        case 2: elements.append(contentsOf: try packed(Listpack.elements))
        default: throw .corrupt
        }
    }
}
