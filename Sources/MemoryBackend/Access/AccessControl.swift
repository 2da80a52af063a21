import StdnetBackend

/// Who may do what on a server: its users, and what was denied to them.
struct AccessControl {
    /// All users by name.
    private(set) var users: [Bytes: AccessUser]
    /// Whom every connection stands for before it says something else.
    let defaultUser: AccessUser
    /// Whom backends in process stand for, which no connection limits: the owner of the server.
    let owner: AccessUser
    var log = AccessLog()

    static let defaultName = Bytes("default".utf8)

    init() {
        defaultUser = AccessUser(unrestricted: Self.defaultName)
        owner = AccessUser(unrestricted: Self.defaultName)
        users = [Self.defaultName: defaultUser]
    }

    /// Whether connections need not say who they are.
    var isOpen: Bool { defaultUser.rules.isEnabled && defaultUser.rules.needsNoPassword }

    subscript(name: RawBytes) -> AccessUser? { users[Bytes(name)] }

    /// All users, by name.
    var all: [AccessUser] {
        users.values.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// What `requirepass` says: an empty password is none.
    mutating func setDefaultPassword(_ password: String) {
        defaultUser.rules.passwords = []
        defaultUser.rules.needsNoPassword = password.isEmpty
        if !password.isEmpty {
            defaultUser.rules.passwords = [SHA256.hexDigest(of: Bytes(password.utf8))]
        }
    }

    /// The rules of a user after others were applied; nothing is changed.
    func rules(
        of name: RawBytes,
        applying words: [Bytes],
        admitsAllChannels: Bool
    ) throws(CommandError) -> UserRules {
        var rules = self[name]?.rules ?? UserRules(admitsAllChannels: admitsAllChannels)
        for rule in try AccessRule.all(in: words) {
            do throws(AccessRuleFailure) {
                try rules.apply(rule, admitsAllChannels: admitsAllChannels)
            } catch {
                throw .init("ERR Error in ACL SETUSER modifier '\(rule.text)': \(error.text)")
            }
        }
        return rules
    }

    /// Gives a user these rules; a new one when there is none of that name.
    mutating func set(_ name: RawBytes, _ rules: UserRules) {
        if let known = self[name] {
            known.rules = rules
        } else {
            users[Bytes(name)] = AccessUser(Bytes(name), rules)
        }
    }

    /// Removes a user; nil when there is none.
    mutating func remove(_ name: RawBytes) -> AccessUser? { users.removeValue(forKey: Bytes(name)) }
}
