internal import Synchronization

/// The connections that all tasks share: calls take them in turn.
final class SharedConnections: Sendable {
    private let connections: [SharedConnection]
    private let turn = Atomic(0)

    /// The others are made when their turn comes first.
    init(_ first: RedisConnection, count: Int, connector: Connector) {
        connections =
            [SharedConnection(first, connector: connector)]
            + (1..<max(count, 1)).map { _ in SharedConnection(connector: connector) }
    }

    /// The connection whose turn it is.
    func next() -> SharedConnection {
        if connections.count == 1 { return connections[0] }
        let turn = self.turn.wrappingAdd(1, ordering: .relaxed).newValue
        return connections[Int(UInt(bitPattern: turn) % UInt(connections.count))]
    }

    func close() async {
        for connection in connections { await connection.close() }
    }

    func abort() {
        for connection in connections { connection.abort() }
    }
}
