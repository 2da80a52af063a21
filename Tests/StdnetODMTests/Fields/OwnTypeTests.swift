import StdnetODM
import Testing

@Suite("Types of your own are values")
struct OwnTypeTests {
    enum Currency: String, IDValue, CaseIterable { case eur, usd = "US$" }
    enum Priority: Int, ScoredValue { case low = -1, high = 10 }
    struct Flags: OptionSet, FieldValue { let rawValue: UInt8 }
    struct Word: RawRepresentable, IDValue {
        let rawValue: String
        init?(rawValue: String) {
            guard !rawValue.isEmpty else { return nil }
            self.rawValue = rawValue
        }
    }

    @Test("Those with raw values are stored as these")
    func rawValues() {
        #expect(Currency.usd.storedText == "US$" && Currency.kind == .text)
        #expect(Currency(text: "eur") == .eur && Currency(text: "gbp") == nil)
        #expect(Priority.high.storedText == "10" && Priority.kind == .integer)
        #expect(Priority(text: "-1") == .low && Priority(text: "0") == nil)
        #expect(Priority.low < .high && !Priority.high.sharesScore)
        #expect(Flags([Flags(rawValue: 1), Flags(rawValue: 4)]).storedText == "5")
        #expect(Word(text: "") == nil && Word(text: "a")?.rawValue == "a")
    }

    @Test("What the stored bytes should be is said in words")
    func forms() {
        #expect(Currency.storedForm == "one of 'eur', 'US$'")
        #expect(Currency?.storedForm == Currency.storedForm)
        #expect(
            Priority.storedForm
                == "a raw value of Priority: an integer from \(Int.min) to \(Int.max) in decimal digits"
        )
        #expect(UInt8?.storedForm == "an integer from 0 to 255 in decimal digits")
    }

    @Test("An empty field is an absent one where it is no value")
    func empty() {
        #expect(Int?(text: "") == .some(nil))
        #expect(Double?(text: "") == .some(nil))
        #expect(Currency?(text: "") == .some(nil))
        #expect(String?(text: "") == .some(""))
        #expect(Bytes?(text: "") == .some([]))
        #expect(Int?(text: "x") == nil)
        #expect(Int?(stored: nil) == .some(nil))
    }
}
