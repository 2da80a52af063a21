import Foundation
import StdnetODM
import StdnetTesting
import Testing

@Suite("Dates and days are seconds since 1970")
struct DateTests {
    @Test("A date has the text that the original stored, and keeps it")
    func originalText() throws {
        for row in PythonTable.rows(PythonTable.dates) {
            let seconds = try #require(Double(row[0]))
            let microseconds = try #require(Double(row[1]))
            let date = Date(timeIntervalSince1970: seconds + microseconds / 1e6)
            #expect(date.storedText == String(row[2]))
            #expect(Date(text: String(row[2]))?.storedText == String(row[2]))
        }
    }

    @Test("Any microsecond keeps its text", arguments: [10, 11] as [UInt64])
    func anyMicrosecond(seed: UInt64) throws {
        var generator = Dice(seed: seed)
        for round in 0..<4000 {
            let reach = [100, 1_000_000, 4_000_000_000][round % 3]
            let seconds = Int.random(in: -reach...reach, using: &generator)
            let microseconds = Int.random(in: 0..<1_000_000, using: &generator)
            let text = try #require((Double(seconds) + Double(microseconds) / 1e6).storedText)
            #expect(Date(text: text)?.storedText == text)
        }
    }

    @Test("A date is stored to the microsecond")
    func rounding() {
        #expect(
            Date(timeIntervalSince1970: 1_372_941_015.1234564).storedText == "1372941015.123456"
        )
        #expect(Date(timeIntervalSinceReferenceDate: 0).storedText == "978307200.0")
        #expect(Date(timeIntervalSince1970: -1e-7).storedText == "0.0")
        #expect(Date.distantFuture.storedText == "64092211200.0")
        #expect(Date.distantPast.storedText == "-62135769600.0")
        #expect(Date(timeIntervalSince1970: 1e300).storedText == "1e+300")
    }

    @Test("What is no moment is refused")
    func refused() {
        for text in ["", "nan", "inf", "-inf", "today", "2012-02-29"] {
            #expect(Date(text: text) == nil, "\(text)")
        }
        #expect(
            Date(timeIntervalSince1970: .infinity).refusal == "a date is a finite number of seconds"
        )
        #expect(Date(timeIntervalSince1970: .nan).refusal != nil)
        #expect(Date.distantFuture.refusal == nil)
    }

    @Test("A day is the seconds of its midnight in UTC")
    func days() throws {
        #expect(Day(2012, 2, 29)?.storedText == "1330473600")
        #expect(Day(1969, 12, 31)?.storedText == "-86400")
        #expect(Day(text: "1325376000") == Day(2012, 1, 1))
        for text in ["", "1325376001", "1325376000.0", "2012-01-01", "1e5"] {
            #expect(Day(text: text) == nil, "\(text)")
        }
    }

    @Test("Days that have no seconds are refused, and nothing overflows")
    func farDays() {
        for day in [Day(daysSince1970: .max), Day(daysSince1970: .min)] {
            #expect(day.refusal != nil)
            #expect(day.storedText != nil && !"\(day)".isEmpty)
        }
        let last = Day(daysSince1970: Int.max / 86_400)
        #expect(last.refusal == nil)
        #expect(last.storedText.flatMap { Day(text: $0) } == last)
        #expect(Day(.max, 1, 1) == nil && Day(.min, 12, 31) == nil && Day(2012, 1, .max) == nil)
    }
}
