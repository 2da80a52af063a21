import NIOCore
import StdnetTesting

/// One thing that goes wrong on a connection, and after how many bytes.
struct Fault: Sendable {
    /// What goes wrong.
    enum Act: Sendable, Equatable {
        /// Both sides are closed.
        case cut
        /// Both sides are closed by RST.
        case reset
        /// The receiver hears that nothing more will come.
        case halfClose
        /// Nothing goes on in either direction, and nobody is told.
        case freeze
        /// Bytes come that the sender did not send.
        case garbage([UInt8])
        /// The next bytes come one by one.
        case dribble(count: Int)
        /// Nothing comes for a while.
        case delay(TimeAmount)
    }

    /// The direction of the bytes.
    enum Direction: Sendable, CaseIterable { case request, reply }

    var direction: Direction
    /// After this many bytes, but not before there is another byte or the offset is above 0.
    var offset: Int
    var act: Act
}

extension Fault {
    /// A byte that no test sends, and that begins no reply.
    static let marker: UInt8 = 0xfe

    /// What goes wrong with one connection in a storm: a few troubles, and then its end.
    ///
    /// It begins at some place among the first `bytes` bytes, or at the first.
    static func lot(_ dice: inout Dice, after bytes: Int) -> [Fault] {
        var faults: [Fault] = []
        let direction = dice.chance(500) ? Direction.request : .reply
        var offset = bytes == 0 ? 0 : dice.below(bytes)
        for _ in 0..<dice.below(3) {
            offset += dice.below(120)
            let act: Act =
                dice.chance(500)
                ? .delay(.milliseconds(Int64(1 + dice.below(4)))) : .dribble(count: dice.below(80))
            faults.append(Fault(direction: direction, offset: offset, act: act))
        }
        offset += dice.below(dice.chance(200) ? 4000 : 400)
        let end: Act =
            switch dice.below(100) {
            case ..<45: .cut
            case ..<65: .reset
            case ..<80: .halfClose
            case ..<97: .garbage(Array(repeating: marker, count: 1 + dice.below(4)))
            default: .freeze
            }
        // Garbage among the requests would be a request that nobody made.
        if case .garbage = end {
            faults.append(Fault(direction: .reply, offset: offset, act: end))
        } else {
            faults.append(Fault(direction: direction, offset: offset, act: end))
        }
        return faults
    }
}
