import Testing

@testable import StdnetODM

@Suite("A set of fields")
struct FieldMaskTests {
    private func mask(_ positions: some Sequence<Int>) -> FieldMask {
        var mask = FieldMask()
        for position in positions { mask.mark(position, if: true) }
        return mask
    }

    @Test("holds up to 256 fields, each by its position")
    func positions() {
        let positions = [0, 1, 62, 63, 64, 65, 127, 128, 191, 192, 255]
        let some = mask(positions)
        #expect(some.positions == positions)
        #expect(some.count == positions.count)
        #expect((0..<256).filter(some.contains) == positions)
        #expect(!some.contains(256) && !some.isEmpty && FieldMask().isEmpty)
        #expect(FieldMask.all.positions == Array(0..<256))
    }

    @Test("knows how many of its fields come before a position")
    func ranks() {
        for step in [1, 3, 64] {
            let some = mask(stride(from: 0, to: 256, by: step))
            for position in 0...256 {
                #expect(some.rank(of: position) == some.positions.count { $0 < position })
            }
        }
    }

    @Test("is joined with another, and others are taken from it, in every part")
    func combinations() {
        let even = mask(stride(from: 0, to: 256, by: 2))
        let third = mask(stride(from: 0, to: 256, by: 3))
        #expect(even.union(third) == mask((0..<256).filter { $0 % 2 == 0 || $0 % 3 == 0 }))
        #expect(even.subtracting(third) == mask((0..<256).filter { $0 % 2 == 0 && $0 % 3 != 0 }))
        #expect(even != third && even.subtracting(even).isEmpty)
    }

    @Test("takes no field that has not changed, and none beyond the last")
    func unmarked() {
        var some = FieldMask()
        some.mark(70, if: false)
        some.mark(256, if: true)
        #expect(some.isEmpty)
    }
}
