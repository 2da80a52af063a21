/// One command on a structure, which a session carries out together with its objects.
///
/// Structures see the end of a commit: first objects are deleted, moved and written, then these
/// commands follow in the order of the session. They read nothing, so each of them can only succeed once
/// the key is free or holds the right type, which the commit checks before it writes anything.
package struct StructureOperation: Sendable {
    /// Whose structure it is.
    package struct Owner: Sendable {
        enum Storage: Sendable, Hashable {
            case object(model: String, id: Bytes)
            case planned(model: String, Handle)
            case model(String)
            case key(String)
        }

        let storage: Storage

        /// The name of the model; nil for a key that stands alone.
        var model: String? {
            switch storage {
            case .object(let model, _), .planned(let model, _), .model(let model): model
            case .key: nil
            }
        }

        /// That of an object, which may be planned in the same session.
        package static func object<M: Model>(_ reference: Ref<M>) -> Owner {
            switch reference.storage {
            case .planned(let handle): Owner(storage: .planned(model: M.modelName, handle))
            case .id(let id): Owner(storage: .object(model: M.modelName, id: id.stored ?? []))
            }
        }

        /// That of an object of a model without a type.
        package static func object(_ model: String, id: Bytes) -> Owner {
            Owner(storage: .object(model: model, id: id))
        }

        static func planned(_ model: String, _ handle: Handle) -> Owner {
            Owner(storage: .planned(model: model, handle))
        }

        /// The one that all objects of a model share.
        package static func model<M: Model>(_: M.Type) -> Owner {
            Owner(storage: .model(M.modelName))
        }

        /// The one that all objects of a model without a type share.
        package static func model(named name: String) -> Owner { Owner(storage: .model(name)) }

        /// One that belongs to no model, by its key.
        package static func key(_ key: String) -> Owner { Owner(storage: .key(key)) }
    }

    /// The commands that there are: none of them can fail where the type is right.
    package enum Verb: String, Sendable, CaseIterable {
        case rpush = "RPUSH"
        case lpush = "LPUSH"
        case sadd = "SADD"
        case srem = "SREM"
        case zadd = "ZADD"
        case zrem = "ZREM"
        case zremrangebyscore = "ZREMRANGEBYSCORE"
        case hset = "HSET"
        case hdel = "HDEL"
        case set = "SET"
        case append = "APPEND"
        case setrange = "SETRANGE"
        /// Empties the structure, of whatever type.
        case unlink = "UNLINK"
    }

    /// Whose structure it is.
    package let owner: Owner
    /// The name in the key; nothing for a key that stands alone.
    package let name: String
    /// What it is.
    package let type: StructureType
    /// What happens to it.
    package let verb: Verb
    /// What follows the key.
    package private(set) var arguments = Arguments()
    /// Which arguments are ids of objects that are planned in the same session.
    private(set) var planned: [(argument: Int, handle: Handle)] = []

    /// Makes a command without arguments.
    package init(_ verb: Verb, _ owner: Owner, _ name: String = "", _ type: StructureType) {
        self.verb = verb
        self.owner = owner
        self.name = name
        self.type = type
    }

    /// Appends an argument.
    package mutating func append(_ argument: Bytes) { arguments.append(argument) }

    /// Appends an argument that is the id of an object, which may be planned in the same session.
    package mutating func append<M: Model>(idOf reference: Ref<M>) {
        if case .planned(let handle) = reference.storage {
            planned.append((arguments.count, handle))
        }
        arguments.append(reference.id?.stored ?? [])
    }
}

extension StructureOperation {
    /// Why the server would refuse the arguments; nil when it would not.
    var refusal: String? {
        let count = arguments.count
        switch verb {
        case .rpush, .lpush, .sadd, .srem, .zrem, .hdel:
            return count > 0 ? nil : "\(verb.rawValue) needs at least one element"
        case .hset:
            return count > 0 && count % 2 == 0 ? nil : "HSET needs names and values in pairs"
        case .zadd:
            guard count > 0, count % 2 == 0 else { return "ZADD needs scores and members in pairs" }
            return arguments.withView { view in
                for place in stride(from: 0, to: count, by: 2) {
                    let score = Double(String(decoding: view[place], as: UTF8.self))
                    guard let score, !score.isNaN, !score.isSubnormal else {
                        return "'\(view.text(place))' has no place in an order"
                    }
                }
                return nil
            }
        case .zremrangebyscore: return count == 2 ? nil : "ZREMRANGEBYSCORE needs two scores"
        case .set, .append: return count == 1 ? nil : "\(verb.rawValue) needs one value"
        case .setrange: return count == 2 ? rangeRefusal : "SETRANGE needs an offset and a value"
        case .unlink: return count == 0 ? nil : "UNLINK takes no arguments"
        }
    }

    /// A string has at most 512 MiB.
    static let longestString = 536_870_912

    private var rangeRefusal: String? {
        arguments.withView { view in
            guard let offset = Int(view.text(0)), offset >= 0,
                offset <= Self.longestString - view[1].count
            else { return "the offset '\(view.text(0))' is beyond what a string can hold" }
            return nil
        }
    }
}

extension StructureOperation {
    /// The same without the ids of some objects: nothing stands where they would.
    func without(_ isLost: (Handle) -> Bool) -> StructureOperation {
        guard planned.contains(where: { isLost($0.handle) }) else { return self }
        var copy = self
        copy.planned.removeAll { isLost($0.handle) }
        return copy
    }

    /// Whether a command may be one with the one before it, with the arguments of both.
    func continues(_ other: StructureOperation) -> Bool {
        let isJoined: Bool =
            switch verb {
            case .rpush, .lpush, .sadd, .srem, .zadd, .zrem, .hset, .hdel: true
            case .zremrangebyscore, .set, .append, .setrange, .unlink: false
            }
        return isJoined && verb == other.verb && name == other.name
            && owner.storage == other.owner.storage && type == other.type
    }
}

extension StructureType {
    /// The type of the key, as Redis calls it.
    var keyType: String {
        switch self {
        case .list: "list"
        case .set: "set"
        case .zset, .series: "zset"
        case .hash: "hash"
        case .string, .array: "string"
        }
    }
}
