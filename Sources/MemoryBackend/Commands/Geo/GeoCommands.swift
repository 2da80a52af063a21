import StdnetBackend

extension Keyspace {
    /// The commands of places in sorted sets.
    static let geoCommands: [CommandImplementation] = [
        .init("geoadd") { (k, call, reply) throws(CommandError) in try k.geoadd(call, &reply) },
        .init("geodist") { (k, call, reply) throws(CommandError) in
            try k.geodist(call, &reply)
        },
        .init("geohash") { (k, call, reply) throws(CommandError) in
            try k.geohash(call, &reply)
        },
        .init("geopos") { (k, call, reply) throws(CommandError) in try k.geopos(call, &reply) },
        .init("georadius") { (k, call, reply) throws(CommandError) in
            try k.georadiusOrStore(call, .radius, &reply)
        },
        .init("georadius_ro") { (k, call, reply) throws(CommandError) in
            try k.georadius(call, .radius, &reply)
        },
        .init("georadiusbymember") { (k, call, reply) throws(CommandError) in
            try k.georadiusOrStore(call, .radiusByMember, &reply)
        },
        .init("georadiusbymember_ro") { (k, call, reply) throws(CommandError) in
            try k.georadius(call, .radiusByMember, &reply)
        },
        .init("geosearch") { (k, call, reply) throws(CommandError) in
            try k.georadius(call, .search, &reply)
        },
        .init("geosearchstore") { (k, call, reply) throws(CommandError) in
            try k.georadiusOrStore(call, .searchStore, &reply)
        },
    ]
}
