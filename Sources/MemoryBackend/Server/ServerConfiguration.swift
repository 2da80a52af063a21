import StdnetBackend

/// What CONFIG GET shows and CONFIG SET changes.
///
/// Parameters that mean something here have a property; the others are kept as text, so that clients
/// which set and read them find what they expect.
struct ServerConfiguration {
    var password = ""
    /// Which events of keys are published.
    var notifiedEvents = NotifiedEvents()
    /// How many bytes may be used; 0 for any number.
    private(set) var maxMemory = 0
    /// How many bytes may wait for clients that do not read.
    private(set) var outputLimits = OutputLimits()
    /// Whether writing needs replicas, which there never are.
    private(set) var requiresReplicas = false
    /// The address that clients see as the server's.
    var address = "127.0.0.1:6379"
    private let seed: UInt64
    private var values: [String: String]

    init(seed: UInt64) {
        self.seed = seed
        values = Self.defaults
    }

    /// What names this server among others: 40 digits.
    var runIdentifier: String {
        var generator = SeededGenerator(seed: seed)
        let words = (0..<3).map { _ in String(generator.next() | 1 << 63, radix: 16) }
        return String(words.joined().prefix(40))
    }

    /// What all parameters are at first: read once, because tests make a server each.
    private static let defaults: [String: String] = {
        var values: [String: String] = [:]
        for line in ConfigurationParameters.defaults.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            values[String(words[0])] = words.count > 1 ? String(words[1]) : ""
        }
        return values
    }()

    /// Notes where the server listens, and by which password it lets clients in.
    mutating func listen(on address: String, port: Int, password: String?) {
        self.address = "\(address):\(port)"
        values["bind"] = address
        values["port"] = "\(port)"
        if let password {
            self.password = password
            values["requirepass"] = password
        }
    }

    /// The parameters whose names match a pattern, by name.
    func matching(_ pattern: RawBytes) -> [(name: String, value: String)] {
        let hasWildcard = pattern.contains { UInt8(ascii: "*") == $0 || UInt8(ascii: "?") == $0 }
        let pattern = Array(pattern.map { $0 >= 0x41 && $0 <= 0x5a ? $0 + 0x20 : $0 })
        return pattern.withUnsafeBytes { pattern in
            let glob = GlobPattern(pattern)
            // The hidden ones are only shown to who knows their name.
            return values.keys.sorted().compactMap { name in
                guard !ConfigurationParameters.hidden.contains(name) || !hasWildcard else {
                    return nil
                }
                let matches = Array(name.utf8).withUnsafeBytes { glob.matches($0) }
                return matches ? (name, values[name] ?? "") : nil
            }
        }
    }

    func isKnown(_ name: String) -> Bool { values[name] != nil }

    subscript(name: String) -> String? { values[name] }

    /// Sets a parameter that is known.
    ///
    /// - Returns: why it can't have this value; nil when it has.
    mutating func set(
        _ name: String,
        _ value: String,
        _ settings: inout KeyspaceSettings
    ) -> String? {
        switch name {
        case "requirepass": password = value
        case "notify-keyspace-events":
            guard let events = NotifiedEvents(value) else {
                return "Invalid event class character. Use 'Ag$lshzxeKEtmdn'."
            }
            notifiedEvents = events
            values[name] = events.description
            return nil
        case "maxmemory":
            guard let bytes = Int(bytes: value), bytes >= 0 else {
                return "argument must be a memory value"
            }
            maxMemory = bytes
            values[name] = "\(bytes)"
            return nil
        case "client-output-buffer-limit":
            if let reason = outputLimits.set(value) { return reason }
            values[name] = outputLimits.description
            return nil
        case "maxmemory-policy":
            guard Self.isOneOf(ConfigurationParameters.words[name], value) else { break }
            settings.countsUses = value.lowercased().hasSuffix("lfu")
        case "min-replicas-to-write", "min-slaves-to-write":
            if let reason = store(name, value) { return reason }
            requiresReplicas = (Int(value) ?? 0) > 0
            return nil
        default:
            switch settings.set(name, value) {
            case .failure(let refusal): return refusal.reason
            case .success(let number):
                values[name] = number
                if let other = ConfigurationParameters.aliases[name] { values[other] = number }
                return nil
            case nil: break
            }
        }
        return store(name, value)
    }

    /// Stores a value of the kind that the parameter has.
    private mutating func store(_ name: String, _ value: String) -> String? {
        let known = values[name] ?? ""
        let stored: String
        if let words = ConfigurationParameters.words[name] {
            guard Self.isOneOf(words, value) else {
                return "argument(s) must be one of the following: " + words.joined(separator: ", ")
            }
            stored = value.lowercased()
        } else if known == "yes" || known == "no" {
            stored = value.lowercased()
            guard stored == "yes" || stored == "no" else { return "argument must be 'yes' or 'no'" }
        } else if name == "maxmemory-clients", value.hasSuffix("%") {
            guard let share = Int(value.dropLast()), 0...100 ~= share else {
                return "percentage argument must be less or equal to 100"
            }
            stored = value
        } else if ConfigurationParameters.sizes.contains(name) {
            guard let bytes = Int(bytes: value) else {
                let kinds = name == "maxmemory-clients" ? "memory or percent" : "memory"
                return "argument must be a \(kinds) value"
            }
            if name == "client-query-buffer-limit", bytes < 1 << 20 {
                return "argument must be between 1048576 and \(Int.max) inclusive"
            }
            stored = "\(bytes)"
        } else if Int(known) != nil {
            guard let number = Int(value) else {
                return "argument couldn't be parsed into an integer"
            }
            stored = "\(number)"
        } else {
            stored = value
        }
        values[name] = stored
        if let other = ConfigurationParameters.aliases[name] { values[other] = stored }
        return nil
    }

    private static func isOneOf(_ words: [String]?, _ value: String) -> Bool {
        words?.contains(value.lowercased()) == true
    }
}

