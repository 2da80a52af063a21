/// How an RDB file is read.
package struct RDBFileOptions: Sendable {
    /// Whether data of modules is passed over; else it is an error that names the module.
    package var skipsModules = false
    /// The longest string, in bytes: what Redis allows as long as nobody changed it.
    package var longestString = 512 << 20
    /// Whether the checksum at the end is compared.
    package var verifiesChecksum = true

    package init() {}
}
