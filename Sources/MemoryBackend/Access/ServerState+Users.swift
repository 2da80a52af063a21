import StdnetBackend

// Users that change while clients are connected.
extension ServerState {
    /// Gives a user other rules, and ends those of its clients that listen to what they no longer may.
    mutating func setUser(_ name: RawBytes, _ words: [Bytes]) throws(CommandError) {
        let rules = try access.rules(
            of: name,
            applying: words,
            admitsAllChannels: configuration["acl-pubsub-default"] == "allchannels"
        )
        if let known = access[name] { endListeners(of: known, rules) }
        access.set(name, rules)
        limits.setRequiresPassword(!access.isOpen)
    }

    /// Removes a user, and ends its clients: the one whose command runs after the reply.
    ///
    /// - Returns: whether there was such a user.
    mutating func removeUser(_ name: RawBytes) -> Bool {
        guard let user = access.remove(name) else { return false }
        for client in clients.values.filter({ $0.user === user }) {
            client.user = access.defaultUser
            client.isAuthenticated = false
            end(client)
        }
        return true
    }

    private mutating func endListeners(of user: AccessUser, _ rules: UserRules) {
        guard !rules.selectors.contains(where: \.admitsAllChannels) else { return }
        let hadChannels = user.rules.selectors.contains {
            $0.admitsAllChannels || !$0.channelPatterns.isEmpty
        }
        guard hadChannels else { return }
        func isAdmitted(_ name: Bytes, isPattern: Bool) -> Bool {
            rules.selectors.contains { selector in
                name.withUnsafeBytes { selector.admitsChannel($0, isPattern: isPattern) }
            }
        }
        let victims = clients.values.filter { client in
            client.user === user
                && !(client.patterns.all.allSatisfy { isAdmitted($0, isPattern: true) }
                    && (client.channels.all + client.shardChannels.all)
                        .allSatisfy { isAdmitted($0, isPattern: false) })
        }
        for victim in victims { end(victim) }
    }
}
