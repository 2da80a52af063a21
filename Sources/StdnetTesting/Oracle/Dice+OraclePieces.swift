import StdnetODM

extension Dice {
    /// What a session does.
    mutating func session(_ oracle: Oracle) -> OracleSession {
        var maker = OracleSessionMaker(oracle)
        var session = OracleSession(steps: maker.steps(&self))
        if chance(500) {
            for _ in 0..<1 + below(4) {
                if let piece = piece(oracle, session.steps) { session.pieces.append(piece) }
            }
        }
        return session
    }

    /// A command on a structure of an object, of one that the session makes, of a model or of nobody.
    private mutating func piece(_ oracle: Oracle, _ steps: [OracleStep]) -> OraclePiece? {
        if chance(150) {
            let type = pick(StructureType.allCases)
            return piece(.nobody(key: "\(type).\(below(2))"), "", type)
        }
        let model = below(oracle.schemas.count)
        let structures = oracle.schemas[model].structures
        guard let structure = structures.randomElement(using: &self) else { return nil }
        if structure.isStatic { return piece(.model(model), structure.name, structure.type) }
        let made = steps.indices.filter {
            steps[$0].model == model && steps[$0].kind == .insert && steps[$0].id == nil
        }
        if let step = made.randomElement(using: &self), chance(600) {
            return piece(.planned(model: model, step: step), structure.name, structure.type)
        }
        let named = steps.filter { $0.model == model }.compactMap(\.id)
        let there = oracle.objects(of: model).keys.sorted() + named
        let id = chance(970) ? pick(there, or: "") : "ghost"
        if id.isEmpty { return nil }
        return piece(.object(model: model, id: id), structure.name, structure.type)
    }

    private mutating func piece(
        _ owner: OraclePiece.Owner,
        _ name: String,
        _ type: StructureType
    ) -> OraclePiece {
        typealias Verb = StructureOperation.Verb
        var verb: Verb = .unlink
        if !chance(80) {
            let verbs: [Verb] =
                switch type {
                case .list: [.rpush, .lpush]
                case .set: [.sadd, .sadd, .srem]
                case .zset, .series: [.zadd, .zadd, .zrem, .zremrangebyscore]
                case .hash: [.hset, .hset, .hdel]
                case .string: [.set, .append]
                case .array: [.append, .setrange]
                }
            verb = pick(verbs)
        }
        let arguments: [Bytes] =
            switch verb {
            case .rpush, .lpush, .sadd, .srem, .zrem, .hdel: (0...below(3)).map { _ in element() }
            case .zadd: (0...below(3)).flatMap { _ in [score(), element()] }
            case .zremrangebyscore:
                {
                    let low = below(9) - 4;
                    return [Bytes("\(low)".utf8), Bytes("\(low + below(4))".utf8)]
                }()
            case .hset: (0...below(3)).flatMap { _ in [element(), element()] }
            case .set, .append: [element()]
            case .setrange: [Bytes("\(below(6))".utf8), element()]
            case .unlink: []
            }
        return OraclePiece(owner: owner, name: name, type: type, verb: verb, arguments: arguments)
    }

    private mutating func element() -> Bytes {
        if chance(50) { return [0xff, 0, 0x80] }
        return Bytes(pick(["", "a", "b:c", "é", "%", "nil", "a\r\n\0", "1", "{x}"]).utf8)
    }

    private mutating func score() -> Bytes { Bytes(pick(["-4", "0.5", "1", "3", "1e+21"]).utf8) }
}
