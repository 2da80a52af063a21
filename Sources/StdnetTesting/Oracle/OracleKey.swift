import StdnetODM

/// What a key should hold.
enum OracleKey: Equatable {
    case text(Bytes)
    case list([Bytes])
    case hash([Bytes: Bytes])
    case set(Set<Bytes>)
    case scored([Bytes: Double])

    /// What a dump says of a key; nil for another type.
    init?(_ value: KeyspaceDump.Value) {
        switch value {
        case .string(let bytes): self = .text(bytes)
        case .list(let elements): self = .list(elements)
        case .hash(let pairs):
            self = .hash(Dictionary(pairs.map { ($0.name, $0.value) }) { $1 })
        case .set(let members): self = .set(Set(members))
        case .sortedSet(let pairs):
            self = .scored(
                Dictionary(
                    pairs.map {
                        ($0.name, Double(String(decoding: $0.value, as: UTF8.self)) ?? .nan)
                    }
                ) { $1 }
            )
        default: return nil
        }
    }
}

/// One command on a structure, which a session carries out.
struct OraclePiece: CustomStringConvertible {
    /// Whose structure it is; models and steps by their places.
    enum Owner {
        case object(model: Int, id: String)
        case planned(model: Int, step: Int)
        case model(Int)
        case nobody(key: String)
    }

    let owner: Owner
    let name: String
    let type: StructureType
    let verb: StructureOperation.Verb
    let arguments: [Bytes]

    var description: String {
        let words = arguments.map { "'\(String(decoding: $0, as: UTF8.self))'" }
        return "\(verb.rawValue) \(owner) \(name) \(words.joined(separator: " "))"
    }

    /// Does it to what is there.
    func change(_ key: inout OracleKey?) {
        switch verb {
        case .rpush, .lpush:
            var elements: [Bytes] = []
            if case .list(let known)? = key { elements = known }
            for argument in arguments {
                elements.insert(argument, at: verb == .lpush ? 0 : elements.count)
            }
            key = .list(elements)
        case .sadd, .srem:
            var members: Set<Bytes> = []
            if case .set(let known)? = key { members = known }
            if verb == .sadd { members.formUnion(arguments) } else { members.subtract(arguments) }
            key = members.isEmpty ? nil : .set(members)
        case .zadd, .zrem, .zremrangebyscore:
            var members: [Bytes: Double] = [:]
            if case .scored(let known)? = key { members = known }
            changeScores(&members)
            key = members.isEmpty ? nil : .scored(members)
        case .hset, .hdel:
            var pairs: [Bytes: Bytes] = [:]
            if case .hash(let known)? = key { pairs = known }
            if verb == .hset {
                for (name, value) in self.pairs { pairs[name] = value }
            } else {
                for name in arguments { pairs[name] = nil }
            }
            key = pairs.isEmpty ? nil : .hash(pairs)
        case .set, .append, .setrange: changeText(&key)
        case .unlink: key = nil
        }
    }

    private var pairs: [(Bytes, Bytes)] {
        stride(from: 0, to: arguments.count - 1, by: 2).map { (arguments[$0], arguments[$0 + 1]) }
    }

    private func changeScores(_ members: inout [Bytes: Double]) {
        func number(_ bytes: Bytes) -> Double {
            Double(String(decoding: bytes, as: UTF8.self)) ?? .nan
        }
        switch verb {
        case .zadd: for (score, member) in pairs { members[member] = number(score) }
        case .zrem: for member in arguments { members[member] = nil }
        default:
            let (low, high) = (number(arguments[0]), number(arguments[1]))
            members = members.filter { !(low...high).contains($0.value) }
        }
    }

    private func changeText(_ key: inout OracleKey?) {
        var text: Bytes?
        if case .text(let known)? = key { text = known }
        switch verb {
        case .set: text = arguments[0]
        case .append: text = (text ?? []) + arguments[0]
        default:
            let offset = Int(String(decoding: arguments[0], as: UTF8.self)) ?? 0
            guard !arguments[1].isEmpty else { return }
            var bytes = text ?? []
            let end = offset + arguments[1].count
            while bytes.count < end { bytes.append(0) }
            bytes.replaceSubrange(offset..<end, with: arguments[1])
            text = bytes
        }
        key = text.map { .text($0) }
    }
}
