import Foundation
import StdnetODM
import Testing

/// Texts that stand in the recorded keyspaces of the original.
@Suite("What the original stored is read, and stored again in the same bytes")
struct RecordedTextTests {
    @Test("Numbers")
    func numbers() {
        check(Double.self, ["-2.5", "0.1", "10.0", "100.0", "1e+21", "3.0", "7.25", "1.0"])
        check(Double.self, ["1e-07", "-0.0", "inf", "-inf", "1372941015.123456", "1356998400.0"])
        check(Int.self, ["1", "44", "8", "3518496833421467782", "-2"])
        check(Int32.self, ["1", "44"])
        check(Bool.self, ["0", "1"])
    }

    @Test("Days and dates")
    func dates() {
        let days = ["-86400", "1325376000", "1325462400", "1330473600", "1372896000", "946684800"]
        check(Day.self, days)
        check(Date.self, ["1372941015.123456", "1356998400.0", "1330473600.0", "0.1", "-86400.0"])
    }

    @Test("Texts, and the hashes of models")
    func texts() {
        check(String.self, ["", "ita 2020", "euro dollar", "\"\"", "{\"n\": 1}", "\"\\u00e9\""])
        check(Bytes.self, ["", "\u{80}\u{2}]q\u{1}."])
        check(ModelType.self, ["12acd92a", "c5343820"])
    }

    private func check<Value: FieldValue>(
        _: Value.Type,
        _ texts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for text in texts {
            let read = Value(text: text)
            #expect(read != nil, "\(text)", sourceLocation: sourceLocation)
            #expect(read?.storedText == text, sourceLocation: sourceLocation)
            #expect(Value?(text: text) == .some(read), sourceLocation: sourceLocation)
        }
    }
}
