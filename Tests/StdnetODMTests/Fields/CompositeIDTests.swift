import Testing

@testable import StdnetODM

@Suite("An id of several parts")
struct CompositeIDTests {
    @Test("is the SHA-1 of their stored bytes, each with its length")
    func sha1() {
        // printf '5:apple,5:bible,' | sha1sum
        #expect(
            CompositeID("apple", "bible")?.text == "3e8d72df24ce6ef2c2e7bae56da3595425489855"
        )
        #expect(CompositeID("a", "bc") != CompositeID("ab", "c"))
        #expect(CompositeID("a,1:b", "c") != CompositeID("a", "b,1:c"))
        #expect(CompositeID(1, "1") == CompositeID("1", 1))
    }

    @Test("is not made of nil")
    func absent() {
        #expect(CompositeID("a", String?.none) == nil)
        #expect(CompositeID("a", String?.some("b")) == CompositeID("a", "b"))
        #expect(CompositeID("a", String?.none, by: .python27) == nil)
    }

    /// Taken from databases that the original wrote.
    @Test("is what Python 2.7 made of texts and of integers")
    func python() {
        let ids = [
            CompositeID("apple", "bible", by: .python27),
            CompositeID("apple", "koran", by: .python27),
            CompositeID(1, 2, by: .python27), CompositeID(5, 2, by: .python27),
        ]
        #expect(
            ids.map { $0?.text } == [
                "1156378861340916607", "3518496833421467782", "3713081631934410656",
                "3713085962047400956",
            ]
        )
    }

    @Test("takes truths and whole doubles for the integers that they equal, as Python does")
    func numbers() {
        #expect(CompositeID(true, 2, by: .python27) == CompositeID(1, 2, by: .python27))
        #expect(CompositeID(5.0, 2.0, by: .python27) == CompositeID(5, 2, by: .python27))
        #expect(CompositeID(-1, 2, by: .python27) == CompositeID(-2, 2, by: .python27))
        #expect(CompositeID(1e300, 2, by: .python27) == nil)
    }

    @Test("hashes values by their kinds")
    func kinds() {
        let hashes: [(Bytes, ValueKind, Int?)] = [
            (Bytes("".utf8), .text, 0), (Bytes("a".utf8), .text, 12_416_037_344),
            (Bytes("a".utf8), .bytes, 12_416_037_344), (Bytes("-1".utf8), .integer, -2),
            (Bytes("0.5".utf8), .float, 1_073_741_824), (Bytes("1.5".utf8), .float, 1_610_645_504),
            (Bytes("-0.5".utf8), .float, -1_073_741_824),
            (Bytes("0.1".utf8), .float, 2_576_882_278),
            (Bytes("inf".utf8), .float, 314_159), (Bytes("nan".utf8), .float, 0),
            (Bytes("1.10".utf8), .decimal, nil), (Bytes("{}".utf8), .json, nil),
        ]
        for (bytes, kind, expected) in hashes {
            #expect(PythonHash.of(bytes, kind) == expected, "\(kind) \(bytes)")
        }
        #expect(PythonHash.of(Bytes("86400".utf8), .day) == PythonHash.of([7, 178, 1, 2], .bytes))
    }
}
