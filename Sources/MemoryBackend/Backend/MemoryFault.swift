public import StdnetBackend
import Synchronization

/// Something that goes wrong on purpose, for tests of what copes with it.
///
/// ```swift
/// backend.server.faults.inject(.init(.lostReply, command: "EVALSHA", skipping: 2))
/// ```
public struct MemoryFault: Sendable {
    /// What goes wrong.
    public enum Effect: Sendable, Equatable {
        /// The batch does not run, and the call throws.
        case failure(BackendError)
        /// The connection is lost before the batch ran.
        case lostRequest
        /// The batch runs, and the connection is lost before its replies come.
        case lostReply
        /// The batch runs after so much time on the server's clock.
        case delay(Duration)
    }

    let effect: Effect
    let command: String?
    let key: String?
    var skipped: Int
    var left: Int

    /// Describes a fault.
    ///
    /// - Parameters:
    ///   - effect: What goes wrong.
    ///   - command: The command that a batch has to have, in any case of its letters; nil for any.
    ///   - key: The key that such a command has to have; nil for any, or none.
    ///   - count: How many batches are struck.
    ///   - skipped: How many such batches pass before.
    public init(
        _ effect: Effect,
        command: String? = nil,
        key: String? = nil,
        count: Int = 1,
        skipping skipped: Int = 0
    ) {
        self.effect = effect
        self.command = command?.lowercased()
        self.key = key
        self.skipped = max(skipped, 0)
        left = max(count, 0)
    }

    fileprivate func concerns(_ batch: CommandBatch) -> Bool {
        (0..<batch.count).contains { position in
            batch.withVector(position) { call in
                guard call.count > 0 else { return false }
                if let command, call.text(0).lowercased() != command { return false }
                guard let key else { return true }
                let keys = CommandTable.redis[call[0]]?.keys.positions(in: call) ?? []
                return keys.contains { call.text($0) == key }
            }
        }
    }
}

/// The faults that a server has in store.
public final class MemoryFaults: Sendable {
    private let faults = Mutex<[MemoryFault]>([])
    private let count = Atomic<Int>(0)

    init() {}

    /// Whether any fault is left.
    var isArmed: Bool { count.load(ordering: .relaxed) > 0 }

    /// Adds a fault; of several that concern a batch, the first one added strikes.
    public func inject(_ fault: MemoryFault) {
        faults.withLock { faults in
            faults.append(fault)
            count.store(faults.count, ordering: .relaxed)
        }
    }

    /// Forgets all faults.
    public func removeAll() {
        faults.withLock { faults in
            faults = []
            count.store(0, ordering: .relaxed)
        }
    }

    /// What strikes a batch.
    func next(for batch: CommandBatch) -> MemoryFault.Effect? {
        faults.withLock { faults in
            for index in faults.indices where faults[index].concerns(batch) {
                if faults[index].skipped > 0 {
                    faults[index].skipped -= 1
                    continue
                }
                let effect = faults[index].effect
                faults[index].left -= 1
                if faults[index].left <= 0 { faults.remove(at: index) }
                count.store(faults.count, ordering: .relaxed)
                return effect
            }
            return nil
        }
    }
}

extension MemoryBackend {
    /// Runs a batch that a fault may strike.
    func executeWithFaults(
        _ batch: CommandBatch,
        _ route: BatchRoute
    ) async throws(BackendError) -> [Reply] {
        switch server.faults.next(for: batch) {
        case nil: return try await run(batch, route)
        case .failure(let error): throw error
        case .lostRequest: throw .connection(.lost(address: Self.address))
        case .lostReply:
            _ = try await run(batch, route)
            throw .connection(.lost(address: Self.address))
        case .delay(let duration):
            let end = LateReply()
            server.clock.wake(at: server.clock.milliseconds + duration.milliseconds) {
                end.resume(.failure(.connection(.closed)))
            }
            do throws(BackendError) {
                _ = try await end.value()
            } catch {
                guard error != .cancelled else { throw error }
            }
            return try await run(batch, route)
        }
    }
}
