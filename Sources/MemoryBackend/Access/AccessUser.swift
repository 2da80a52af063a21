import StdnetBackend

/// A user: how clients prove to be this one, and what they may do then.
///
/// A class, because clients refer to it: what changes counts for all of them at once. Like them it
/// never leaves the lock of its server.
final class AccessUser {
    let name: Bytes
    var rules: UserRules {
        didSet { isRestricted = !rules.selectors.contains(where: \.isUnrestricted) }
    }
    /// Whether there is anything that this user may not do: then each call is checked.
    private(set) var isRestricted: Bool

    init(_ name: Bytes, _ rules: UserRules) {
        self.name = name
        self.rules = rules
        isRestricted = !rules.selectors.contains(where: \.isUnrestricted)
    }

    /// Makes a user who may do everything.
    init(unrestricted name: Bytes) {
        self.name = name
        rules = .unrestricted
        isRestricted = false
    }

    /// The name as CLIENT LIST shows it.
    var text: String { String(decoding: name, as: UTF8.self) }

    /// Why a call of a command may not run; nil when it may.
    ///
    /// Of what several selectors deny, the most particular is told: of keys or channels the last one.
    func denial(of number: Int, _ call: ArgumentView) -> AccessDenial? {
        guard isRestricted else { return nil }
        var worst = AccessDenial.command
        for selector in rules.selectors {
            guard let denial = selector.denial(of: number, call) else { return nil }
            if denial.weight > worst.weight
                || denial.weight == worst.weight && denial.position > worst.position
            {
                worst = denial
            }
        }
        return worst
    }

    /// Whether a call may run, and may read all keys besides its own.
    func mayReadAllKeys(_ number: Int, _ call: ArgumentView) -> Bool {
        rules.selectors.contains { $0.admitsReadingAllKeys && $0.denial(of: number, call) == nil }
    }
}

/// What is known of a user.
struct UserRules: Sendable {
    var isEnabled = false
    /// Whether any password will do.
    var needsNoPassword = false
    /// What was said about checking the payloads of RESTORE.
    var sanitizesPayloads: Bool?
    /// The digests of the passwords.
    var passwords: [Bytes] = []
    /// The first one is the user's own; the others stand in parentheses.
    var selectors: [AccessSelector]

    /// Rules that admit nothing but, where the server is set so, all channels.
    init(admitsAllChannels: Bool) { selectors = [.init(admitsAllChannels: admitsAllChannels)] }

    /// Rules that admit everybody to everything: made once, because tests make a server each.
    static let unrestricted: UserRules = {
        var rules = UserRules(admitsAllChannels: true)
        rules.isEnabled = true
        rules.needsNoPassword = true
        rules.selectors = [.unrestricted]
        return rules
    }()

    /// Whether somebody who says a password may come in.
    func admits(_ password: RawBytes) -> Bool {
        guard isEnabled else { return false }
        guard !needsNoPassword else { return true }
        let digest = SHA256.hexDigest(of: password)
        return passwords.contains { known in
            // Takes the same time whatever the first difference is.
            zip(known, digest).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    /// What is switched on or off, as ACL GETUSER shows it.
    var flags: [String] {
        var flags = [isEnabled ? "on" : "off"]
        if needsNoPassword { flags.append("nopass") }
        if let sanitizesPayloads {
            flags.append(sanitizesPayloads ? "sanitize-payload" : "skip-sanitize-payload")
        }
        return flags
    }

    /// Everything, in rules that make the same user again, as ACL LIST shows it.
    var description: Bytes {
        var words = flags.map { Bytes($0.utf8) }
        words += passwords.map { [UInt8(ascii: "#")] + $0 }
        for (place, selector) in selectors.enumerated() {
            let rules = selector.rules
            words.append(place == 0 ? rules : [UInt8(ascii: "(")] + rules + [UInt8(ascii: ")")])
        }
        return Bytes(words.joined(separator: [UInt8(ascii: " ")]))
    }
}

// Applying rules.
extension UserRules {
    /// Applies a rule; new selectors admit all channels or none.
    mutating func apply(
        _ rule: AccessRule,
        admitsAllChannels: Bool
    ) throws(AccessRuleFailure) {
        switch rule.name {
        case "" where rule.bytes.isEmpty: break
        case "on": isEnabled = true
        case "off": isEnabled = false
        case "skip-sanitize-payload": sanitizesPayloads = false
        case "sanitize-payload": sanitizesPayloads = true
        case "nopass":
            needsNoPassword = true
            passwords = []
        case "resetpass":
            needsNoPassword = false
            passwords = []
        case "clearselectors": selectors.removeSubrange(1...)
        case "reset":
            self = UserRules(admitsAllChannels: admitsAllChannels)
            sanitizesPayloads = true
        default:
            switch rule.first {
            case UInt8(ascii: ">"): add(SHA256.hexDigest(of: rule.rest))
            case UInt8(ascii: "#"): add(try Self.checkedDigest(rule.rest))
            case UInt8(ascii: "<"): try remove(SHA256.hexDigest(of: rule.rest))
            case UInt8(ascii: "!"): try remove(try Self.checkedDigest(rule.rest))
            case UInt8(ascii: "(") where rule.bytes.last == UInt8(ascii: ")"):
                var selector = AccessSelector(admitsAllChannels: admitsAllChannels)
                for word in Self.words(of: rule) { try selector.apply(AccessRule(word)) }
                selectors.append(selector)
            default: try selectors[0].apply(rule)
            }
        }
    }

    /// The words in parentheses: none where a quote is not closed.
    private static func words(of rule: AccessRule) -> [Bytes] {
        let inner = Bytes(rule.rest.dropLast().prefix { $0 != 0 })
        return inner.withUnsafeBytes { ScriptHeaderWords($0).all ?? [] }
    }

    private mutating func add(_ digest: Bytes) {
        if !passwords.contains(digest) { passwords.append(digest) }
        needsNoPassword = false
    }

    private mutating func remove(_ digest: Bytes) throws(AccessRuleFailure) {
        guard let place = passwords.firstIndex(of: digest) else { throw .unknownPassword }
        passwords.remove(at: place)
    }

    private static func checkedDigest(
        _ digits: ArraySlice<UInt8>
    ) throws(AccessRuleFailure) -> Bytes {
        let areDigits = digits.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
        guard digits.count == 64, areDigits else { throw .invalidHash }
        return Bytes(digits)
    }
}
