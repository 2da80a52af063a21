import StdnetODM
import StdnetTesting
import Testing

@Suite("Numbers with a fraction have Python's text")
struct FloatingPointTests {
    @Test("Double: as Python wrote them, and read back to the bit")
    func doubles() throws {
        for row in PythonTable.rows(PythonTable.doubles) {
            let number = Double(bitPattern: try #require(UInt64(row[0], radix: 16)))
            #expect(number.storedText == String(row[1]))
            let read = try #require(Double(text: String(row[1])))
            #expect(read.bitPattern == number.bitPattern || (read.isNaN && number.isNaN))
        }
    }

    @Test("Float: its own shortest digits, read back to the bit")
    func floats() throws {
        for row in PythonTable.rows(PythonTable.floats) {
            let number = Float(bitPattern: try #require(UInt32(row[0], radix: 16)))
            #expect(number.storedText == String(row[1]))
            let read = try #require(Float(text: String(row[1])))
            #expect(read.bitPattern == number.bitPattern || (read.isNaN && number.isNaN))
        }
    }

    @Test("Any double reads back to the bit, in Python's layout", arguments: [1, 2, 3] as [UInt64])
    func anyDouble(seed: UInt64) throws {
        var generator = Dice(seed: seed)
        for round in 0..<4000 {
            let number: Double =
                switch round % 4 {
                case 0: Double(bitPattern: generator.next())
                case 1:
                    Double.random(in: 0x1p53..<1e16, using: &generator) * (round % 8 == 1 ? 1 : -1)
                case 2: Double(Int64(truncatingIfNeeded: generator.next()))
                default: (Double.random(in: -1e9...1e9, using: &generator) * 1e3).rounded() / 1e3
                }
            guard number.isFinite else { continue }
            let text = try #require(number.storedText)
            #expect(Double(text: text)?.bitPattern == number.bitPattern)
            expectLayout(of: text, magnitude: number.magnitude)
        }
    }

    @Test(
        "Any float reads back to the bit, and the texts keep the order",
        arguments: [4, 5] as [UInt64]
    )
    func anyFloat(seed: UInt64) throws {
        var generator = Dice(seed: seed)
        for round in 0..<4000 {
            let number =
                round.isMultiple(of: 2)
                ? Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
                : Float.random(in: 0x1p24..<1e16, using: &generator)
            guard number.isFinite, number.nextUp.isFinite else { continue }
            let text = try #require(number.storedText)
            #expect(Float(text: text)?.bitPattern == number.bitPattern)
            expectLayout(of: text, magnitude: Double(number.magnitude))
            let score = try #require(Double(text))
            let next = try #require(number.nextUp.storedText.flatMap { Double($0) })
            #expect(score < next)
        }
    }

    private func expectLayout(of text: String, magnitude: Double) {
        let isPlain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16)
        #expect(text.contains("e") != isPlain, "\(text)")
        #expect(!isPlain || text.contains("."), "\(text)")
        if let mark = text.firstIndex(of: "e") {
            #expect(text[mark...].dropFirst().first.map { "+-".contains($0) } == true, "\(text)")
            #expect(text[mark...].count >= 4, "\(text)")
        }
    }

    @Test("Other spellings of numbers are read")
    func otherSpellings() {
        #expect(Double(text: "5") == 5)
        #expect(Double(text: "1E3") == 1000)
        #expect(Double(text: "+1.5") == 1.5)
        #expect(Double(text: "Infinity") == .infinity)
        #expect(Float(text: "0.10000000149011612") == 0.1)
        #expect(Float(text: "1e-60") == 0)
    }

    @Test(
        "What is no number is refused",
        arguments: [
            "", "many", "1,5", "0x1p3", " 1", "1 ", "1.5.5", "--1", "1e400", "-1e400", "1\u{0}",
        ]
    )
    func refused(text: String) {
        #expect(Double(text: text) == nil)
        #expect(Float(text: text) == nil)
    }

    @Test("A float has no room for larger numbers")
    func tooLarge() {
        #expect(Float(text: "1e39") == nil)
        #expect(Float(text: "-3.5e38") == nil)
        #expect(Float(text: "-inf") == -.infinity)
        #expect(Float.storedForm.contains("3.4e+38"))
    }
}
