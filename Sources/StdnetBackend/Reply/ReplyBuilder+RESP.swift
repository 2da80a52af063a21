#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension ReplyBuilder {
    /// Appends what was written so far, as a server sends it.
    ///
    /// - Parameter buffer: Where the bytes go, after those that are there.
    package func appendRESP(to buffer: inout [UInt8]) {
        bytes.withUnsafeBytes { source in
            for node in nodes { append(node, from: source, to: &buffer) }
        }
    }

    private func append(
        _ node: ReplyTape.Node,
        from source: UnsafeRawBufferPointer,
        to buffer: inout [UInt8]
    ) {
        switch node.kind {
        case .null: buffer.append(contentsOf: isRESP3 ? Self.null : Self.nullBulk)
        case .nullArray: buffer.append(contentsOf: isRESP3 ? Self.null : Self.nullArray)
        case .boolean:
            buffer.append(UInt8(ascii: "#"))
            buffer.append(UInt8(ascii: node.value == 0 ? "f" : "t"))
            buffer.appendLineEnd()
        case .double:
            buffer.append(UInt8(ascii: ","))
            let value = Double(bitPattern: UInt64(bitPattern: node.value))
            buffer.append(
                contentsOf: (node.count > 0 ? value.decimalText : value.respText).utf8
            )
            buffer.appendLineEnd()
        case .integer: buffer.appendHeader(UInt8(ascii: ":"), Int(node.value))
        case .bulk:
            buffer.appendHeader(UInt8(ascii: "$"), Int(node.count))
            buffer.append(contentsOf: node.bytes(in: source))
            buffer.appendLineEnd()
        case .status: buffer.appendLine(UInt8(ascii: "+"), node.bytes(in: source))
        case .error: buffer.appendLine(UInt8(ascii: "-"), node.bytes(in: source))
        case .bigNumber: buffer.appendLine(UInt8(ascii: "("), node.bytes(in: source))
        case .verbatim:
            buffer.appendHeader(UInt8(ascii: "="), Int(node.count))
            buffer.append(contentsOf: node.bytes(in: source))
            buffer.appendLineEnd()
        case .array: buffer.appendHeader(UInt8(ascii: "*"), Int(node.count))
        case .map: buffer.appendHeader(UInt8(ascii: "%"), Int(node.count) / 2)
        case .set: buffer.appendHeader(UInt8(ascii: "~"), Int(node.count))
        case .push: buffer.appendHeader(UInt8(ascii: ">"), Int(node.count))
        }
    }

    private static let null = Array("_\r\n".utf8)
    private static let nullBulk = Array("$-1\r\n".utf8)
    private static let nullArray = Array("*-1\r\n".utf8)
}

extension ReplyTape.Node {
    fileprivate func bytes(in source: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: source[Int(value)..<Int(value) + Int(count)])
    }
}

extension [UInt8] {
    fileprivate mutating func appendLineEnd() {
        append(UInt8(ascii: "\r"))
        append(UInt8(ascii: "\n"))
    }

    /// A type and a number.
    fileprivate mutating func appendHeader(_ type: UInt8, _ number: Int) {
        append(type)
        if 0..<10 ~= number {
            append(UInt8(ascii: "0") + UInt8(number))
        } else {
            append(contentsOf: String(number).utf8)
        }
        appendLineEnd()
    }

    /// A type and one line of text: a line end in it would end the reply, and one after it is left
    /// out.
    fileprivate mutating func appendLine(_ type: UInt8, _ text: UnsafeRawBufferPointer) {
        append(type)
        let last = text.lastIndex { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        for byte in text.prefix((last ?? -1) + 1) {
            append(
                byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte
            )
        }
        appendLineEnd()
    }
}

extension Double {
    /// As Redis 7.0 writes it: 17 digits.
    fileprivate var respText: String {
        if isNaN { return "nan" }
        if isInfinite { return self < 0 ? "-inf" : "inf" }
        if magnitude < 1e15, self == rounded(), !(self == 0 && sign == .minus) {
            return "\(Int(self))"
        }
        return formatted("%.17g")
    }

    /// Without an exponent: 17 decimals, zeros at the end cut.
    fileprivate var decimalText: String {
        var text = formatted("%.17f")
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text == "-0" ? "0" : text
    }

    private func formatted(_ format: String) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 384) { buffer in
            let length = withVaList([self]) {
                vsnprintf(buffer.baseAddress, buffer.count, format, $0)
            }
            let bytes = UnsafeRawBufferPointer(UnsafeBufferPointer(buffer))
            return String(decoding: bytes.prefix(Int(length)), as: UTF8.self)
        }
    }
}
