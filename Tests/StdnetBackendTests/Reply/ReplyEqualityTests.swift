import StdnetBackend
import Testing

@Suite("Replies are equal when their values are")
struct ReplyEqualityTests {
    private func replies(_ write: (inout ReplyBuilder) -> Void) -> [Reply] {
        var builder = ReplyBuilder()
        write(&builder)
        return builder.finish()
    }

    private func nested(_ last: String, into builder: inout ReplyBuilder) {
        builder.array(3)
        builder.bulk("same")
        builder.array(1)
        builder.integer(1)
        builder.bulk(last)
    }

    @Test("wherever they lie on their tapes")
    func places() {
        let first = replies { builder in
            builder.bulk("something before")
            nested("end", into: &builder)
        }
        let second = replies { nested("end", into: &$0) }
        #expect(first[1] == second[0])
        #expect(first[0] != second[0])
    }

    @Test("and not when anything in them differs")
    func differences() {
        let values = replies { builder in
            nested("end", into: &builder)
            nested("END", into: &builder)
            builder.integer(1)
            builder.integer(2)
            builder.boolean(true)
            builder.bulk("1")
            builder.status("1")
            builder.double(1)
            builder.null()
            builder.nullArray()
            builder.array(0)
            builder.collection(.set, 0)
            builder.array(1)
            builder.null()
        }
        for (left, value) in values.enumerated() {
            for (right, other) in values.enumerated() {
                #expect((value == other) == (left == right), "\(value.kind) and \(other.kind)")
            }
        }
    }

    @Test("to the bit: 0 and -0 differ, NaN is itself")
    func doubles() {
        let values = replies { builder in
            builder.double(0)
            builder.double(-0.0)
            builder.double(.nan)
            builder.double(.nan)
        }
        #expect(values[0] != values[1])
        #expect(values[2] == values[3])
    }
}
