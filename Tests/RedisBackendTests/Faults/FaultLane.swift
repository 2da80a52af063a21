import NIOCore

/// One direction of one connection through the proxy: forwards bytes, and does what goes wrong.
///
/// Lives on the proxy's loop.
final class FaultLane {
    private let loop: any EventLoop
    private let onEnd: (Fault.Act) -> Void
    private let onStrike: () -> Void
    /// Where the bytes go; nil until that side is connected.
    private var target: (any Channel)?
    private var pending = ByteBuffer()
    private var faults: [Fault] = []
    /// Nothing is forwarded: for now, or for ever.
    private var isHeld = true
    private var isFrozen = false
    private var isFinished = false
    private var dribbleCount = 0
    /// How many bytes were forwarded since faults were last set.
    private(set) var passedCount = 0

    /// - Parameters:
    ///   - loop: The proxy's loop.
    ///   - onStrike: Hears of every fault.
    ///   - onEnd: Does what concerns both directions.
    init(
        loop: any EventLoop,
        onStrike: @escaping () -> Void,
        onEnd: @escaping (Fault.Act) -> Void
    ) {
        self.loop = loop
        self.onStrike = onStrike
        self.onEnd = onEnd
    }

    /// Begins to count anew, with these faults to come.
    func arm(_ faults: [Fault]) {
        passedCount = 0
        self.faults = faults.sorted { $0.offset < $1.offset }
    }

    /// Begins to forward.
    func connect(to target: any Channel) {
        self.target = target
        release()
    }

    /// Stops forwarding for ever.
    func freeze() { isFrozen = true }

    func push(_ bytes: ByteBuffer) {
        pending.writeImmutableBuffer(bytes)
        pump()
    }

    private func release() {
        isHeld = false
        pump()
    }

    private func pump() {
        while !isHeld, !isFrozen {
            if let fault = faults.first, passedCount >= fault.offset,
                passedCount > 0 || pending.readableBytes > 0
            {
                faults.removeFirst()
                strike(fault.act)
                continue
            }
            guard pending.readableBytes > 0 else { break }
            forward()
        }
        if pending.readableBytes == 0 { pending.clear() }
    }

    private func forward() {
        var count = pending.readableBytes
        if let fault = faults.first { count = min(count, fault.offset - passedCount) }
        if dribbleCount > 0 {
            dribbleCount -= 1
            count = 1
            pause(.nanoseconds(0))
        }
        guard let bytes = pending.readSlice(length: count) else { return }
        passedCount += count
        if !isFinished { target?.writeAndFlush(bytes, promise: nil) }
    }

    private func pause(_ time: TimeAmount) {
        isHeld = true
        let lane = NIOLoopBound(self, eventLoop: loop)
        loop.scheduleTask(in: time) { lane.value.release() }
    }

    private func strike(_ act: Fault.Act) {
        onStrike()
        switch act {
        case .cut, .reset, .freeze: onEnd(act)
        case .halfClose:
            isFinished = true
            target?.close(mode: .output, promise: nil)
        case .garbage(let bytes):
            if !isFinished { target?.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }
        case .dribble(let count): dribbleCount = count
        case .delay(let time): pause(time)
        }
    }
}
