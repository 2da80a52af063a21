package import StdnetBackend

/// Gives what an RDB file holds to a sink of keyspaces.
///
/// Of a stream it holds what is pending in one consumer group; of anything else, nothing.
package struct KeyspaceFeed<Sink: KeyspaceSink>: RDBFileSink {
    package var sink: Sink
    /// What the sink threw, when it is the reason why reading was stopped.
    package private(set) var failure: Sink.Failure?
    /// The names and values that the file has about itself.
    package private(set) var auxiliaries: [String: String] = [:]
    /// When the file was written, in milliseconds since 1970; nil where it does not say.
    private var written: Int64?
    private var stream = StreamFeed()
    /// The only database that is wanted; nil for all of them.
    private let database: Int?

    package init(_ sink: Sink, database: Int? = nil) {
        self.sink = sink
        self.database = database
    }

    package mutating func auxiliary(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        // A file says a dozen things about itself; one that says more gets no memory for them.
        guard auxiliaries.count < 100, value.count < 1024, name.count < 1024 else { return }
        let name = String(decoding: name.array, as: UTF8.self)
        auxiliaries[name] = String(decoding: value.array, as: UTF8.self)
        if name == "ctime" { written = RDBKey.milliseconds(value) }
    }

    /// Calls the sink, and keeps what it throws.
    @inline(__always)
    mutating func pass<Result>(
        _ body: (inout Sink) throws(Sink.Failure) -> Result
    ) throws(RDBError) -> Result {
        do throws(Sink.Failure) {
            return try body(&sink)
        } catch {
            failure = error
            throw .stopped
        }
    }

    package mutating func library(_ code: RawBytes) throws(RDBError) {
        try pass { sink throws(Sink.Failure) in try sink.library(code) }
    }

    package mutating func begin(_ key: RDBKey) throws(RDBError) -> Bool {
        guard !key.hadEnded(by: written), database == nil || database == key.database else {
            return false
        }
        if key.stored == .stream { stream = StreamFeed() }
        let stored = StoredKey(
            name: key.name,
            database: key.database,
            type: key.stored,
            expiry: key.expiry
        )
        return try pass { sink throws(Sink.Failure) in try sink.begin(stored) }
    }

    package mutating func end() throws(RDBError) {
        try pass { sink throws(Sink.Failure) in try sink.end() }
    }

    package mutating func abandon() throws(RDBError) {
        try pass { sink throws(Sink.Failure) in try sink.abandon() }
    }
}

// Values.
extension KeyspaceFeed {
    package mutating func string(_ value: RDBString) throws(RDBError) {
        try value.withBytes { value throws(RDBError) in
            try pass { sink throws(Sink.Failure) in try sink.string(value) }
        }
    }

    package mutating func element(_ value: RDBString) throws(RDBError) {
        try value.withBytes { value throws(RDBError) in
            try pass { sink throws(Sink.Failure) in try sink.element(value) }
        }
    }

    package mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        try name.withBytes { name throws(RDBError) in
            try value.withBytes { value throws(RDBError) in
                try pass { sink throws(Sink.Failure) in try sink.field(name, value) }
            }
        }
    }

    package mutating func member(_ member: RDBString, score: Double) throws(RDBError) {
        try member.withBytes { member throws(RDBError) in
            try pass { sink throws(Sink.Failure) in try sink.member(member, score: score) }
        }
    }
}

// Streams.
extension KeyspaceFeed {
    package mutating func entries(
        base: StreamEntryID,
        _ listpack: RawBytes
    ) throws(RDBError) {
        var list = try StreamListpack(base: base, listpack)
        var isMore = true
        while isMore {
            isMore = try list.next { id, fields throws(RDBError) in
                try stream.add(id, fields)
                // Taken out while it is lent, so that the sink can be written.
                let own = stream.takeFields()
                try own.withView { view throws(RDBError) in
                    try pass { sink throws(Sink.Failure) in try sink.entry(id, view) }
                }
                stream.keep(own)
            }
        }
    }

    package mutating func stream(_ state: RDBStreamState) throws(RDBError) {
        let stored = try stream.state(state)
        try pass { sink throws(Sink.Failure) in try sink.stream(stored) }
    }

    package mutating func group(
        _ name: RDBString,
        lastID: StreamEntryID,
        entriesRead: RDBStreamState.Counter
    ) throws(RDBError) {
        let group = StoredStreamGroup(
            lastID: lastID,
            entriesRead: stream.entriesRead(entriesRead, upTo: lastID)
        )
        try name.withBytes { name throws(RDBError) in
            try pass { sink throws(Sink.Failure) in try sink.group(name, group) }
        }
    }

    package mutating func pending(
        _ id: StreamEntryID,
        _ delivery: StoredDelivery
    ) throws(RDBError) {
        guard stream.deliveries.updateValue(delivery, forKey: id) == nil else { throw .corrupt }
    }

    package mutating func consumer(
        _ name: RDBString,
        _ state: StoredStreamConsumer
    ) throws(RDBError) {
        try name.withBytes { name throws(RDBError) in
            try pass { sink throws(Sink.Failure) in try sink.consumer(name, state) }
        }
    }

    package mutating func owned(_ id: StreamEntryID) throws(RDBError) {
        guard let delivery = stream.deliveries.removeValue(forKey: id) else { throw .corrupt }
        try pass { sink throws(Sink.Failure) in try sink.pending(id, delivery) }
    }

    package mutating func endGroup() throws(RDBError) {
        // What is pending for nobody could never be acknowledged.
        guard stream.deliveries.isEmpty else { throw .corrupt }
    }
}
