import StdnetBackend
import StdnetRDB

/// An object as DUMP replies and RESTORE takes it: type, object, version of the format, checksum.
enum DumpPayload {
    /// The bytes of version and checksum.
    static let footerSize = 10

    /// The payload of a value.
    static func bytes(of slot: Keyspace.Slot, _ settings: KeyspaceSettings) -> Bytes {
        var encoder = RDBEncoder(settings)
        let type = encoder.type(of: slot)
        encoder.writer.byte(type.rawValue)
        encoder.append(slot.value, as: type)
        return sealed(encoder.writer.take())
    }

    /// A payload with version and checksum.
    static func sealed(_ content: consuming Bytes) -> Bytes {
        var bytes = content
        bytes.append(littleEndian: RDBType.formatVersion)
        let checksum = bytes.withUnsafeBytes { CRC64.checksum($0) }
        bytes.append(littleEndian: checksum)
        return bytes
    }

    /// Whether a payload has a version that can be read, and the right checksum.
    static func isSound(_ payload: RawBytes, verifiesChecksum: Bool = true) -> Bool {
        guard payload.count >= footerSize else { return false }
        let body = RawBytes(rebasing: payload[..<(payload.count - 8)])
        let version = payload.loadUnaligned(fromByteOffset: body.count - 2, as: UInt16.self)
        let checksum = payload.loadUnaligned(fromByteOffset: body.count, as: UInt64.self)
        guard UInt16(littleEndian: version) <= RDBType.formatVersion else { return false }
        return !verifiesChecksum || UInt64(littleEndian: checksum) == CRC64.checksum(body)
    }

    /// The object of a sound payload.
    ///
    /// As in Redis nothing keeps it from reaching into the footer.
    static func object(
        in payload: RawBytes,
        seed: HashSeed
    ) throws(RDBError) -> RDBObject {
        var reader = RDBReader(payload)
        let byte = try reader.byte()
        guard let type = RDBType(rawValue: byte), type.isOfRedis70,
            var builder = RDBObjectBuilder(type, seed: seed)
        else { throw .unknownType(byte) }
        var decoder = RDBValueDecoder(type)
        try decoder.run(&reader, &builder)
        return try builder.finish()
    }
}
