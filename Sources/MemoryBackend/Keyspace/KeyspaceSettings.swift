/// What CONFIG SET may change about values: when a small collection becomes a large one, and limits.
///
/// The names are Redis's parameters, the values its defaults.
struct KeyspaceSettings {
    var hashMaxListpackEntries = 512
    var hashMaxListpackValue = 64
    var setMaxIntsetEntries = 512
    var listMaxListpackSize = -2
    var listCompressDepth = 0
    var sortedSetMaxListpackEntries = 128
    var sortedSetMaxListpackValue = 64
    var streamNodeMaxBytes = 4096
    var streamNodeMaxEntries = 100
    var hllSparseMaxBytes = 3000
    /// The longest string.
    var protoMaxBulkLength = 512 << 20
    /// Whether keys keep how often they were used, not when: `maxmemory-policy` says lfu.
    var countsUses = false
    /// How much less likely the counter of uses grows, the higher it is.
    var lfuLogFactor = 10
    /// After how many minutes without use the counter loses one; 0 for never.
    var lfuDecayTime = 1
    /// Whether keys end when their time comes, not only when they are asked for.
    var expiresActively = true
    /// Whether what is done now and then, without a command, is not done: for tests.
    var isCronPaused = false
    /// The size from which on an element of a list stands alone, outside of listpacks.
    var plainElementSize = 1 << 30
    /// Whether RESTORE refuses payloads with a wrong checksum.
    var verifiesChecksums = true
}
