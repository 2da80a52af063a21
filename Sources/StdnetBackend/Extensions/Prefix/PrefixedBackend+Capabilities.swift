extension PrefixedBackend: KeyspaceCopying where Base: KeyspaceCopying {
    /// A copy of the whole base, behind the same prefix.
    public func copy() async throws(BackendError) -> any Backend {
        prefixed(try await base.copy())
    }

    /// A copy of the whole base in which time stands still, behind the same prefix.
    public func stillCopy() async throws(BackendError) -> any Backend {
        let copy = try await base.stillCopy()
        return prefixed(copy)
    }
}

extension PrefixedBackend: ConnectionLending where Base: ConnectionLending {
    /// Lends a connection of the base, behind the same prefix.
    ///
    /// - Throws: as the base; what `body` throws.
    public func withConnection<Result: Sendable>(
        _ body: (any Backend) async throws -> Result
    ) async throws -> Result {
        try await base.withConnection { connection in try await body(prefixed(connection)) }
    }
}

extension PrefixedBackend: Subscribing where Base: Subscribing {
    /// Listens for the time of a closure; channels have no prefix, so these are those of the base.
    ///
    /// - Throws: as the base; what `body` throws.
    public func subscribe<Result: Sendable>(
        to topics: Set<Topic>,
        bufferingNewest limit: Int,
        _ body: (Subscription) async throws -> Result
    ) async throws -> Result {
        try await base.subscribe(to: topics, bufferingNewest: limit, body)
    }
}

extension PrefixedBackend: CacheInvalidating where Base: CacheInvalidating {
    /// Listens to changes of keys behind the prefix; they come without it.
    ///
    /// - Throws: as the base; what `body` throws.
    public func invalidations<Result: Sendable>(
        ofKeysWithPrefixes prefixes: [String],
        bufferingNewest limit: Int,
        _ body: (Invalidations) async throws -> Result
    ) async throws -> Result {
        try await base.invalidations(
            ofKeysWithPrefixes: prefixes.isEmpty ? [prefix] : prefixes.map { prefix + $0 },
            bufferingNewest: limit
        ) { invalidations in try await body(invalidations.hiding(prefix.utf8.count)) }
    }
}

extension PrefixedBackend {
    private func prefixed(_ other: some Backend) -> any Backend { other.prefixed(by: prefix) }
}
