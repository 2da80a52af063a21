package import StdnetBackend

/// A library of functions as the candidates of Redis 7.0 wrote it.
package enum CandidateLibrary {
    /// The source as Redis 7.0 has it: name and engine in the first line.
    package static func source(name: Bytes, engine: Bytes, code: Bytes) -> Bytes {
        Array("#!".utf8) + engine + Array(" name=".utf8) + name + [UInt8(ascii: "\n")] + code
    }
}
