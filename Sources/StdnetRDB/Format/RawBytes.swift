import StdnetBackend

/// Borrowed bytes, valid only within the call that lends them.
package typealias RawBytes = UnsafeRawBufferPointer

extension Bytes {
    /// Appends a number, its lowest byte first.
    package mutating func append(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// Lends the bytes to what may fail.
    @inline(__always)
    func lend<Result, Failure: Error>(
        _ body: (RawBytes) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withUnsafeBufferPointer { buffer throws(Failure) -> Result in
            try body(RawBytes(buffer))
        }
    }
}
