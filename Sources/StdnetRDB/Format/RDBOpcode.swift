/// What stands in an RDB file where a key might.
enum RDBOpcode: UInt8 {
    /// How many keys a slot of a cluster has.
    case slotInfo = 244
    /// A library of functions.
    case library = 245
    /// A library as the candidates of Redis 7.0 wrote it: name, engine and description apart.
    case candidateLibrary = 246
    case moduleAuxiliary = 247
    /// How long the next key was not used, in seconds.
    case idle = 248
    /// How often the next key was used, as a logarithm.
    case frequency = 249
    /// A name and a value about the file itself.
    case auxiliary = 250
    /// How many keys a database has, and how many of them end.
    case resize = 251
    /// When the next key ends, in milliseconds since 1970.
    case expiryMilliseconds = 252
    /// When the next key ends, in seconds since 1970.
    case expirySeconds = 253
    case selectDatabase = 254
    case end = 255
}
