package import StdnetBackend

/// Reads the Redis protocol as it arrives, in pieces of any size, and hands out complete replies.
///
/// A reply that is not complete is read on where it stopped, never again from its start: the time
/// for a large reply does not depend on how many pieces bring it.
///
/// What the two parsers make of unusual replies:
///
/// | reply | ``HiredisParser`` with hiredis 0.14 | ``RESPParser`` |
/// |---|---|---|
/// | a type of RESP3 | refused, read from hiredis 1.0 on | read |
/// | a string of 512 MB | read, takes three times the memory | read, takes hardly more memory |
/// | a string of more than 512 MB | refused when announced | refused when announced |
/// | an array of 1,000,000 elements | read | read |
/// | more than 2,147,483,647 elements | refused when announced | refused when announced |
/// | collections in collections, 8 deep | read | read |
/// | 9 to 128 deep, as 100 | refused, read from hiredis 1.0 on | read |
/// | more than 128 deep | refused, from hiredis 1.0 on at its own limit | refused |
/// | a string without its line break at the end | read | refused |
/// | a CR or LF alone inside a line | refused | refused |
package protocol ReplyParser {
    /// Reads what arrived.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when it is not a reply. The replies that
    ///   were complete before can still be taken; nothing else can be done with the parser.
    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(BackendError)

    /// Takes the replies that are complete; nil when there is none.
    mutating func take() -> ReplyBatch?
}
