import StdnetBackend

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// What DEBUG does that is not about keys.
extension Keyspace {
    /// DEBUG SLEEP: holds everybody up.
    mutating func sleep(seconds: Double) {
        guard seconds > 0, seconds < 1e6 else { return }
        let microseconds = Int(seconds * 1e6)
        var time = timespec()
        time.tv_sec = microseconds / 1_000_000
        time.tv_nsec = microseconds % 1_000_000 * 1000
        nanosleep(&time, nil)
        sleptMilliseconds += microseconds / 1000
    }

    /// DEBUG HTSTATS: what there is to tell of the table of a database.
    mutating func tableStatistics(_ call: ArgumentView) throws(CommandError) -> String {
        guard let number = call.integer(2), Self.databases.contains(number) else {
            throw .init("ERR Out of range database")
        }
        let home = selected
        defer { select(home) }
        select(number)
        return "[Dictionary HT]\n" + Self.statistics(count) + "[Expires HT]\n"
            + Self.statistics(expiringKeys.count)
    }

    /// DEBUG HTSTATS-KEY: the same of a collection that is a hash table.
    func collectionStatistics(_ call: ArgumentView) throws(CommandError) -> String {
        guard let position = peek(call[2]) else { throw .noSuchKey }
        let slot = slot(position)
        let encoding = slot.encodingName(settings).description
        guard encoding == "hashtable" || encoding == "skiplist" else {
            throw .init(
                "ERR The value stored at the specified key is not represented using an hash table"
            )
        }
        switch slot.value {
        case .hash(let box): return Self.statistics(box.content.fields.count)
        case .set(let box): return Self.statistics(box.content.members.count)
        case .sortedSet(let box): return Self.statistics(box.content.count)
        default: return Self.statistics(0)
        }
    }

    private static func statistics(_ count: Int) -> String {
        guard count > 0 else { return "No stats available for empty dictionaries\n" }
        var size = 4
        while size < count { size *= 2 }
        // Keys do not chain: each lies in a slot of its own.
        return "Hash table 0 stats (main hash table):\n table size: \(size)\n number of elements: "
            + "\(count)\n different slots: \(count)\n max chain length: 1\n avg chain length "
            + "(counted): 1.00\n avg chain length (computed): 1.00\n Chain length distribution:\n"
            + "   1: \(count) (100.00%)\n"
    }
}

extension ReplyBuilder {
    private static let verbatimText = "This is a verbatim\nstring"

    /// DEBUG PROTOCOL: a reply of the named type.
    mutating func example(of type: String) throws(CommandError) {
        switch type {
        case "string": bulk("Hello World")
        case "integer": integer(12345)
        case "double": number(3.141)
        case "null": null()
        case "true": truth(true)
        case "false": truth(false)
        case "array":
            array(3)
            for number in 0..<3 { integer(number) }
        case "set":
            set(3)
            for number in 0..<3 { integer(number) }
        case "map":
            map(3)
            for number in 0..<3 {
                integer(number)
                truth(number == 1)
            }
        case "bignum":
            bigNumber("1234567999999999999999999999999999999")
        case "verbatim":
            verbatim(Self.verbatimText)
        // What attributes say of a reply, nobody here reads.
        case "attrib": bulk("Some real reply following the attribute")
        case "push":
            guard isRESP3 else { throw .init("ERR RESP2 is not supported by this command") }
            push(2)
            bulk("server-cpu-usage")
            integer(42)
            bulk("Some real reply following the push reply")
        default:
            throw .init(
                "ERR Wrong protocol type name. Please use one of the following: string|integer|double|"
                    + "bignum|null|array|set|map|attrib|push|verbatim|true|false"
            )
        }
    }
}