extension KeyspaceSettings {
    /// A parameter of values that is a number.
    private struct Parameter {
        let path: WritableKeyPath<KeyspaceSettings, Int>
        let range: ClosedRange<Int>
        /// Whether it is a number of bytes, which may have a unit.
        let isMemory: Bool

        /// Why it can't have a value, or the number that the value is.
        func number(_ value: String) -> Result<Int, Refusal> {
            var number = Array(value.utf8).withUnsafeBytes { Int(decimal: $0) }
            if isMemory {
                number = Int(bytes: value)
                if number == nil, !value.isEmpty, value.allSatisfy(\.isNumber) { number = -1 }
            }
            guard let number else {
                return .failure(
                    isMemory
                        ? "argument must be a memory value"
                        : "argument couldn't be parsed into an integer"
                )
            }
            guard range.contains(number) else {
                return .failure(
                    "argument must be between \(range.lowerBound) and \(range.upperBound) inclusive"
                )
            }
            return .success(number)
        }
    }

    /// Why a parameter can't have a value.
    struct Refusal: Error, ExpressibleByStringInterpolation {
        let reason: String
        init(stringLiteral reason: String) { self.reason = reason }
    }

    /// Sets what belongs to a parameter; nil when nothing does.
    ///
    /// - Returns: the value as CONFIG GET shows it, or why it can't have this one.
    mutating func set(_ name: String, _ value: String) -> Result<String, Refusal>? {
        guard let parameter = Self.parameters[name] else { return nil }
        let number = parameter.number(value)
        if case .success(let number) = number { self[keyPath: parameter.path] = number }
        return number.map { "\($0)" }
    }

    private static var parameters: [String: Parameter] {
        func count(
            _ path: WritableKeyPath<KeyspaceSettings, Int>,
            _ range: ClosedRange<Int> = 0...Int.max
        ) -> Parameter { Parameter(path: path, range: range, isMemory: false) }
        func memory(
            _ path: WritableKeyPath<KeyspaceSettings, Int>,
            from least: Int = 0
        ) -> Parameter { Parameter(path: path, range: least...Int.max, isMemory: true) }
        let small = 0...Int(Int32.max)
        return [
            "hash-max-listpack-entries": count(\.hashMaxListpackEntries),
            "hash-max-ziplist-entries": count(\.hashMaxListpackEntries),
            "hash-max-listpack-value": memory(\.hashMaxListpackValue),
            "hash-max-ziplist-value": memory(\.hashMaxListpackValue),
            "set-max-intset-entries": count(\.setMaxIntsetEntries),
            "list-max-listpack-size": count(\.listMaxListpackSize, Int(Int32.min)...Int(Int32.max)),
            "list-max-ziplist-size": count(\.listMaxListpackSize, Int(Int32.min)...Int(Int32.max)),
            "list-compress-depth": count(\.listCompressDepth, small),
            "zset-max-listpack-entries": count(\.sortedSetMaxListpackEntries),
            "zset-max-ziplist-entries": count(\.sortedSetMaxListpackEntries),
            "zset-max-listpack-value": memory(\.sortedSetMaxListpackValue),
            "zset-max-ziplist-value": memory(\.sortedSetMaxListpackValue),
            "stream-node-max-bytes": memory(\.streamNodeMaxBytes),
            "stream-node-max-entries": count(\.streamNodeMaxEntries),
            "hll-sparse-max-bytes": memory(\.hllSparseMaxBytes),
            "proto-max-bulk-len": memory(\.protoMaxBulkLength, from: 1 << 20),
            "lfu-log-factor": count(\.lfuLogFactor, small),
            "lfu-decay-time": count(\.lfuDecayTime, small),
        ]
    }
}

extension Int {
    /// Reads a number of bytes with a unit: `1kb` is 1024, `1k` is 1000.
    init?(bytes text: String) {
        let digits = text.prefix { $0.isNumber }
        guard let number = digits.isEmpty ? 0 : Int(digits) else { return nil }
        let units = [
            "": 1, "b": 1, "k": 1000, "kb": 1 << 10, "m": 1_000_000, "mb": 1 << 20,
            "g": 1_000_000_000, "gb": 1 << 30,
        ]
        guard let unit = units[text.dropFirst(digits.count).lowercased()] else { return nil }
        let (product, isTooLarge) = number.multipliedReportingOverflow(by: unit)
        guard !isTooLarge else { return nil }
        self = product
    }
}
