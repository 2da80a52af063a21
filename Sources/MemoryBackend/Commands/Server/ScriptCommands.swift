import StdnetBackend

// Script calls by name. A batch carries its scripts, so a call that comes here has none.
extension Keyspace {
    func evalsha(_ call: ArgumentView) throws(CommandError) {
        _ = try Self.keyCount(of: call)
        throw .init("NOSCRIPT No matching script. Please use EVAL.")
    }
}
