import StdnetBackend

// CLIENT KILL.
extension ServerState {
    mutating func killClients(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        if call.count == 3 {
            let address = call.text(2)
            guard let victim = clients.values.first(where: { $0.address == address }) else {
                throw .init("ERR No such client")
            }
            end(victim)
            return reply.ok()
        }
        guard call.count % 2 == 0 else { throw .syntax }
        var filters: [(ServerClient) -> Bool] = []
        var skipsSelf = true
        for position in stride(from: 2, to: call.count, by: 2) {
            let value = call.text(position + 1)
            switch call.text(position).lowercased() {
            case "id":
                guard let identifier = Int(value), identifier > 0 else {
                    throw .init("ERR client-id should be greater than 0")
                }
                filters.append { $0.identifier == identifier }
            case "addr": filters.append { $0.address == value }
            case "laddr":
                let own = configuration.address
                filters.append { _ in own == value }
            case "user":
                guard let user = access[call[position + 1]] else {
                    throw .init("ERR No such user '\(call.errorText(position + 1))'")
                }
                filters.append { $0.user === user }
            case "type":
                let type = value.lowercased()
                guard ["normal", "master", "replica", "slave", "pubsub"].contains(type) else {
                    throw .init("ERR Unknown client type '\(value)'")
                }
                filters.append { $0.type == type }
            case "skipme":
                if value.lowercased() == "yes" {
                    skipsSelf = true
                } else if value.lowercased() == "no" {
                    skipsSelf = false
                } else {
                    throw .syntax
                }
            default: throw .syntax
            }
        }
        let victims = clients.values.filter { candidate in
            !(skipsSelf && candidate === client) && filters.allSatisfy { $0(candidate) }
        }
        for victim in victims { end(victim) }
        reply.integer(victims.count)
    }

    /// Ends a client: at once, or after its reply when its own command runs.
    mutating func end(_ victim: ServerClient) {
        victim.isClosing = true
        guard victim !== running else { return }
        victim.sink(.end)
        disconnect(victim)
    }
}
