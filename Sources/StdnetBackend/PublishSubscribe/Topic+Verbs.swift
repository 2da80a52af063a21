extension Topic {
    /// The channel or the pattern.
    package var name: String {
        switch self {
        case .channel(let name), .pattern(let name), .shard(let name): name
        }
    }

    private func verb(isAddition: Bool) -> String {
        switch self {
        case .channel: isAddition ? "SUBSCRIBE" : "UNSUBSCRIBE"
        case .pattern: isAddition ? "PSUBSCRIBE" : "PUNSUBSCRIBE"
        case .shard: isAddition ? "SSUBSCRIBE" : "SUNSUBSCRIBE"
        }
    }

    /// What to say for topics: the verbs, each with its topics, in the order of their names.
    package static func verbs(
        _ topics: Set<Topic>,
        isAddition: Bool
    ) -> [(verb: String, topics: [Topic])] {
        Dictionary(grouping: topics) { $0.verb(isAddition: isAddition) }
            .map { ($0.key, $0.value.sorted { $0.name < $1.name }) }
            .sorted { $0.0 < $1.0 }
    }
}
